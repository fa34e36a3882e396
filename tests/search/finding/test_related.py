"""What else somebody may want to read, and why."""

import pytest

from search.finding.related import Related, related
from tests.search import made
from tests.search.made import documents, edition_with

TEXTS = {
    "wachten": (
        "Wachttijden aan het loket",
        "Wachttijden meten is eenvoudig. Wie wachttijden meet, weet waar het knelt.",
    ),
    "rij": ("Kortere wachttijden", "De rij wordt korter wanneer afspraken verspreid zijn."),
    "afspraak": ("Werken op afspraak", "Wachttijden verdwijnen. Afspraken plannen kost weinig."),
    "tuin": ("Tuinen onderhouden", "Snoeien, maaien en planten."),
    "gras": ("Gras maaien", "Maaien doen we tweemaal."),
} | {key: text for key, text in made.TEXTS.items() if key != "meten"}


def keys(found: list[Related]) -> list[str]:
    return [one.document.key for one in found]


@pytest.mark.django_db
def test_related_by_words_and_themes_and_for_which_reasons() -> None:
    rows = documents(TEXTS)
    for row in rows[:2]:
        row.themes = [["dienstverlening", "Dienstverlening"]]
    rows[3].themes = [["dienstverlening", "Dienstverlening"]]
    with edition_with(rows) as edition:
        first, *rest = related("wachten", edition=edition)
        nothing = related("bestaat-niet", edition=edition)
    assert (first.document.key, first.themes, first.words) == ("rij", ["Dienstverlening"], ["wachttijden"])
    assert "tuin" not in {one.document.key for one in rest}
    assert nothing == []


@pytest.mark.django_db
def test_nothing_that_is_kept_from_the_visitor_or_of_the_same_handbook() -> None:
    rows = documents(TEXTS)
    rows[1].audience = "groep:7"
    with edition_with(rows) as edition:
        assert "rij" not in keys(related("wachten", edition=edition))
        assert keys(related("wachten", edition=edition, audiences=["", "groep:7"]))[0] == "rij"
        assert related("rij", edition=edition) == []
    with edition_with(documents(TEXTS, context="Handboek loket")) as edition:
        assert related("wachten", edition=edition) == []
