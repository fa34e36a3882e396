"""Words are shown as people write them, and names aren't taken for words."""

import pytest

from search.analysis.stems import stems_of
from search.finding.spelling import Spelling


def written(folded: str, *texts: str, names: tuple[str, ...] = (), own_names: tuple[str, ...] = ()) -> str:
    return Spelling(texts, names, own_names).of(stems_of(folded)[0], folded)


@pytest.mark.parametrize(
    ("folded", "text", "shown"),
    [
        ("wachttijden", "Kortere wachttijden", "wachttijden"),
        ("wachttijden", "Wachttijden, en wat daaraan te doen is", "wachttijden"),
        ("wachttijden", "Hoe lang nog? Wachttijden meten", "wachttijden"),
        ("wachttijden", "Elke wachttijd is er een", "wachttijd"),
        ("wachttijden", "Een wachttijd of veel wachttijden", "wachttijden"),
        ("enquetes", "Enquêtes houden", "enquêtes"),
        ("fotos", "Foto's maken", "foto's"),
        ("ijsbanen", "IJsbanen open", "ijsbanen"),
        ("digid", "Inloggen met DigiD", "DigiD"),
        ("dpia", "DPIA in het kort", "DPIA"),
        ("avgproof", "Een AVG-proof formulier", "AVG-proof"),
        ("office", "Front-office en meer", "office"),
        ("frontoffice", "Front-office en meer", "front-office"),
    ],
)
def test_as_it_is_written(folded: str, text: str, shown: str) -> None:
    assert written(folded, text) == shown


@pytest.mark.parametrize(
    ("folded", "text"),
    [
        ("fryslan", "Eén loket in Fryslân"),
        ("fryslan", "Súdwest-Fryslân begint"),
        ("haag", "Den Haag begint"),
        ("ijsselmeer", "Rond het IJsselmeer"),
        ("loket", "Iets anders"),
    ],
)
def test_part_of_a_name_or_not_there(folded: str, text: str) -> None:
    assert written(folded, text) == ""


def test_a_word_that_is_written_without_a_capital_too_is_none() -> None:
    assert written("brouwer", "Een gesprek met Willem Brouwer", "De brouwer brouwt") == "brouwer"


def test_names_are_known_from_who_wrote_it_and_whose_it_is() -> None:
    assert written("elif", "Elif vertelt") == "elif"
    assert written("elif", "Elif vertelt", names=("Elif Karaca",)) == ""
    assert written("ommen", "Ommen begint", own_names=("Ommen",)) == ""
    # Not all that something is looked for by is a name.
    assert written("wachten", "Wachten duurt lang", names=("Wachten aan de balie",)) == "wachten"
