"""The pages of a handbook as visitors read them."""

import datetime as dt
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import rich_text, streamfield

from home.models import HomePage
from kennisbank.handbooks.models import ChapterPage, GlossaryPage, HandbookPage, HandbookSeriesPage
from kennisbank.handbooks.nesting import TOO_DEEP
from tests.blocks.bodies import make_image
from tests.blocks.nesting import read
from tests.editor import create_page, edit_page
from tests.factories import (
    ChapterPageFactory,
    ContentPageFactory,
    GlossaryPageFactory,
    GlossaryTermFactory,
    HandbookPageFactory,
    HandbookSeriesPageFactory,
    KennisbankPageFactory,
    PhaseFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "<h2>Kop</h2><p>De balie is open ((op werkdagen)).</p>"


def soup_of(client: Client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def beheerder(client: Client, home: HomePage) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


# Made and changed in the editor.


def test_a_handbook_is_written_in_the_editor(beheerder: Client) -> None:
    kennisbank = KennisbankPageFactory()
    assert create_page(beheerder, HandbookSeriesPage, kennisbank, slug="handboeken").status_code == 302
    series = HandbookSeriesPage.objects.get()
    fields = {"edition": "Tweede druk", "edition_date": "2005-03-01", "authors": "Ineke", "audience": "Voor u."}
    assert create_page(beheerder, HandbookPage, series, slug="h", title="Draagvlak", **fields).status_code == 302
    handbook = HandbookPage.objects.get()
    assert handbook.card_note == "0 hoofdstukken · Tweede druk"
    body = streamfield([("text", rich_text("<p>" + "woord " * 500 + "</p>"))])
    answer = create_page(beheerder, ChapterPage, handbook, slug="een", body=body, reviewed_on="2006-01-02")
    assert answer.status_code == 302
    chapter = ChapterPage.objects.get()
    assert (chapter.minutes, chapter.card_note) == (3, "Handboek: Draagvlak")
    assert create_page(beheerder, ChapterPage, chapter, slug="een-een").status_code == 302
    assert edit_page(beheerder, chapter, title="Anders").status_code == 302
    chapter.refresh_from_db()
    assert (chapter.title, chapter.minutes) == ("Anders", 1)
    assert create_page(beheerder, GlossaryPage, kennisbank, slug="begrippen").status_code == 302


def test_the_address_of_the_print_view_stays_free(beheerder: Client) -> None:
    answer = create_page(beheerder, ChapterPage, HandbookPageFactory(), slug="afdrukken")
    assert "Dit adres is van de afdrukversie" in answer.content.decode()


@pytest.mark.parametrize(
    "made", [HandbookSeriesPageFactory, HandbookPageFactory, ChapterPageFactory, GlossaryPageFactory]
)
def test_the_editor_shows_a_preview(made: type, beheerder: Client) -> None:
    page = made(live=False)
    answer = beheerder.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert answer.status_code == 200
    assert page.title in answer.content.decode()


def test_a_preview_shows_what_is_not_published_yet(beheerder: Client) -> None:
    page = ChapterPageFactory(body=[("text", "<p>Oud</p>")])
    assert "Oud" in beheerder.get(page.url).content.decode()
    page.body = [("text", "<p>Nieuw</p>")]
    page.save_revision()
    assert "Nieuw" in beheerder.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "Oud" in beheerder.get(page.url).content.decode()


# How deep.


@pytest.fixture
def section(home: HomePage) -> ChapterPage:
    return ChapterPageFactory(parent=ChapterPageFactory(parent=HandbookPageFactory()))


def test_a_section_holds_no_sections(section: ChapterPage, beheerder: Client) -> None:
    assert not ChapterPage.can_create_at(section)
    url = reverse("wagtailadmin_pages:add", args=["handbooks", "chapterpage", section.pk])
    assert beheerder.post(url, {}).status_code == 302
    with pytest.raises(ValidationError, match="Een paragraaf kan zelf geen paragrafen hebben"):
        section.add_child(instance=ChapterPage(title="Te diep", slug="te-diep", summary="Nee."))


def test_a_chapter_with_sections_becomes_no_section(section: ChapterPage, beheerder: Client) -> None:
    chapter = section.get_parent().specific
    other = ChapterPageFactory(parent=chapter.get_parent())
    assert not chapter.can_move_to(other)
    assert not other.can_move_to(section)
    assert other.can_move_to(chapter)
    answer = beheerder.post(reverse("wagtailadmin_pages:move_confirm", args=[chapter.pk, other.pk]), follow=True)
    assert TOO_DEEP in answer.content.decode()
    chapter.refresh_from_db()
    assert chapter.get_parent().pk == other.get_parent().pk


def test_a_copy_goes_no_deeper_either(section: ChapterPage, beheerder: Client) -> None:
    chapter = section.get_parent()
    other = ChapterPageFactory(parent=chapter.get_parent())
    url = reverse("wagtailadmin_pages:copy", args=[chapter.pk])
    fields = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": other.pk}
    answer = beheerder.post(url, {**fields, "copy_subpages": "on"})
    assert TOO_DEEP in answer.content.decode()
    assert beheerder.post(url, fields).status_code == 302
    assert ChapterPage.objects.child_of(other).count() == 1


# What visitors read.


def test_the_series_shows_all_handbooks_as_cards(home: HomePage, client: Client) -> None:
    handbook = HandbookPageFactory(title="Draagvlak", edition="Tweede druk")
    for _ in range(2):
        ChapterPageFactory(parent=handbook)
    hidden = HandbookPageFactory(title="Geheim")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    soup = soup_of(client, handbook.get_parent().url)
    assert [card.h3.text for card in soup.select(".ol-card")] == ["Draagvlak"]
    assert [item.text for item in soup.select(".ol-card__meta li")][1:] == ["2 hoofdstukken", "Tweede druk"]


def test_an_empty_series_says_so(home: HomePage, client: Client) -> None:
    assert "Er zijn nog geen handboeken" in soup_of(client, HandbookSeriesPageFactory().url).text


def test_a_handbook_shows_its_edition_and_contents(home: HomePage, client: Client) -> None:
    fields = {
        "edition": "Eerste druk",
        "edition_date": dt.date(2005, 3, 1),
        "authors": "Ineke",
        "audience": "Voor u.",
    }
    handbook = HandbookPageFactory(**fields)
    chapter = ChapterPageFactory(parent=handbook, title="Beginnen", body=[("text", "<p>" + "woord " * 300 + "</p>")])
    ChapterPageFactory(parent=chapter, title="Eerst dit")
    soup = soup_of(client, handbook.url)
    facts = {row.dt.text: row.dd.text for row in soup.select(".ol-data-list__item")}
    assert facts == {"Voor wie": "Voor u.", "Druk": "Eerste druk", "Verschenen": "maart 2005", "Auteurs": "Ineke"}
    row = soup.select_one(".ol-card-list__item")
    assert row.h3.text == "1 Beginnen"
    assert "2 minuten lezen" in row.text
    assert row.select_one("ol.ol-toc__list a").text.split() == ["1.1", "Eerst", "dit"]
    start, whole = soup.select(".ol-page-header__actions a")
    assert (start["href"], whole["href"]) == (chapter.url, f"{handbook.url}afdrukken/")


def test_a_handbook_without_chapters_says_so(home: HomePage, client: Client) -> None:
    soup = soup_of(client, HandbookPageFactory().url)
    assert "Dit handboek heeft nog geen hoofdstukken" in soup.text
    assert not soup.select(".ol-page-header__actions a")


def test_a_chapter_shows_where_it_stands(home: HomePage, client: Client) -> None:
    handbook = HandbookPageFactory(title="Draagvlak")
    ChapterPageFactory(parent=handbook)
    body = [("text", TEXT + "<h2>Nog een</h2><p>" + "woord " * 300 + "</p>")]
    page = ChapterPageFactory(parent=handbook, title="De raad", body=body, reviewed_on=dt.date(2006, 1, 2))
    section = ChapterPageFactory(parent=page)
    soup = soup_of(client, page.url)
    assert soup.select_one(".ol-page-header__kind").text.strip() == "Hoofdstuk 2"
    assert "2 minuten lezen" in soup.header.find_next("h1").find_parent("header").text
    assert "Nagekeken op 2 januari 2006" in soup.text
    current = soup.select_one(".ol-toc [aria-current=page]")
    assert current.text.split() == ["2", "De", "raad"]
    assert soup.select_one(".ol-toc ol ol a")["href"] == section.url
    assert [link["href"] for link in soup.select(".ol-here a")] == ["#kop", "#nog-een"]
    assert soup.select_one("h2#kop")
    assert soup.select_one("#noot-1 a")["href"] == "#noot-1-in-tekst"
    assert [crumb.text.strip() for crumb in soup.select(".ol-breadcrumb li")][-2:] == ["Draagvlak", "De raad"]
    read(str(soup.main))
    assert soup_of(client, section.url).select_one(".ol-page-header__kind").text.strip() == "Paragraaf 2.1"


def test_a_chapter_is_filed_with_its_handbook_unless_it_says_otherwise(home: HomePage, client: Client) -> None:
    theme, own, phase = ThemeFactory(), ThemeFactory(), PhaseFactory()
    handbook = HandbookPageFactory(themes=[theme], phase=phase)
    bare, filed = ChapterPageFactory(parent=handbook), ChapterPageFactory(parent=handbook, themes=[own])
    tags = soup_of(client, bare.url).select_one(".ol-page-header__tags").text
    assert theme.title in tags
    assert phase.title in tags
    tags = soup_of(client, filed.url).select_one(".ol-page-header__tags").text
    assert own.title in tags
    assert theme.title not in tags
    assert phase.title in tags


# The whole handbook on one page.


def test_the_print_view_holds_the_whole_handbook(home: HomePage, client: Client) -> None:
    GlossaryTermFactory(term="balie")
    handbook = HandbookPageFactory(title="Draagvlak", body=[("text", TEXT)])
    one = ChapterPageFactory(parent=handbook, title="Een", body=[("text", TEXT)])
    ChapterPageFactory(parent=one, title="Een een", body=[("text", TEXT)])
    ChapterPageFactory(parent=handbook, title="Concept", live=False)
    ChapterPageFactory(parent=handbook, title="Twee", body=[("text", TEXT)])
    soup = soup_of(client, f"{handbook.url}afdrukken/")
    read(str(soup.main))
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert soup.select_one("link[rel=canonical]")["href"].endswith(handbook.url)
    headings = [(heading.name, heading.text) for heading in soup.main.select("h1, h2, h3, h4, h5")]
    assert headings == [
        ("h1", "Draagvlak"),
        ("h2", "Inhoud"),
        ("h2", "Kop"),
        ("h2", "Voetnoten"),
        ("h2", "1 Een"),
        ("h3", "Kop"),
        ("h3", "Voetnoten"),
        ("h3", "1.1 Een een"),
        ("h4", "Kop"),
        ("h4", "Voetnoten"),
        ("h2", "2 Twee"),
        ("h3", "Kop"),
        ("h3", "Voetnoten"),
    ]
    for link in soup.main.select("a[href^='#']"):
        assert soup.select_one(f"[id='{link['href'][1:]}']"), link
    assert len(soup.select("[id$=noot-1]")) == 4
    assert not soup.select("[popovertarget^=term-]")


def test_the_print_view_takes_as_many_queries_for_twenty_chapters(
    home: HomePage, queries_of: Callable[[str], int]
) -> None:
    handbook = HandbookPageFactory()
    url = f"{handbook.url}afdrukken/"

    def add(count: int) -> None:
        for _ in range(count):
            text = f'{TEXT}<p><a linktype="page" id="{ContentPageFactory(parent=home).pk}">lees</a></p>'
            ChapterPageFactory(parent=handbook, body=[("text", text), ("image", {"image": make_image()})])

    add(1)
    few = queries_of(url)
    add(19)
    assert queries_of(url) <= few <= 17


def test_the_print_view_of_a_draft_or_a_restricted_handbook(home: HomePage, client: Client) -> None:
    draft, hidden = HandbookPageFactory(live=False), HandbookPageFactory()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert client.get(f"{draft.get_parent().url}{draft.slug}/afdrukken/").status_code == 404
    assert client.get(f"{hidden.url}afdrukken/").status_code == 302
    assert client.get(f"{HandbookPageFactory().url}afdrukken/nog-iets/").status_code == 404


# Cards.


def test_cards_stay_right_when_the_other_page_changes(home: HomePage, beheerder: Client) -> None:
    handbook, other = HandbookPageFactory(title="Oud", edition=""), HandbookPageFactory(title="Ander", edition="")
    chapters = [ChapterPageFactory(parent=handbook) for _ in range(3)]
    section = ChapterPageFactory(parent=chapters[0])

    def note(page: HandbookPage | ChapterPage) -> str:
        return type(page).objects.get(pk=page.pk).card_note

    assert (note(handbook), note(section)) == ("3 hoofdstukken", "Handboek: Oud")
    handbook.refresh_from_db()
    handbook.title = "Nieuw"
    revision = handbook.save_revision()
    assert note(section) == "Handboek: Oud"
    revision.publish()
    assert [note(page) for page in (*chapters, section)] == ["Handboek: Nieuw"] * 4
    chapters[2].unpublish()
    assert note(handbook) == "2 hoofdstukken"
    chapters[2].refresh_from_db()
    chapters[2].save_revision().publish()
    assert note(handbook) == "3 hoofdstukken"
    ChapterPage.objects.get(pk=chapters[0].pk).move(other, pos="last-child")
    assert (note(handbook), note(other), note(section)) == ("2 hoofdstukken", "1 hoofdstuk", "Handboek: Ander")
    url = reverse("wagtailadmin_pages:delete", args=[chapters[1].pk])
    assert beheerder.post(url).status_code == 302
    assert note(handbook) == "1 hoofdstuk"


# The glossary.


def test_the_glossary_shows_all_terms_by_letter(home: HomePage, client: Client) -> None:
    for term in ("Één loket", "balie", "Antwoord", "elektronisch loket", "24-uursloket"):
        GlossaryTermFactory(term=term, also="", explanation=f"Uitleg van <{term}>.")
    soup = soup_of(client, GlossaryPageFactory().url)
    read(str(soup.main))
    assert [heading.text for heading in soup.main.select("h2")] == ["#", "A", "B", "E"]
    terms = [term.text for term in soup.select("dfn")]
    assert terms == ["24-uursloket", "Antwoord", "balie", "Één loket", "elektronisch loket"]
    assert soup.select_one("#begrip-een-loket dd").text == "Uitleg van <Één loket>."
    for link in soup.main.select("nav a"):
        assert soup.select_one(link["href"])
    assert not soup.select("[popovertarget^=term-]")


def test_an_empty_glossary_says_so(home: HomePage, client: Client) -> None:
    assert "Er zijn nog geen begrippen" in soup_of(client, GlossaryPageFactory().url).text
