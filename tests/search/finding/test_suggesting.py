"""What is offered to somebody who is still typing."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.finding.suggesting import MOST, suggest
from search.models import Edition
from tests.search.made import documents, edition_with


@pytest.fixture
def edition(db: None) -> Iterator[Edition]:
    rows = documents()
    rows[1].kind, rows[1].within = "Functie", [7]
    rows[2].audience = "groep:7"
    with edition_with(rows) as edition:
        yield edition


def titles(typed: str, **options: object) -> dict[str, list[str]]:
    return {
        kind: ["".join(piece.text for piece in one.title) for one in group]
        for kind, group in suggest(typed, **options).items()  # type: ignore[arg-type]
    }


def test_the_last_word_is_the_beginning_of_one(edition: Edition) -> None:
    assert titles("lok", edition=edition) == {"Functie": ["De loketmedewerker"], "Artikel": ["Het ene loket"]}
    assert titles("ene lo", edition=edition) == {"Artikel": ["Het ene loket"]}
    assert titles("loket en", edition=edition) == {"Artikel": ["Het ene loket"]}
    assert titles("wachttijd me", edition=edition) == {"Artikel": ["Wachttijden meten"]}


def test_another_form_of_a_word_is_meant_too(edition: Edition) -> None:
    assert titles("loketten", edition=edition) == {"Artikel": ["Het ene loket"]}
    assert titles("loketmedewerkers", edition=edition) == {"Functie": ["De loketmedewerker"]}
    (one,) = suggest("loketten", edition=edition)["Artikel"]
    assert [piece.text for piece in one.title if piece.is_match] == ["loket"]
    # A text that only says it has another title.
    assert titles("uitkeringen", edition=edition) == {}
    assert titles("back-off", edition=edition, audiences=["", "groep:7"]) == {
        "Artikel": ["Front-office en back-office"]
    }


def test_a_typing_error_is_mended_where_no_title_has_what_was_typed(edition: Edition) -> None:
    assert titles("verhuising", edition=edition) == {"Artikel": ["Verhuizing doorgeven"]}
    assert titles("wachtijden me", edition=edition) == {"Artikel": ["Wachttijden meten"]}
    (one,) = suggest("omgevingsverguning", edition=edition)["Artikel"]
    assert [piece.text for piece in one.title if piece.is_match] == ["Omgevingsvergunning"]
    # What was typed is known, or near to nothing.
    for typed in ("paspoorten", "toestemming", "wachtijden qqqq"):
        assert titles(typed, edition=edition) == {}


def test_nothing_for_too_little_or_for_what_is_kept_from_the_visitor(edition: Edition) -> None:
    for typed in ("", "l", "?", "zzz", "front"):
        assert titles(typed, edition=edition) == {}
    assert titles("front", edition=edition, audiences=["", "groep:7"]) == {"Artikel": ["Front-office en back-office"]}


def test_what_was_typed_is_marked(edition: Edition) -> None:
    (one,) = suggest("verh", edition=edition)["Artikel"]
    assert [(piece.text, piece.is_match) for piece in one.title] == [("Verhuizing", True), (" doorgeven", False)]
    assert one.url == "/verhuizen/"


def test_within_a_page(edition: Edition) -> None:
    assert titles("lok", edition=edition, within=7) == {"Functie": ["De loketmedewerker"]}


def test_few_of_many_with_the_best_first_and_in_few_queries(db: None) -> None:
    texts = {f"stuk-{n}": (f"Verslag van loket {n}", "") for n in range(30)} | {"kort": ("Loket", "")}
    with edition_with(documents(texts)) as edition, CaptureQueriesContext(connection) as captured:
        found = titles("lok", edition=edition)["Artikel"]
    assert found[0] == "Loket"
    assert len(found) == MOST
    assert len([one for one in captured if "SELECT" in one["sql"]]) <= 3
