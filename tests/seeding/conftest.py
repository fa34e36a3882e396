"""A demo in small: one page of each kind, and loading it once for all tests of a module."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from PIL import Image
from pytest_django import Settings

from tests.factories import OrganisationFactory
from tests.seeding.people import write_people

PASSWORD = "een-loket-voor-alles"

SITE = """\
name: Programmabureau Test
tagline: Eén loket
headline: Alles op één plek
introduction: Wij helpen gemeenten om alles op één plek te regelen, aan de balie en online.
contact:
  {email: info@ol2000.example, phone: "070", postal_address: Postbus 1, visiting_address: Kade 1, opening_hours: Ja}
social: [{name: Mastodon, url: "https://mastodon.example/@ol2000"}]
footer_text: Een publiek bureau.
ways_of_working:
- {title: Missie, text: Wij spreken overal., link: sprekers}
- {title: Advies, text: Vraag maar., link: "pagina:pages/privacy"}
"""
ACCOUNTS = """\
- {email: redacteur@ol2000.example, first_name: Nadia, last_name: Benali, role: redacteur}
- {email: beheerder@ol2000.example, first_name: Douwe, last_name: Hoekstra, role: beheerder}
"""
SEARCH = """\
synonyms: [{asked: toonbank, meant: balie, direction: one}]
recommendations:
- {questions: [beginnen], page: articles/een-balie, reason: Lees dit eerst.}
"""
HEAD = """\
title: {title}
summary: Een samenvatting die lang genoeg is om te zeggen waar deze pagina over gaat, in twee zinnen. Kijk maar.
themes: [draagvlak]
phase: bouw
tags: [balie]
published: -30
illustration: plaat
"""
ARTICLE = """\
::: tip Begin klein
Neem één **product**.
:::

::: stappen
### Kies
Een product.
### Teken
De route.
:::

::: downloads Om mee te nemen
- lijst
:::
"""
PAGES = {
    "pages/privacy": ("in_menu: false\n", "## Wat wij bewaren\n\nNiets.\n"),
    "pages/toegankelijkheid": ("in_menu: false\n", "## Stand\n\nVoldoet.\n"),
    "handbooks/draagvlak/_index": (
        "edition: Derde druk\nauthors: [Sharita Ramdin]\naudience: Voor teamleiders.\n",
        "Waarom dit boek.\n",
    ),
    "handbooks/draagvlak/01-begin/_index": (
        "reviewed: -3\n",
        "## Kop\n\nZie [het artikel](pagina:articles/een-balie).\n",
    ),
    "handbooks/draagvlak/01-begin/01-detail": ("reviewed: -3\n", "Een noot((Gemeentewet.)).\n"),
    "articles/een-balie": (
        "authors: [Math Hendrikx]\n",
        ARTICLE,
    ),
    "projects/zwolle/_index": (
        (
            "organisation: Zwolle\npartners: [SVB]\nstarted: -200\n"
            "figures: [{value: 34%, label: minder wachten}]\n"
            "contact: {name: Bo, role: projectleider, email: bo@zwolle.example}\n"
        ),
        "Tabel: Cijfers\n\n| Wat | Hoeveel |\n| --- | --- |\n| balies | **2** |\n",
    ),
    "projects/zwolle/de-eerste-dag": ("", "::: citaat Bo, projectleider\nHet ging.\n:::\n"),
    "speakers/sharita-ramdin": ("role: Adviseur\ntopics: [Eén loket]\n", "Zij spreekt.\n"),
    "workshops/knip": (
        (
            "kind: workshop\naudience: Voor u.\nsessions:\n"
            '  - {start: "5 10:00", end: "5 12:00", mode: online, online_link: "https://v.example", state: scheduled, '
            "places: 9}\n"
        ),
        "Kom ook.\n",
    ),
    "engagements/congres": (
        (
            "speakers: [{speaker: sharita-ramdin, role: spreker}]\noccasion: Congres\norganiser: VNG\n"
            'audience: Raadsleden\nplace: Utrecht\nstart: "9 10:00"\nend: "9 11:00"\nstate: planned\n'
        ),
        "",
    ),
}


def write_demo(folder: Path) -> Path:
    """Write a small demo without mistakes in `folder`; return where."""
    root = folder / "demo"
    (root / "illustrations").mkdir(parents=True)
    Image.new("RGB", (160, 90), "#0b6e6e").save(root / "illustrations" / "plaat.png")
    (root / "illustrations" / "alt.yaml").write_text("plaat: Een groen vlak.\n", "utf-8")
    (root / "documents").mkdir()
    (root / "documents" / "lijst.txt").write_text("Een lijst.\n", "utf-8")
    (root / "documents" / "documents.yaml").write_text(
        "lijst: {title: De lijst, language: nl, is_accessible: true}\n", "utf-8"
    )
    (root / "site.yaml").write_text(SITE, "utf-8")
    (root / "accounts.yaml").write_text(ACCOUNTS, "utf-8")
    (root / "themes.yaml").write_text(
        "- {slug: draagvlak, title: Draagvlak, description: Iedereen mee., illustration: plaat}\n", "utf-8"
    )
    (root / "phases.yaml").write_text("- {slug: bouw, title: Bouw, description: Het loket inrichten.}\n", "utf-8")
    (root / "glossary.yaml").write_text("- {term: balie, explanation: Waar u terechtkunt.}\n", "utf-8")
    (root / "search.yaml").write_text(SEARCH, "utf-8")
    (root / "requests.yaml").write_text("[]\n", "utf-8")
    for name, (fields, body) in PAGES.items():
        path = root / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = name.replace("/_index", "").rpartition("/")[2].capitalize()
        path.write_text(f"---\n{HEAD.format(title=title)}{fields}---\n{body}", "utf-8")
    return root


@contextmanager
def demo_loaded(folder: Path, blocker: Any) -> Iterator[None]:
    """Have the demo in `folder` loaded; each test puts back what it changes, and the end puts back all."""
    block = transaction.atomic()
    block._from_testcase = True  # what ends within it ends as elsewhere
    with blocker.unblock(), block, override_settings(DEMO_PASSWORD=PASSWORD):
        OrganisationFactory(name="Zwolle")
        call_command("load_demo", folder=folder)
        with blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The folder of a small demo without mistakes."""
    return write_demo(tmp_path)


@pytest.fixture
def edit(demo: Path) -> Callable[[str, str, str], None]:
    """Replace something in a file of the demo."""

    def replace(name: str, old: str, new: str) -> None:
        path = demo / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace


@pytest.fixture
def peopled(demo: Path, settings: Settings) -> Path:
    """The folder of the small demo with people; nothing is loaded."""
    settings.DEMO_PASSWORD = PASSWORD
    write_people(demo)
    return demo
