"""Other ways to answer a collection's questions, each as somebody would build it in an afternoon.

Each takes documents and questions and returns the ids of what it finds for each question, the best first. The first
three are PostgreSQL's own; the others are reckoned here, in Python.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import uuid4

import Stemmer
from django.db import connection

from search.analysis.dutch import STOP_WORDS
from search.analysis.folding import words_of
from search.analysis.vocabulary import Vocabulary
from search.evaluating.collection import Source

Answers = dict[str, list[str]]
DEPTH = 100

_POSTGRESQL = {
    "PostgreSQL dutch, AND": """
        SELECT id FROM compared, plainto_tsquery('dutch', %s) asked
        WHERE tsv @@ asked ORDER BY ts_rank_cd(tsv, asked) DESC, id LIMIT 100""",
    "PostgreSQL dutch, OR": """
        SELECT id FROM compared, (SELECT replace(plainto_tsquery('dutch', %s)::text, '&', '|')::tsquery AS asked) a
        WHERE tsv @@ asked ORDER BY ts_rank_cd(tsv, asked) DESC, id LIMIT 100""",
    "pg_trgm": "SELECT id FROM compared ORDER BY word_similarity(%s, title || ' ' || body) DESC, id LIMIT 100",
    "pg_trgm, title": "SELECT id FROM compared ORDER BY similarity(%s, title) DESC, id LIMIT 100",
}


def with_postgresql(documents: Sequence[Source], questions: Mapping[str, str]) -> dict[str, Answers]:
    """Return what PostgreSQL's own methods find."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE TEMPORARY TABLE compared (id text, title text, body text, tsv tsvector)")
        cursor.executemany(
            """INSERT INTO compared SELECT id, title, body,
               setweight(to_tsvector('dutch', title), 'A') || to_tsvector('dutch', body)
               FROM (VALUES (%s, %s, %s)) AS given (id, title, body)""",
            [(one.id, one.title, one.text) for one in documents],
        )
        answers: dict[str, Answers] = {}
        for name, sql in _POSTGRESQL.items():
            answers[name] = {}
            for pk, question in questions.items():
                cursor.execute(sql, [question])
                answers[name][pk] = [document for (document,) in cursor.fetchall()]
        cursor.execute("DROP TABLE compared")
    return answers


def with_bm25(documents: Sequence[Source], questions: Mapping[str, str]) -> Answers:
    """Return what BM25 finds over Kraaij-Pohlmann's stems of words and of the parts of compounds."""
    stem = Stemmer.Stemmer("dutch").stemWord
    texts = [words_of(f"{one.title} {one.text}") for one in documents]
    counted = Counter(word for text in texts for word in set(text))
    vocabulary = Vocabulary(len(documents), [(word, number, 0) for word, number in counted.items()])

    def tokens(words: Sequence[str]) -> list[str]:
        telling = [word for word in words if word not in STOP_WORDS]
        return [stem(one) for word in telling for one in (word, *vocabulary.parts_of(word))]

    counts = [Counter(tokens(text)) for text in texts]
    lengths = [count.total() for count in counts]
    usual = sum(lengths) / len(lengths)
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for place, count in enumerate(counts):
        for token, number in count.items():
            postings[token][place] = 2.2 * number / (number + 1.2 * (0.25 + 0.75 * lengths[place] / usual))
    answers: Answers = {}
    for pk, question in questions.items():
        scores: Counter[int] = Counter()
        for token in set(tokens(words_of(question))):
            found = postings.get(token, {})
            rarity = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            for place, tells in found.items():
                scores[place] += rarity * tells  # type: ignore[assignment]
        best = sorted(scores, key=lambda place: (-scores[place], place))
        answers[pk] = [documents[place].id for place in best[:DEPTH]]
    return answers


def fused(one: Answers, other: Answers) -> Answers:
    """Return two rankings fused by reciprocal rank."""
    answers: Answers = {}
    for pk in one:
        scores: dict[str, float] = defaultdict(float)
        for ranking in (one[pk], other[pk]):
            for place, document in enumerate(ranking[:DEPTH], 1):
                scores[document] += 1 / (60 + place)
        answers[pk] = sorted(scores, key=lambda document: (-scores[document], document))
    return answers


def with_wagtail(documents: Sequence[Source], questions: Mapping[str, str]) -> Answers:
    """Return what stock Wagtail finds among as many pages: its own backend, asked as its documentation does.

    A question that its engine can't read is answered with nothing.
    """
    from django.db import DatabaseError
    from wagtail.search.backends.database import SearchBackend

    from home.models import ContentPage, HomePage

    parent = HomePage.objects.get()
    ids: dict[int, str] = {}
    for document in documents:
        page = ContentPage(title=document.title[:255] or "-", slug=uuid4().hex, summary=document.text)
        ids[parent.add_child(instance=page).pk] = document.id
    backend = SearchBackend({})
    answers: Answers = {}
    for pk, question in questions.items():
        try:
            found = backend.search(question, ContentPage.objects.live())[:10]
            answers[pk] = [ids[page.pk] for page in found if page.pk in ids]
        except DatabaseError:
            answers[pk] = []
    return answers
