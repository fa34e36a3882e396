"""What Wagtail says in our words: compiled, wanted, and on the screens."""

import gettext
import re
from pathlib import Path

import pytest
import taggit
import wagtail
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import PageViewRestriction

from cms.media.models import SiteDocument
from devtools.messages import CATALOGUE, SCRIPTS, compile_messages, read_messages
from home.models import HomePage
from tests.factories import ContentPageFactory, UserFactory
from tests.media.files import PDF

PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w+\}")
FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
both_catalogues = pytest.mark.parametrize("catalogue", [CATALOGUE, SCRIPTS], ids=lambda catalogue: catalogue.name)


def theirs(name: str) -> dict[str, str]:
    """Return what Wagtail and taggit say in Dutch, in their catalogues called `name`."""
    found: dict[str, str] = {}
    for package in (taggit, wagtail):
        for file in sorted(Path(package.__file__).parent.glob(f"**/locale/nl/LC_MESSAGES/{name}")):
            found |= read_messages(file.read_text())
    return found


@pytest.fixture
def boss(client: Client, home: HomePage) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def said(client: Client, address: str) -> str:
    """Return the words of a screen, with single spaces."""
    html = client.get(address).content.decode()
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@both_catalogues
def test_the_compiled_file_holds_what_the_source_says(catalogue: Path) -> None:
    assert catalogue.with_suffix(".mo").read_bytes() == compile_messages(read_messages(catalogue.read_text()))


def test_the_compiled_file_is_read() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    assert catalogue.gettext("Bold") == "Vet"
    assert catalogue.ngettext("Add tags to 1 image", "Add tags to %(counter)s images", 2) == (
        "Voeg trefwoorden toe aan %(counter)s afbeeldingen"
    )


@both_catalogues
def test_only_what_wagtail_says_otherwise_is_kept(catalogue: Path) -> None:
    known = theirs(catalogue.name)
    for original, words in read_messages(catalogue.read_text()).items():
        if original:
            assert original in known, f"Wagtail says no longer: {original}"
            assert words != known[original], f"Wagtail says so itself: {original}"
            assert set(PLACEHOLDER.findall(words)) <= set(PLACEHOLDER.findall(original)), original


@both_catalogues
def test_staff_read_u_everywhere(catalogue: Path) -> None:
    ours = read_messages(catalogue.read_text())
    said: dict[str, str] = {}
    for app in apps.get_app_configs():
        file = Path(app.path, "locale", "nl", "LC_MESSAGES", catalogue.name)
        if app.name.startswith(("wagtail", "taggit", "modelcluster", "django.")) and file.exists():
            said |= {text: words for text, words in read_messages(file.read_text()).items() if text not in ours}
    assert said
    assert [words for words in [*said.values(), *ours.values()] if FAMILIAR.search(words)] == []


def test_plurals_are_ours_too() -> None:
    assert (
        ngettext("Add tags to 1 image", "Add tags to %(counter)s images", 1) == "Voeg trefwoorden toe aan 1 afbeelding"
    )


@pytest.mark.parametrize(
    ("address", "ours", "wagtails"),
    [
        ("/beheer/pages/", ["Alle pagina&#x27;s"], ["Root"]),
        ("/beheer/sites/", ["Standaard?"], ["Default"]),
        ("/beheer/documents/", ["Bestand"], ["File", "Tags"]),
        ("/beheer/documents/add/", ["Trefwoorden"], ["Tags"]),
        ("/beheer/images/add/", ["Trefwoorden"], ["Tags"]),
        ("/beheer/images/", ["Trefwoord", "Er zijn nog geen afbeeldingen. Upload er een"], ["Tag "]),
        ("/beheer/jsi18n/", ["Weet u het zeker?", "Fout op de server"], ["Weet je"]),
        ("/beheer/bestaat-niet/", ["Niet gevonden (404)", "Naar het begin van het beheer"], ["Error", "Wagtail admin"]),
        (
            "/beheer/",
            ["Vet", "Cursief", "Schrijfmachineletter", "Klein boven de regel", "Klein onder de regel"],
            ["Bold", "Italic", "Monospace", "Superscript", "Subscript"],
        ),
    ],
)
def test_a_screen_speaks_our_dutch(boss: Client, address: str, ours: list[str], wagtails: list[str]) -> None:
    SiteDocument.objects.create(title="Folder", file=SimpleUploadedFile("f.pdf", PDF))
    words = said(boss, address)
    assert [word for word in ours if word not in words] == []
    assert [word for word in wagtails if word in words] == []


def test_search_says_how_much_it_found(boss: Client, admin_search: None) -> None:
    ContentPageFactory(title="Balie in Zwolle")
    words = said(boss, "/beheer/pages/search/?q=balie")
    assert "1-1 van 1 " in words
    assert "None" not in words


def test_trefwoorden_are_counted_by_their_name(boss: Client) -> None:
    page = ContentPageFactory()
    page.tags.add("balie", "loket")
    page.save()
    words = said(boss, reverse("trefwoorden:index"))
    assert "2 trefwoorden" in words
    assert "2 tags" not in words


def test_the_side_panel_is_called_tips(boss: Client) -> None:
    page = ContentPageFactory()
    html = boss.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Tips aan/uitzetten" in html
    assert "Checks" not in html


def test_a_wrong_password_is_told_with_u(client: Client, home: HomePage) -> None:
    page = ContentPageFactory()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesam")
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    html = client.post(address, {"password": "fout", "return_url": page.url}).content.decode()
    assert "Dit wachtwoord klopt niet. Probeer het opnieuw." in html
    assert "je hebt" not in html
