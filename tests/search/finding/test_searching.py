"""From what was typed to a page of results, on the database in use."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.analysis.synonyms import Pair, Synonyms
from search.analysis.vocabulary import Vocabulary
from search.engines import engine_for
from search.engines.entries import entry_of
from search.finding import searching
from search.finding.results import Order, Results
from search.finding.searching import search
from search.indexing.editions import index_entries
from search.models import Edition
from tests.search.made import documents, edition_with


@pytest.fixture
def edition(db: None) -> Iterator[Edition]:
    with edition_with(documents()) as edition:
        yield edition


def keys(results: Results) -> list[str]:
    return [hit.document.key for hit in results.hits]


# In the same order on both databases: whoever changes the ranking changes this with open eyes.
ORDERS = {
    "loket": ["loket", "backoffice", "meten", "medewerker", "huizen"],
    "medewerker": ["medewerker", "scholing"],
    "loketmedewerkers": ["medewerker", "loket", "scholing", "backoffice", "meten"],
    "huis": ["verhuizen", "gemeente", "huizen"],
    "verhuizen": ["verhuizen"],
    "gemeente": ["gemeente", "afval"],
    "jongeren": ["jeugd"],
    "hond belasting": ["gemeente"],
    "afvalcontainers aanvragen": ["afval", "vergunning"],
}


def test_the_order_of_answers(edition: Edition) -> None:
    assert {question: keys(search(question, edition=edition))[:5] for question in ORDERS} == ORDERS


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("LOKET!", "loket"),
        ("kapvergunning", "vergunning"),
        ("Bezwaar maken tegen een besluit", "bezwaar"),
        ("één loket", "loket"),
        ("cursus", "scholing"),
        ("frontoffice", "backoffice"),
    ],
)
def test_what_is_meant_stands_first(edition: Edition, typed: str, first: str) -> None:
    assert keys(search(typed, edition=edition))[0] == first


def test_phrases_and_words_that_must_not_occur(edition: Edition) -> None:
    assert set(keys(search('"elk loket"', edition=edition))) == {"meten"}
    assert "meten" not in keys(search("loket -wachttijden", edition=edition))
    assert "meten" not in keys(search('loket -"elk loket"', edition=edition))
    assert keys(search('"loket elk"', edition=edition)) == []


def test_typing_errors_are_mended(edition: Edition) -> None:
    results = search("Wachttijdne", edition=edition)
    assert keys(results)[0] == "meten"
    assert (results.did_you_mean, results.is_mended) == ("wachttijden", True)
    results = search("loket Jeudg", edition=edition)
    assert (results.did_you_mean, results.is_mended) == ("loket jeugd", False)
    assert search("loket", edition=edition).did_you_mean == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wachttijdne", "wachttijden"),
        ("vergunnignen", "vergunningen"),
        ('"afvla en containers"', '"afval en containers"'),
        ('jeugd "wachttijdne"', 'jeugd "wachttijden"'),
    ],
)
def test_where_nothing_is_found_the_question_that_was_meant_is_answered(
    edition: Edition, typed: str, meant: str
) -> None:
    mended, right = search(typed, edition=edition), search(meant, edition=edition)
    assert keys(mended) == keys(right) != []
    assert (mended.total, mended.facets) == (right.total, right.facets)
    assert (mended.question, mended.did_you_mean, mended.is_mended) == (typed, meant, True)


def test_a_word_between_quotes_must_be_there_in_any_form(edition: Edition) -> None:
    assert {"meten", "medewerker"} <= set(keys(search("loketmedewerkers wachttijd", edition=edition)))
    assert keys(search('loketmedewerkers "wachttijd"', edition=edition)) == ["meten"]


def test_of_what_an_abbreviation_stands_for_all_words_must_be_there(db: None) -> None:
    rows = documents(
        {
            "wet": ("Wet open overheid", "Wie mag wat weten?"),
            "open": ("Open tot vijf", "De balie is open, en de wet is de wet."),
            "overheid": ("De overheid", "Woorden zijn gewoon moeilijk."),
        }
    )
    with edition_with(rows) as edition:
        assert keys(search("woo", edition=edition)) == ["wet"]


def test_one_word_of_what_an_abbreviation_stands_for_tells_nothing(db: None) -> None:
    texts = {"a": ("Balie", "Het loket is dicht."), "b": ("Balie", "Het loket is open."), "c": ("Overheid", "De wet.")}
    with edition_with(documents(texts)) as edition:
        assert keys(search("woo loket", edition=edition)) == ["a", "b"]


def test_what_an_abbreviation_stands_for_is_read_first(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 1)
    texts = {str(number): (f"Balie {number}", "De balie.") for number in range(5)} | {"wet": ("Wet open overheid", "")}
    with edition_with(documents(texts)) as edition:
        assert keys(search("woo balie", edition=edition))[0] == "wet"


def test_the_form_that_was_typed_goes_first(db: None) -> None:
    texts = {"a": ("Kop", "Een kop."), "b": ("Kopen", "Een kopen."), "c": ("Koper", "Een koper.")}
    with edition_with(documents(texts)) as edition:
        assert keys(search("kopen", edition=edition))[0] == "b"
        assert keys(search("kop", edition=edition))[0] == "a"


def test_another_form_goes_behind_when_all_else_is_the_same(db: None) -> None:
    # The other word has the letters that only one of the forms ends with.
    texts = {"a": ("Balie", "Gemeenten en tante."), "b": ("Balie", "Gemeente en tante.")}
    with edition_with(documents(texts)) as edition:
        assert keys(search("gemeente", edition=edition)) == ["b", "a"]


def test_a_form_that_only_one_stemmer_takes_for_one_goes_behind(db: None) -> None:
    texts = {"a": ("Balie", "Gemeentelijk."), "b": ("Balie", "Gemeenten.")}
    with edition_with(documents(texts)) as edition:
        assert keys(search("gemeente", edition=edition)) == ["b", "a"]


def test_letters_of_an_abbreviation_are_no_likeness(db: None) -> None:
    texts = {"like": ("Woonwoord", "Over de woo."), "right": ("Openbaarheid", "De woo, en nog eens de woo.")}
    with edition_with(documents(texts)) as edition:
        assert keys(search("woo", edition=edition)) == ["right", "like"]


def test_paragraphs_run_on_with_a_dash_after_what_is_no_sentence(db: None) -> None:
    rows = documents({"a": ("Balie", "Openingstijden\n\nDe balie is open.\n\nElke dag\n\nOok zondag")})
    with edition_with(rows) as edition:
        [hit] = search("balie", edition=edition).hits
    said = "".join(piece.text for piece in hit.snippet)
    assert said == "Openingstijden \N{EN DASH} De balie is open. Elke dag \N{EN DASH} Ook zondag"


def test_a_word_that_a_visitor_finds_nothing_with_is_not_offered(db: None) -> None:
    rows = documents({"geheim": ("Reorganisatie", "De reorganisatie begint."), "open": ("Loket", "Open tot vijf.")})
    with edition_with(rows) as edition:
        secret = edition.documents.get(key="geheim")
        kept = entry_of(secret)._replace(audience="groep:7")
        engine_for().write(edition.pk, [kept])
        index_entries(edition, [kept], Vocabulary(0))
        assert search("reorganisatei loket", edition=edition).did_you_mean == ""
        member = search("reorganisatei loket", edition=edition, audiences=["", "groep:7"])
    assert member.did_you_mean == "reorganisatie loket"


def test_a_word_that_only_some_find_is_no_error_of_theirs(db: None) -> None:
    rows = documents({"geheim": ("Klacht", "Over de hal."), "open": ("Kracht", "De kracht van het loket.")})
    rows[0].audience = "groep:7"
    with edition_with(rows) as edition:
        anyone = search("klacht", edition=edition)
        member = search("klacht", edition=edition, audiences=["", "groep:7"])
        both = search("klacht lokte", edition=edition, audiences=["", "groep:7"])
    assert (anyone.did_you_mean, anyone.is_mended) == ("kracht", True)
    assert (member.did_you_mean, member.is_mended, keys(member)[0]) == ("", False, "geheim")
    assert (both.did_you_mean, both.is_mended) == ("klacht loket", False)


def test_a_compound_finds_something_beside_a_typing_error(edition: Edition) -> None:
    results = search("loketcontainers Jeudg", edition=edition)
    assert (results.did_you_mean, results.is_mended) == ("loketcontainers jeugd", False)


@pytest.mark.parametrize("typed", ["", "   ", "?!", "\0", "qqqqqqq", "-loket"])
def test_nothing(edition: Edition, typed: str) -> None:
    results = search(typed, edition=edition)
    assert (results.hits, results.total, results.pages) == ([], 0, 0)


def test_without_an_index_nothing_is_found(db: None) -> None:
    Edition.objects.all().delete()
    assert search("loket") == Results("loket")


def test_synonyms_of_editors(edition: Edition) -> None:
    assert keys(search("kliko", edition=edition)) == []
    assert keys(search("kliko", edition=edition, synonyms=Synonyms([Pair("kliko", "container")]))) == ["afval"]


def test_a_word_that_occurs_nowhere_is_answered_as_what_editors_say_it_means(edition: Edition) -> None:
    synonyms = Synonyms([Pair("stadswinkel", "loket")])
    asked, meant = (search(typed, edition=edition, synonyms=synonyms) for typed in ("stadswinkel", "loket"))
    assert keys(asked) == keys(meant)
    assert (asked.did_you_mean, asked.is_mended) == ("", False)


def test_what_a_long_text_says_at_its_end_counts(db: None) -> None:
    texts = {f"loket {number}": (f"Loket {number}", "Alles over het loket en de balie.") for number in range(20)}
    for key, end in (("kort", ""), ("lang", "Over van alles en nog wat. " * 300)):
        rows = documents({**texts, key: ("Jaarverslag", f"{end} Het pinautomaatbeleid.")})
        with edition_with(rows) as edition:
            assert keys(search("pinautomaatbeleid loket", edition=edition))[0] == key


def test_the_passage_that_answers_is_marked(db: None) -> None:
    filling = "Hier staat van alles over iets anders. " * 30
    rows = documents({"lang": ("Verslag", f"{filling}Toen sprak de wethouder over het <b>loket</b>. {filling}")})
    with edition_with(rows) as edition:
        (hit,) = search("loketten wethouder", edition=edition).hits
    assert [piece.text for piece in hit.snippet if piece.is_match] == ["wethouder", "loket"]
    text = "".join(piece.text for piece in hit.snippet)
    assert (text[:2], text[-2:]) == ("… ", " …")
    assert "Toen sprak de wethouder over het <b>loket</b>." in text
    assert len(text) < 260


def test_facets_count_with_their_own_filter_off(db: None) -> None:
    rows = documents()
    for place, row in enumerate(rows):
        row.kind = "Artikel" if place % 2 else "Project"
        row.themes = [["zorg", "Zorg"]] if place < 3 else [["wonen", "Wonen"]]
    with edition_with(rows) as edition:
        everything = search("loket", edition=edition)
        narrowed = search("loket", edition=edition, filters={"theme": ["zorg"]})
        both = search("loket", edition=edition, filters={"theme": ["zorg", "wonen"], "kind": ["Artikel"]})
        neither = search("loket", edition=edition, filters={"theme": ["bestaat-niet"]})
    assert everything.total == sum(everything.facets["theme"].values()) == 5
    assert narrowed.total == everything.facets["theme"]["zorg"] == len(narrowed.hits)
    assert narrowed.facets["theme"] == everything.facets["theme"]
    assert sum(narrowed.facets["kind"].values()) == narrowed.total
    assert both.total == everything.facets["kind"]["Artikel"]
    assert (neither.total, neither.hits) == (0, [])


def test_by_date_stands_what_holds_every_word(db: None) -> None:
    rows = documents()
    for place, row in enumerate(rows):
        row.date = datetime(2026, 1, 1 + place, tzinfo=UTC)
    with edition_with(rows) as edition:
        assert keys(search("loket", edition=edition, order=Order.DATE))[:2] == ["meten", "huizen"]
        assert keys(search("loket burgers", edition=edition, order=Order.DATE)) == ["loket"]
        assert len(keys(search("zorgloket", edition=edition))) > 1
        compound = search("zorgloket", edition=edition, order=Order.DATE)
        assert (keys(compound), compound.holds_every_word) == (["huizen"], True)
        assert not search("loket", edition=edition, order=Order.DATE).holds_every_word


def test_pages(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 15)
    with edition_with(documents({f"stuk-{n}": (f"Loket {n}", "") for n in range(35)})) as edition:
        pages = [search("loket", edition=edition, page=page) for page in (1, 2, 3, 4)]
        far = search("loket", edition=edition, page=10**9)
    assert [len(page.hits) for page in pages] == [10, 10, 10, 5]
    assert len({key for page in pages for key in keys(page)}) == 35
    assert {page.pages for page in pages} == {4}
    assert keys(far) == keys(pages[3])


def test_a_word_that_occurs_everywhere_is_counted_up_to_a_bound(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_COUNTED", 20)
    monkeypatch.setattr(searching, "GATHERED", 10)
    texts = {f"stuk-{n}": (f"Stuk {n}", "loket balie") for n in range(25)} | {"zeldzaam": ("Kaart", "loket zegel")}
    with edition_with(documents(texts)) as edition:
        results = search("loket", edition=edition)
        rare = search("zegel loket balie", edition=edition)
        last = search("loket", edition=edition, page=2)
    assert (results.total, results.is_more) == (20, True)
    assert keys(rare)[0] == "zeldzaam"
    assert len(last.hits) == 10
    assert not set(keys(last)) & set(keys(results))


def test_nobody_sees_what_is_kept_from_them(db: None) -> None:
    rows = documents()
    for row in rows[:2]:
        row.audience = "groep:7"
    with edition_with(rows) as edition:
        anonymous = search("loket", edition=edition)
        member = search("loket", edition=edition, audiences=["", "groep:7"])
    assert not {"loket", "medewerker"} & set(keys(anonymous))
    assert {"loket", "medewerker"} <= set(keys(member))
    assert member.total == anonymous.total + 2 == len(member.hits)


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("loket", {"sqlite": 10, "postgresql": 7}),
        ("loket burgers advies uitkering vergunningen balies", {"sqlite": 80, "postgresql": 7}),
    ],
)
def test_the_number_of_queries_is_bounded(edition: Edition, typed: str, most: dict[str, int]) -> None:
    search(typed, edition=edition)  # reads the vocabulary
    with CaptureQueriesContext(connection) as captured:
        search(typed, edition=edition)
    assert len(captured) <= most[connection.vendor]
