"""Words, their stems, and the compounds that they make."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.clues import clues_of
from search.analysis.folding import MOST_LETTERS, run_of, words_of
from search.analysis.question import Question
from search.analysis.stems import stems_of
from search.analysis.tokens import facet_token, tokens_of
from search.analysis.vocabulary import Vocabulary
from search.engines import Text
from search.finding.ranking import Ranker


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Eén LOKET", ["een", "loket"]),
        ("cliënten, cafés en façades", ["clienten", "cafes", "en", "facades"]),
        ("foto's van 's-Hertogenbosch", ["fotos", "van", "s", "hertogenbosch", "shertogenbosch"]),
        ("e-mail-adres", ["e", "mail", "adres", "emailadres"]),
        ("artikel 5.2 (2026)", ["artikel", "5", "2", "2026"]),
        ("ĳsbaan", ["ijsbaan"]),
        ("snake_case", ["snake", "case"]),
        ("a" * 60, ["a" * MOST_LETTERS]),
        ("\0 ! -- 😀", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_with_a_hyphen_is_taken_apart_where_words_stand_next_to_each_other() -> None:
    assert run_of("een e-mail sturen") == ["een", "e", "mail", "sturen"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("huis", "huizen"),
        ("gemeente", "gemeentelijk"),
        ("gemeente", "gemeenten"),
        ("verhuizen", "verhuizing"),
        ("vergunning", "vergunningen"),
        ("aanvragen", "aanvraag"),
        ("medewerker", "medewerkers"),
        ("kind", "kinderen"),
        ("kleinkind", "kleinkinderen"),
        ("stad", "steden"),
        ("raadslid", "raadsleden"),
        ("bedrijf", "bedrijven"),
        ("belasting", "belastingen"),
        ("slopen", "sloop"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert set(stems_of(one)) & set(stems_of(other))


@pytest.mark.parametrize(("one", "other"), [("loket", "lokaal"), ("advies", "adres"), ("wonen", "winnen")])
def test_other_words_share_none(one: str, other: str) -> None:
    assert not set(stems_of(one)) & set(stems_of(other))


KNOWN = "loket medewerker gemeente huis nummer huisnummer bestuur uit kering bijstand dienst verlening wethouder school"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(100, [(word, 3, 1) for word in KNOWN.split()])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("loketmedewerker", ("loket", "medewerker")),
        ("gemeentebestuur", ("gemeente", "bestuur")),
        ("bestuursdienst", ("bestuur", "dienst")),
        ("huisnummerloket", ("huis", "nummer", "loket")),
        ("dienstverlening", ("dienst", "verlening")),
        ("uitkering", ()),
        ("loket", ()),
        ("loketkwartje", ()),
    ],
)
def test_compounds_are_split_by_the_words_that_occur(vocabulary: Vocabulary, word: str, parts: tuple[str, ...]) -> None:
    assert vocabulary.parts_of(word) == parts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lokte", "loket"),
        ("medwerker", "medewerker"),
        ("gemeenet", "gemeente"),
        ("loket", None),
        ("loketten", None),
        ("gemeenteloket", None),
        ("xyzzy", None),
        ("2026", None),
        ("lo", None),
    ],
)
def test_typing_errors_are_mended_and_nothing_else(vocabulary: Vocabulary, typed: str, meant: str | None) -> None:
    assert vocabulary.mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("case", None),
        ("baten", None),
        ("proof", None),
        ("blie", "balie"),
        ("jeudg", "jeugd"),
        ("jegd", None),
        ("keldir", "kelder"),
    ],
)
def test_short_words_are_not_mended_to_another_word(typed: str, meant: str | None) -> None:
    words = {"cate": 9, "banen": 9, "proef": 9, "prof": 9, "balie": 2, "jeugd": 1, "kelder": 1}
    assert Vocabulary(100, [(word, documents, 1) for word, documents in words.items()]).mended(typed) == meant


def test_nothing_looks_like_an_abbreviation() -> None:
    vocabulary = Vocabulary(3, [("woon", 1, 0), ("woord", 2, 1)])
    assert vocabulary.alike("woo") == []
    assert [word for word, _likeness in vocabulary.alike("woorde")] == ["woord"]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    words = Vocabulary(100, [("loket", 90, 10), ("legesverordening", 2, 1)])
    assert words.rarity("legesverordening") > words.rarity("loket") > 0
    assert words.rarity("onbekend") >= words.rarity("legesverordening")


def test_words_that_are_added_are_known(vocabulary: Vocabulary) -> None:
    words = Vocabulary(10, [("loket", 3, 1)])
    assert not words.parts_of("balieloket")
    words.add([("balie", 1, 0)])
    assert words.knows("balies")
    assert words.parts_of("loketbalie") == ("loket", "balie")


def test_a_title_stands_in_front_and_compounds_in_parts(vocabulary: Vocabulary) -> None:
    tokens = tokens_of(["het", "loket"], ["de", "loketmedewerker"], vocabulary).split(" ")
    assert {"loket", "^loket", "=het", "=loket", "=het_loket_", "loketmedewerker", "~loket", "~medewerker"} <= set(
        tokens
    )
    assert not {"de", "^loketmedewerker", ""} & set(tokens)


def test_a_long_text_is_about_what_it_repeats(vocabulary: Vocabulary) -> None:
    filling = [f"woord{number}" for number in range(80)]
    assert "^school" in tokens_of([], ["school"] * 5 + filling, vocabulary).split()
    assert "^school" not in tokens_of([], ["school", *filling], vocabulary).split()


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_tokens_hold_letters_digits_and_marks_only(title: str, text: str) -> None:
    vocabulary = Vocabulary(10, [(word, 1, 1) for word in words_of(title)])
    tokens = [*tokens_of(words_of(title), words_of(text), vocabulary).split(" "), facet_token("theme", title)]
    assert all(
        set(one) <= set("~^=_:-") or one.strip("~^=_:-").replace("_", "").replace(":", "").replace("-", "").isalnum()
        for one in tokens
    )


def test_who_asks_about_a_text_that_was_read_before_is_told_the_same() -> None:
    text = Text("loketten", "een loketmedewerker en een medewerker", None, 0)
    words = [("loket", 3, 1), ("medewerker", 2, 1)]

    def score(question: str, vocabulary: Vocabulary) -> float:
        return Ranker(clues_of(Question.read(question), vocabulary), vocabulary).score(text)

    kept = Vocabulary(9, words)
    for question in ("loketmedewerker", "loketten", "loketmedewerker"):
        assert score(question, kept) == score(question, Vocabulary(9, words)) > 1
    assert not kept.meet_text(text.text, ["niets", "nieuws"])
