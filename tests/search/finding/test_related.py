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
    rows = documents(TEXTS, weight=1)
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
def test_a_tag_in_common_is_a_reason_and_the_first_that_is_named() -> None:
    rows = documents(TEXTS, weight=1)
    for row in (rows[0], rows[1], rows[3]):
        row.tags, row.themes = [["inwoners", "Inwoners"]], [["dienstverlening", "Dienstverlening"]]
    with edition_with(rows) as edition:
        found = {one.document.key: one.words for one in related("wachten", edition=edition)}
    assert found["rij"] == ["Inwoners", "wachttijden"]
    assert found["tuin"] == ["Inwoners"]


@pytest.mark.django_db
def test_two_tags_in_common_say_enough() -> None:
    rows = documents(TEXTS, weight=1)
    for row in rows[:2]:
        row.tags = [["bezetting", "Bezetting"], ["inwoners", "Inwoners"]]
    with edition_with(rows) as edition:
        first, *_others = related("wachten", edition=edition)
    assert (first.document.key, first.words) == ("rij", ["Bezetting", "Inwoners"])


@pytest.mark.django_db
def test_a_word_aside_is_no_reason() -> None:
    texts = {
        **TEXTS,
        "leges": ("Leges in het kort", "Wat een stempel kost."),
        "stempel": ("Stempel kwijt", "Wat nu?"),
        "inkt": ("Over pennen", "Een stempel en inkt."),
    }
    with edition_with(documents(texts, weight=1)) as edition:
        assert set(keys(related("stempel", edition=edition))) == {"leges", "inkt"}
        assert keys(related("inkt", edition=edition)) == ["stempel"]


@pytest.mark.django_db
def test_lists_and_terms_are_left_out() -> None:
    rows = documents(TEXTS, weight=1)
    rows[1].weight, rows[2].kind = 0, "begrip"
    with edition_with(rows) as edition:
        assert not {"rij", "afspraak"} & {*keys(related("wachten", edition=edition))}


@pytest.mark.django_db
def test_nothing_that_is_kept_from_the_visitor_or_of_the_same_handbook() -> None:
    rows = documents(TEXTS, weight=1)
    rows[1].audience = "groep:7"
    with edition_with(rows) as edition:
        assert "rij" not in keys(related("wachten", edition=edition))
        assert keys(related("wachten", edition=edition, audiences=["", "groep:7"]))[0] == "rij"
        assert related("rij", edition=edition) == []
    with edition_with(documents(TEXTS, context="Handboek loket", weight=1)) as edition:
        assert related("wachten", edition=edition) == []


@pytest.mark.django_db
def test_what_has_the_same_title_and_summary_stands_there_once_and_not_under_itself() -> None:
    texts = {
        "stempel": ("Stempel kwijt", "Wat nu?"),
        "alias": ("Stempel kwijt", "Wat nu?"),
        "leges": ("Leges voor een stempel", "Wat het kost."),
        "weer": ("Leges voor een stempel", "Wat het kost."),
        "ander": ("Leges voor een stempel", "Wat het elders kost."),
        **{f"vulling{number}": (f"Gras {number}", "Maaien.") for number in range(20)},
    }
    rows = documents(texts, weight=1)
    rows[4].summary = "Elders"
    with edition_with(rows) as edition:
        assert sorted(keys(related("stempel", edition=edition))) == ["ander", "leges"]
        assert keys(related("alias", edition=edition)) == keys(related("stempel", edition=edition))


@pytest.mark.django_db
def test_reasons_are_written_as_people_do_and_names_are_none() -> None:
    texts = {
        **TEXTS,
        "enquete": ("Enquêtes met DigiD in Fryslân", "Elif telt wat inwoners van Fryslân invullen."),
        "vragen": ("DigiD bij een enquête", "Over Fryslân."),
        "elif": ("Elif over varen", "Varen in Fryslân."),
    }
    rows = documents(texts, weight=1)
    for row in rows[-3:]:
        row.names = ["Elif Karaca"]
    with edition_with(rows) as edition:
        found = {one.document.key: sorted(one.words) for one in related("enquete", edition=edition)}
    assert found == {"vragen": ["DigiD", "enquêtes"], "bezwaar": ["DigiD"]}
