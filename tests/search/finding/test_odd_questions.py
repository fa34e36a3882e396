"""Whatever is typed gets an answer, and never one that somebody may not see."""

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
from tests.search.odd import odd_questions


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


def test_they_are_answered_and_leak_nothing(edition: Edition) -> None:
    for typed in odd_questions(1_000):
        results = search(typed, edition=edition)
        shown = [piece.text for hit in results.hits for piece in (*hit.title, *hit.snippet)]
        shown += [one.context for group in suggest(typed, edition=edition).values() for one in group]
        assert all(hit.document.audience == "" for hit in results.hits), typed
        assert "geheimwoord" not in " ".join(shown).lower(), typed
        assert len(results.hits) <= results.total, typed
