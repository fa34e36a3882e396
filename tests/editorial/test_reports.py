"""Reports find what needs upkeep, for who may mend it, and leave as safe spreadsheets."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect

from cms.editorial.reports import REPORTS
from cms.media.models import SiteDocument, SiteImage
from home.models import HomePage
from tests.editorial.conftest import Editor
from tests.factories import (
    AgendaPageFactory,
    ArticlePageFactory,
    ChapterPageFactory,
    ContentPageFactory,
    HandbookPageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.media.files import PDF, picture

ADDRESSES = [reverse(f"report-{report.slug}") for report in REPORTS]
REVIEW, FILING, LINKS = ADDRESSES


@pytest.fixture
def client(home: HomePage, logged_in: Callable[..., Client]) -> Client:
    return logged_in("eindredacteur")


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def export(client: Client, address: str, kind: str = "csv") -> str:
    response = client.get(address, {"export": kind})
    return b"".join(response).decode()


def test_stale_pages(client: Client) -> None:
    ContentPageFactory(title="Verouderd", review_by=timezone.localdate() - timedelta(days=1))
    ContentPageFactory(title="Nog goed", review_by=timezone.localdate() + timedelta(days=40))
    assert "Verouderd" in text(client, REVIEW)
    assert "Nog goed" not in text(client, REVIEW)


def test_pages_without_theme_or_image(client: Client) -> None:
    theme = ThemeFactory()
    image = SiteImage.objects.create(title="Balie", file=SimpleUploadedFile("b.jpg", picture()), description="Balie")
    ArticlePageFactory(title="Kaal artikel")
    ArticlePageFactory(title="Zonder beeld", themes=[theme, ThemeFactory()])
    ArticlePageFactory(title="Zonder thema", image=image)
    ArticlePageFactory(title="Compleet", themes=[theme], image=image)
    rows = {line.split(",")[0]: line.split(",")[3] for line in export(client, FILING).splitlines()[1:]}
    assert rows == {"Kaal artikel": "thema en afbeelding", "Zonder beeld": "afbeelding", "Zonder thema": "thema"}


def test_what_a_theme_or_the_page_above_gives_is_not_missing(client: Client) -> None:
    image = SiteImage.objects.create(title="Balie", file=SimpleUploadedFile("b.jpg", picture()), description="Balie")
    ArticlePageFactory(title="Beeld van thema", themes=[ThemeFactory(), ThemeFactory(image=image)])
    ChapterPageFactory(title="Hoofdstuk", parent=HandbookPageFactory(title="Handboek"))
    rows = [line.split(",")[0] for line in export(client, FILING).splitlines()[1:]]
    assert rows == ["Handboek"]


def test_broken_links_of_every_sort_are_found(client: Client, home: HomePage) -> None:
    there, draft = ContentPageFactory(title="Er is"), ContentPageFactory(live=False)
    document = SiteDocument.objects.create(title="Folder", file=SimpleUploadedFile("f.pdf", PDF))
    image = SiteImage.objects.create(title="Balie", file=SimpleUploadedFile("b.jpg", picture()), description="Balie")
    gone = ContentPageFactory()
    ContentPageFactory(
        title="Vol links",
        body=[
            (
                "text",
                (
                    f'<p><a linktype="page" id="{gone.pk}">weg</a> <a linktype="page" id="{draft.pk}">concept</a>'
                    f' <a id="{there.pk}" linktype="page">goed</a> <a linktype="document" id="{document.pk}">folder</a>'
                    ' <a href="https://elders.nl">elders</a></p>'
                ),
            ),
            ("image", {"image": image, "caption": ""}),
            ("links", {"title": "Verder", "links": [{"page": gone, "address": "", "text": ""}]}),
        ],
    )
    assert export(client, LINKS).count("\n") == 2, "one broken link so far, and the heading"
    gone.delete()
    document.delete()
    image.delete()
    found = export(client, LINKS).splitlines()[1:]
    assert sorted(line.split(",", 2)[2].rsplit(",", 1)[0] for line in found) == [
        "Gekozen: Afbeelding,Afbeelding bestaat niet meer",
        "Gekozen: Pagina op deze site,Pagina bestaat niet meer",
        "Link: concept,Pagina is niet gepubliceerd",
        "Link: folder,Document bestaat niet meer",
        "Link: weg,Pagina bestaat niet meer",
    ]
    assert "Vol links" in text(client, LINKS)


def test_a_typed_address_on_our_own_site_is_followed(client: Client, home: HomePage) -> None:
    page, draft = ContentPageFactory(slug="contact"), ContentPageFactory(slug="concept", live=False)
    handbook = HandbookPageFactory(slug="boek")
    document = SiteDocument.objects.create(title="Folder", file=SimpleUploadedFile("f.pdf", PDF))
    Redirect.objects.create(old_path="/oud", redirect_link="/contact/")
    good = [
        "/", "/contact/", "/contact", "/contact/?x=1#kop", "http://localhost:8000/contact/", "//localhost/contact/",
        f"{handbook.url}afdrukken/", document.url, "/oud/", "/zoeken/?q=balie", "/media/images/x.jpg", "#kop",
        "mailto:a@b.nl", "tel:14010", "https://elders.nl/weg/", "https://[kapot/",
    ]  # fmt: skip
    wrong = [
        "/weg/", draft.url, "http://localhost/weg/", "/contact/weg/", f"{handbook.url}weg/", "/weg.html",
        f"/documenten/{document.pk}/anders.pdf", f"/documenten/{'9' * 30}/f.pdf", "/a%00b/", "/weg/?x=1&amp;y=2",
    ]  # fmt: skip
    links = "".join(f'<a href="{address}">x</a>' for address in [*good, *wrong])
    target = {"page": None, "address": "http://localhost/weg/hier/", "text": "Hier"}
    ContentPageFactory(
        parent=page, body=[("text", f"<p>{links}</p>"), ("links", {"title": "Verder", "links": [target]})]
    )
    found = [line.rsplit(",", 1)[0].split(",", 2)[2] for line in export(client, LINKS).splitlines()[1:]]
    assert sorted(found) == sorted(
        [f"Link: x ({address.replace('&amp;', '&')}),Op dit adres staat niets" for address in wrong]
        + ["Adres: http://localhost/weg/hier/,Op dit adres staat niets"]
    )


def test_the_highlight_of_the_home_page_counts(client: Client, home: HomePage) -> None:
    draft = ContentPageFactory(live=False)
    HomePage.objects.filter(pk=home.pk).update(highlight=draft.pk)
    assert "Gekozen: uitgelicht" in text(client, LINKS)


def test_links_take_as_many_queries_for_many_pages_as_for_one(client: Client, home: HomePage) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(client, LINKS)
        return len(captured)

    def add(number: int) -> None:
        links = f'<a linktype="page" id="{999_000 + number}">weg</a> <a href="/weg/{number}/">weg</a>'
        ContentPageFactory(body=[("text", f"<p>{links}</p>")])

    add(0)
    queries()
    one = queries()
    for number in range(1, 21):
        add(number)
    queries()
    assert queries() == one


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_report_says_when_there_is_nothing_and_survives_bad_input(client: Client, address: str) -> None:
    assert "Er " in text(client, address) or "Elke" in text(client, address)
    for query in ({"p": "x"}, {"p": "99999"}, {"ordering": "onbekend"}, {"q": "\x00"}, {"export": "exe"}):
        assert client.get(address, query).status_code in (200, 404)


@pytest.mark.parametrize("address", ADDRESSES)
def test_reports_are_for_who_may_edit_pages(home: HomePage, logged_in: Callable[..., Client], address: str) -> None:
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client = logged_in(user)
    for query in ({}, {"export": "csv"}):
        assert client.get(address, query)["Location"] == reverse("wagtailadmin_home")
    assert address not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_report_holds_only_pages_that_its_reader_may_edit(home: HomePage, logged_in: Callable[..., Client]) -> None:
    AgendaPageFactory()
    ContentPageFactory(title="Niet van de agenda", review_by=timezone.localdate())
    assert "Niet van de agenda" not in text(logged_in("evenementbeheerder"), REVIEW)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " ="])
def test_a_spreadsheet_takes_no_title_for_a_formula(client: Client, start: str) -> None:
    ContentPageFactory(title=f"{start}HYPERLINK(1)", review_by=timezone.localdate())
    assert f"'{start}HYPERLINK(1)" in export(client, REVIEW)
    response = client.get(REVIEW, {"export": "xlsx"})
    sheet: Any = load_workbook(BytesIO(b"".join(response))).active
    cell = next(cell for row in sheet.rows for cell in row if "HYPERLINK" in str(cell.value))
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_wagtails_own_exports_are_safe_too(client: Client) -> None:
    ContentPageFactory(title="=1+1")
    assert "'=1+1" in export(client, reverse("wagtailadmin_reports:aging_pages"))


@pytest.mark.parametrize("address", ["aging_pages", "aging_pages_results"])
def test_aging_pages_name_who_published_them(client: Client, anna: Editor, address: str) -> None:
    page = ContentPageFactory()
    anna.edit(page, "publish", summary="Geschreven.")
    html = text(client, reverse(f"wagtailadmin_reports:{address}"))
    assert "Anna" in html
    assert anna.user.email not in html


def test_the_export_of_aging_pages_has_names_and_a_dutch_name(client: Client, anna: Editor) -> None:
    page = ContentPageFactory()
    anna.edit(page, "publish", summary="Geschreven.")
    address = reverse("wagtailadmin_reports:aging_pages")
    today = f"{timezone.localdate():%Y-%m-%d}"
    for kind in ("csv", "xlsx"):
        said = client.get(address, {"export": kind})["Content-Disposition"]
        assert f'filename="verouderende-paginas-{today}.{kind}"' in said
    rows = export(client, address)
    assert "Anna" in rows
    assert anna.user.email not in rows
