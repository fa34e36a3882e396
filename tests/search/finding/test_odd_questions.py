"""Whatever is typed gets an answer, and never one that somebody may not see."""

import random
from collections.abc import Iterator

import pytest

from search.analysis.clues import clues_of
from search.analysis.question import Question
from search.analysis.synonyms import general_synonyms
from search.analysis.vocabulary import Vocabulary
from search.finding.searching import search
from search.finding.suggesting import suggest
from search.models import Edition
from tests.search.made import documents, edition_with

PIECES = [
    *"'\"`\\;:%_*^$()[]{}<>|&!?@#~=+-/.,",
    "\0", "\n", "\t", "\ufeff", "\u202e", "\u200d", "\ud83d", "😀", "👩‍🚀", "ß", "İ", "ĳ", "ﷺ", "שלום", "مكتب",
    "日本語",
    "AND", "OR", "NOT", "NEAR(", "loket*", "title:", "^loket", "'loket':*", "<->", "&&", "|| '", "--", "/*",
    "'; DROP TABLE search_searchdocument; --", "\" OR 1=1", "tokens MATCH 'x'", "%s", "%(a)s", "{0}", "$1", "\\u0000",
    '"', '""', '-"', "-loket", "één", "loket", "medewerker", "geheimwoord", "a" * 300, "ab-" * 50, "9" * 80, " ",
]  # fmt: skip


def odd_questions(number: int) -> Iterator[str]:
    chance = random.Random(2000)
    for _ in range(number):
        yield chance.choice(["", " "]).join(chance.choices(PIECES, k=chance.choice([1, 2, 3, 5, 12])))
    yield "loket " * 2_000
    yield '"' * 10_000
    yield "".join(map(chr, range(0xD7FF)))[:10_000]


def test_ten_thousand_odd_questions_are_read() -> None:
    vocabulary = Vocabulary(10, [("loket", 3, 1), ("medewerker", 2, 1)])
    for typed in odd_questions(10_000):
        question = Question.read(typed)
        clues = [clue for one in clues_of(question, vocabulary, general_synonyms()) for clue in one.clues]
        assert all(token.isalnum() for clue in clues for token in clue.tokens), typed
        assert all(word.isalnum() for run in (*question.phrases, *question.excluded) for word in run), typed


@pytest.fixture
def edition(db: None) -> Iterator[Edition]:
    rows = documents()
    rows[0].title, rows[0].body, rows[0].audience = "Geheimwoord", "geheimwoord", "groep:7"
    with edition_with(rows) as edition:
        yield edition


def test_odd_questions_are_answered_and_leak_nothing(edition: Edition) -> None:
    for typed in odd_questions(300):
        results = search(typed, edition=edition)
        shown = [piece.text for hit in results.hits for piece in (*hit.title, *hit.snippet)]
        shown += [one.context for group in suggest(typed, edition=edition).values() for one in group]
        assert all(hit.document.audience == "" for hit in results.hits), typed
        assert "geheimwoord" not in " ".join(shown).lower(), typed
        assert len(results.hits) <= results.total, typed
