"""A demo with a mistake: which file, which line, and nothing is loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cms.pages.models import BasePage
from cms.taxonomy.models import Organisation, Theme
from cms.users.models import User
from kennisbank.articles.models import ArticlePage
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

Edit = Callable[[str, str, str], None]


@pytest.fixture
def zwolle() -> Organisation:
    return OrganisationFactory(name="Zwolle")


def test_without_a_demo_password_no_account_is_made(demo: Path, zwolle: Organisation, settings: Settings) -> None:
    settings.DEMO_PASSWORD = ""
    call_command("load_demo", folder=demo)
    assert not User.objects.exists()
    assert ArticlePage.objects.live().exists()


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("articles/een-balie.md", ("themes: [draagvlak]", "themes: [bestaatniet]"), "Thema 'bestaatniet' bestaat niet"),
        ("search.yaml", ("articles/een-balie", "articles/geen-balie"), "search.yaml:3: Pagina 'articles/geen-balie'"),
        ("articles/een-balie.md", ("published: -30", "published: gisteren"), "een-balie.md:7: published"),
        ("articles/een-balie.md", ("tags: [balie]", "tegs: [balie]"), "een-balie.md:6: tegs"),
        ("articles/een-balie.md", ("---\ntitle", "title"), "een-balie.md:1: Begin het bestand"),
        ("articles/een-balie.md", ("::: tip", "::: tipp"), "een-balie.md:11: Blok 'tipp' bestaat niet"),
        ("articles/een-balie.md", ("\n:::\n", "\n"), "een-balie.md:11: Blok 'tip' wordt niet gesloten"),
        (
            "handbooks/draagvlak/01-begin/_index.md",
            ("articles/een-balie", "articles/weg"),
            "_index.md:13: Pagina 'articles/weg'",
        ),
        (
            "handbooks/draagvlak/01-begin/_index.md",
            ("## Kop", "### Kop"),
            "_index.md:11: Een kop slaat een niveau over",
        ),
        (
            "projects/zwolle/_index.md",
            ("organisation: Zwolle", "organisation: Atlantis"),
            "_index.md:9: Gemeente 'Atlantis'",
        ),
        ("projects/zwolle/_index.md", ("| balies | **2** |", "| balies |"), "Elke rij van een tabel"),
        ("engagements/congres.md", ("sharita-ramdin", "niemand"), "Spreker 'niemand' bestaat niet"),
        ("workshops/knip.md", ('"5 10:00"', '"overmorgen"'), "workshops/knip.md"),
        ("accounts.yaml", ("role: redacteur", "role: keizer"), "accounts.yaml:1: 0: role"),
        ("themes.yaml", ("- {", "- {{"), "themes.yaml"),
        ("themes.yaml", ("- {", "geen: {"), "themes.yaml:1: Hier hoort een lijst te staan."),
        ("documents/documents.yaml", ("lijst:", "lijsten:"), "documents.yaml: Bij 'lijst' ontbreekt"),
        ("articles/een-balie.md", ("- lijst", "- lijstje"), "een-balie.md:22: Document 'lijstje' bestaat niet"),
        ("illustrations/alt.yaml", ("plaat:", "plat:"), "plaat.png: De tekst bij deze afbeelding ontbreekt"),
    ],
)
@pytest.mark.usefixtures("zwolle")
def test_a_mistake_is_named_with_file_and_line_and_nothing_is_loaded(
    demo: Path, edit: Edit, name: str, change: tuple[str, str], message: str
) -> None:
    edit(name, *change)
    before = BasePage.objects.count()
    with pytest.raises(CommandError, match="De demo is niet geladen") as error:
        call_command("load_demo", folder=demo)
    assert message in str(error.value)
    assert BasePage.objects.count() == before
    assert not Theme.objects.exists()


def test_all_mistakes_are_told_at_once(demo: Path, zwolle: Organisation, edit: Edit) -> None:
    edit("articles/een-balie.md", "published: -30", "published: gisteren")
    edit("speakers/sharita-ramdin.md", "role: Adviseur", "rol: Adviseur")
    with pytest.raises(CommandError) as error:
        call_command("load_demo", folder=demo)
    assert "een-balie.md" in str(error.value)
    assert "sharita-ramdin.md" in str(error.value)


def test_a_file_that_is_no_text_is_named(demo: Path, zwolle: Organisation) -> None:
    (demo / "articles" / "een-balie.md").write_bytes(b"---\n\xff\xfe\x00")
    with pytest.raises(CommandError, match=r"een-balie\.md:2: Dit is geen tekst in UTF-8"):
        call_command("load_demo", folder=demo)


def test_a_missing_file_is_named(demo: Path, zwolle: Organisation) -> None:
    (demo / "site.yaml").unlink()
    with pytest.raises(CommandError, match=r"site\.yaml: Dit bestand ontbreekt"):
        call_command("load_demo", folder=demo)
