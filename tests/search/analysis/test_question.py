"""From what was typed to what is looked for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.clues import MOST_WORDS as MOST_SOUGHT
from search.analysis.clues import clues_of
from search.analysis.question import MOST_CHARACTERS, MOST_WORDS, Question
from search.analysis.synonyms import Pair, Synonyms, general_synonyms
from search.analysis.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Hoe werkt het loket?", ("werkt", "loket")),
        ("wat is het", ("wat", "is", "het")),
        ("loket loket Loket", ("loket",)),
        ("één-loketgedachte", ("loketgedachte", "eenloketgedachte")),
        ("   ", ()),
        ("?!\0-", ()),
    ],
)
def test_words(typed: str, words: tuple[str, ...]) -> None:
    assert Question.read(typed).words == words


def test_phrases_and_words_that_must_not_occur() -> None:
    question = Question.read('balie “één loket” -zorg -"oude wet" "woord')
    assert question.phrases == (("een", "loket"),)
    assert question.excluded == (("zorg",), ("oude", "wet"))
    assert question.words == ("balie", "loket", "woord")
    assert question.demanded == ()


def test_one_word_between_quotes_is_demanded_unless_it_is_everywhere() -> None:
    question = Question.read('balie "Loketten" "de"')
    assert (question.words, question.demanded, question.phrases) == (("balie", "loketten"), ("loketten",), ())
    assert [Question.read(typed).is_plain for typed in ("balie", '"balie"', "balie -rij", '"de balie"')] == [
        True,
        False,
        False,
        False,
    ]


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert Question.read("e-mail front - office").excluded == ()


def test_what_is_long_is_cut_and_not_refused() -> None:
    question = Question.read(" ".join(f"woord{number}" for number in range(5_000)))
    assert len(question.typed) == MOST_CHARACTERS
    assert 0 < len(question.words) <= MOST_WORDS


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_whatever_is_typed_is_a_question(typed: str) -> None:
    question = Question.read(typed)
    assert all(word.isalnum() for word in question.words)
    vocabulary = Vocabulary(5, [("loket", 2, 1)])
    assert len(clues_of(question, vocabulary, general_synonyms())) <= MOST_SOUGHT


def meant(synonyms: Synonyms, typed: str) -> set[str]:
    return {" ".join(answer) for answers in synonyms.of(Question.read(typed).words).values() for answer in answers}


def test_synonyms_hold_one_way_or_both() -> None:
    synonyms = Synonyms([Pair("balie", "loket"), Pair("paspoort", "reisdocument", both_ways=False)])
    assert meant(synonyms, "balies") == {"loket"}
    assert meant(synonyms, "loketten") == {"balie"}
    assert meant(synonyms, "paspoort") == {"reisdocument"}
    assert meant(synonyms, "reisdocument") == set()


def test_synonyms_of_several_words() -> None:
    synonyms = Synonyms([Pair("brp", "basisregistratie personen"), Pair("wet open overheid", "woo")])
    assert meant(synonyms, "uittreksel uit de BRP") == {"basisregistratie personen"}
    assert meant(synonyms, "uittreksel basisregistratie van personen") == {"brp"}
    assert meant(synonyms, "wet open overheid") == {"woo"}
    assert meant(synonyms, "open wet") == set()


def test_what_comes_with_the_analysis() -> None:
    assert "jongeren" in meant(general_synonyms(), "jeugd")
    assert "belasting" in meant(general_synonyms(), "tax")
    assert "tax" not in meant(general_synonyms(), "belasting")
    assert "verklaring gedrag" in {answer.replace("omtrent ", "") for answer in meant(general_synonyms(), "vog")}


def test_the_rarest_words_of_a_long_question_are_sought() -> None:
    words = [f"woord{number}" for number in range(20)]
    vocabulary = Vocabulary(100, [(word, 50 if number < 10 else 1, 0) for number, word in enumerate(words)])
    sought = clues_of(Question.read(" ".join(words)), vocabulary)
    assert len(sought) == MOST_SOUGHT
    assert {one.word for one in sought} >= set(words[10:])


def test_other_words_tell_less_than_the_word_itself() -> None:
    vocabulary = Vocabulary(100, [("balie", 5, 1), ("loket", 5, 1), ("loketdag", 5, 1)])
    (one,) = clues_of(Question.read("balie"), vocabulary, Synonyms([Pair("balie", "loket")]))
    assert [clue.weight < one.exact.weight for group in one.others for clue in group] == [True]
    (unknown,) = clues_of(Question.read("loketdags"), vocabulary)
    assert unknown.clues[0].weight == max(clue.weight for clue in unknown.clues)
