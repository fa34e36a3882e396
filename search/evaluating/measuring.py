"""Asking a collection's questions of an edition that holds its documents and nothing else."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles
from typing import Any

from search.engines.base import in_batches
from search.evaluating.collection import Collection, Source
from search.evaluating.figures import figures_of
from search.finding.searching import search
from search.indexing.editions import BATCH, begin, drop
from search.indexing.filling import Filling
from search.models import MOST_BODY, Edition, EditionState, SearchDocument

_LONGEST_TITLE = SearchDocument._meta.get_field("title").max_length or 255


def evaluate(collection: Collection) -> dict[str, Any]:
    """Return how well and how fast the search answers the questions of `collection`.

    Only the analysis's own synonyms count; those of the site's editors were made for the site.
    """
    with edition_of(collection.documents) as edition:
        answers, milliseconds = ask(collection, edition)
    return {
        **{name: round(figure, 4) for name, figure in figures_of(collection.judgements, answers).items()},
        **{name: round(figure, 2) for name, figure in percentiles(milliseconds).items()},
        "documents": len(collection.documents),
        "queries": len(collection.questions),
    }


@contextmanager
def edition_of(documents: list[Source]) -> Iterator[Edition]:
    """Make an edition of `documents`, whose keys are their places in the list, and drop it afterwards."""
    edition = begin(EditionState.EVALUATION)
    filling = Filling(edition)
    try:
        for batch in in_batches(enumerate(documents), BATCH):
            filling.add([_row(place, document) for place, document in batch])
        for _written in filling.finish():
            pass
        yield edition
    finally:
        drop(edition)


def _row(place: int, document: Source) -> SearchDocument:
    title, text = document.title.replace("\0", " "), document.text.replace("\0", " ")
    # What doesn't fit in a title is searched all the same.
    body = text if len(title) <= _LONGEST_TITLE else f"{title}\n{text}"
    return SearchDocument(key=str(place), title=title[:_LONGEST_TITLE], body=body[:MOST_BODY])


def ask(collection: Collection, edition: Edition) -> tuple[dict[str, list[str]], list[float]]:
    """Return the ids of the first page of answers to each question, and how long each took, in milliseconds."""
    search("het loket", edition=edition)  # reads the vocabulary, once for a process
    answers, milliseconds = {}, []
    for pk, question in collection.questions.items():
        start = time.perf_counter()
        results = search(question, edition=edition)
        milliseconds.append((time.perf_counter() - start) * 1000)
        answers[pk] = [collection.documents[int(hit.document.key)].id for hit in results.hits]
    return answers, milliseconds


def percentiles(milliseconds: list[float]) -> dict[str, float]:
    """Return the median, and what 95 of a hundred stay below."""
    cuts = quantiles(milliseconds, n=20, method="inclusive") if len(milliseconds) > 1 else milliseconds * 19
    return {"p50_ms": cuts[9], "p95_ms": cuts[18]}
