"""The home page, plain pages, what stands around every page, and the pages for when something is wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone
from django.views.defaults import permission_denied, server_error
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from cms.pages.models import BasePage
from home.models import HomePage, SiteSettings
from tests.editor import edit_page
from tests.factories import (
    ContentPageFactory,
    EventSessionFactory,
    KennisbankPageFactory,
    ProjectStoryPageFactory,
    UserFactory,
    WorkshopPageFactory,
)


@pytest.fixture
def editor(logged_in: Callable[..., Client]) -> Client:
    return logged_in(UserFactory(is_superuser=True))


def soup(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_editors_choose_entrances_and_a_highlight(editor: Client, client: Client, home: HomePage) -> None:
    kennisbank, hidden = KennisbankPageFactory(), ContentPageFactory(title="Besloten")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    entrances = streamfield(
        [
            ("entrance", {"title": "Kennis", "text": "Lees wat anderen leerden.", "page": kennisbank.pk}),
            ("entrance", {"title": "Intern", "text": "Voor leden.", "page": hidden.pk}),
        ]
    )
    answer = edit_page(editor, home, entrances=entrances, highlight=kennisbank.pk)
    assert answer.status_code == 302, answer.context["form"].errors
    context = client.get("/").context
    assert [(card.title, card.url) for card in context["entrances"]] == [("Kennis", kennisbank.url)]
    assert context["highlight"].title == "Kennisbank"


def test_meetings_are_the_next_and_stories_the_newest(client: Client, home: HomePage) -> None:
    now = timezone.now()
    for days in (-3, 9, 2, 30, 5):
        page = WorkshopPageFactory(title=f"Over {days}")
        EventSessionFactory(page=page, start=now + timedelta(days=days), end=now + timedelta(days=days, hours=2))
        BasePage.objects.filter(pk=page.pk).update(date=now + timedelta(days=days))
    for days in (4, 1, 3, 2):
        story = ProjectStoryPageFactory(title=f"Verhaal {days}")
        BasePage.objects.filter(pk=story.pk).update(date=now - timedelta(days=days))
    context = client.get("/").context
    assert [card.title for card in context["meetings"]] == ["Over 2", "Over 5", "Over 9"]
    assert [card.title for card in context["stories"]] == ["Verhaal 1", "Verhaal 2", "Verhaal 3"]


def test_a_meeting_says_on_its_card_what_it_is(client: Client, home: HomePage) -> None:
    page = WorkshopPageFactory(meeting_kind="webinar")
    EventSessionFactory(page=page)
    page.save()
    (card,) = client.get("/").context["meetings"]
    assert card.kind == "Webinar"
    assert "Webinar" not in card.meta


def test_the_meetings_fill_the_row_when_nothing_is_highlighted(client: Client, home: HomePage) -> None:
    assert not soup(client, "/").select(".ol-grid--wide")
    home.highlight = ContentPageFactory(title="Lees dit")
    home.save()
    assert len(soup(client, "/").select(".ol-grid--wide > div")) == 2


def test_the_home_page_has_a_search_box_and_one_title(client: Client, home: HomePage) -> None:
    page = soup(client, "/")
    assert len(page.select("h1")) == 1
    assert page.select_one('main form[action="/zoeken/"] input[name="q"]')


def test_the_home_page_takes_as_many_queries_for_20_as_for_1(home: HomePage, queries_of: Callable[[str], int]) -> None:
    page = WorkshopPageFactory()
    BasePage.objects.filter(pk=page.pk).update(date=timezone.now() + timedelta(days=1))
    ProjectStoryPageFactory()
    before = queries_of("/")
    for _ in range(19):
        ProjectStoryPageFactory()
    assert queries_of("/") == before
    assert before <= 12


def test_a_plain_page_shows_what_is_below_it(client: Client, home: HomePage) -> None:
    parent = ContentPageFactory(title="Over ons")
    ContentPageFactory(title="Ons team", parent=parent)
    ContentPageFactory(title="Concept", parent=parent, live=False)
    page = soup(client, parent.url)
    assert [link.text for link in page.select("main .ol-link-list__link")] == ["Ons team"]


def test_settings_show_in_footer_and_on_the_contact_page(editor: Client, client: Client, home: HomePage) -> None:
    contact, privacy = ContentPageFactory(title="Contact"), ContentPageFactory(title="Privacyverklaring")
    url = f"/beheer/settings/home/sitesettings/{home.get_site().pk}/"
    html = editor.get(url).content.decode()
    data = querydict_from_html(html, form_index=html.count("<form") - 1)
    fields = {
        "name": "Programmabureau OL2000",
        "contact_phone": "(070) 000 20 00",
        "visiting_address": "Loketkade 20",
        "contact_page": contact.pk,
        "social": streamfield([("link", {"name": "Mastodon", "url": "https://mastodon.example/@ol2000"})]),
    }
    for name, value in nested_form_data(fields).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    data.setlist("footer_pages", [str(privacy.pk)])
    assert editor.post(url, data).status_code == 302
    footer = soup(client, privacy.url).select_one("footer")
    for text in ("(070) 000 20 00", "Loketkade 20", "Mastodon", "Privacyverklaring"):
        assert text in footer.get_text(" ")
    assert soup(client, contact.url).select_one("#contactgegevens")
    assert soup(client, privacy.url).select_one("#contactgegevens") is None


def test_menu_and_footer_leave_out_what_is_hidden(client: Client, home: HomePage) -> None:
    shown = ContentPageFactory(title="In het menu", show_in_menus=True)
    ContentPageFactory(title="Niet in het menu")
    ContentPageFactory(title="Te diep", show_in_menus=True, parent=shown)
    hidden = ContentPageFactory(title="Besloten", show_in_menus=True)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    settings = SiteSettings.objects.create(site=home.get_site())
    settings.footer_pages.set([hidden])
    page = soup(client, "/").get_text(" ")
    assert "In het menu" in page
    assert "Niet in het menu" not in page
    assert "Te diep" not in page
    assert "Besloten" not in page


def test_an_address_that_leads_nowhere_offers_search(client: Client, home: HomePage) -> None:
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one('main form[action="/zoeken/"]')
    assert page.title.text.startswith("Pagina niet gevonden")


def test_an_error_page_needs_no_database() -> None:
    # No fixture of this test opens the database: a query would fail.
    for template in ("500.html", "400.html"):
        page = BeautifulSoup(render_to_string(template), "html.parser")
        assert page.select_one("h1").text
        assert page.select_one('a[href="/"]')
    assert server_error(RequestFactory().get("/")).status_code == 500


@pytest.mark.django_db
def test_who_may_not_come_in_is_told() -> None:
    answer = permission_denied(RequestFactory().get("/"), PermissionDenied())
    assert answer.status_code == 403
    assert "U mag deze pagina niet bekijken" in answer.content.decode()


def test_a_password_is_asked_without_telling_what_is_behind_it(client: Client, home: HomePage) -> None:
    page = ContentPageFactory(title="Geheim plan", summary="Niemand mag dit weten.")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesam")
    response = client.get(page.url)
    html = response.content.decode()
    assert "Geheim plan" not in html
    assert "Niemand mag dit weten" not in html
    form = BeautifulSoup(html, "html.parser").select_one('main form[method="post"]')
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    wrong = client.post(form["action"], {**data, "password": "fout"})
    assert "Geheim plan" not in wrong.content.decode()
    assert client.post(form["action"], {**data, "password": restriction.password}).status_code == 302
    assert "Geheim plan" in client.get(page.url).content.decode()
