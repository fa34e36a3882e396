"""Filling an edition from its beginning: its rows, whose words are counted on the way, then what the engine keeps."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from search.engines.base import in_batches
from search.engines.choosing import engine_for
from search.indexing.editions import BATCH, WRITTEN, write_entries
from search.indexing.locking import wait_for_turn
from search.indexing.vocabularies import WORDS, WordCount, raise_version, vocabulary_of, write_counts
from search.models import Edition, SearchDocument


class Filling:
    """Fills an edition in which nothing is searched yet, much faster than what changes is written to one."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._begun = timezone.now()
        self._counted = WordCount()

    def add(self, documents: Sequence[SearchDocument]) -> None:
        """Write rows within the transaction in hand, each in place of that with its key; they don't learn their ids."""
        keys = [document.key for document in documents]
        SearchDocument.objects.filter(edition=self._edition, key__in=keys)._raw_delete(connection.alias)
        columns = ("edition_id", "key", *WRITTEN)
        rows = ([self._edition.pk, document.key, *_values_of(document)] for document in documents)
        engine_for().fill(SearchDocument._meta.db_table, columns, rows)
        self._counted.add(documents)

    def finish(self) -> Iterator[int]:
        """Write which words there are, let the engine know the rows, and make the edition fast to search.

        Yields how many rows the engine learned, batch by batch.
        """
        for words in in_batches(self._counted.by_word(), WORDS):
            with transaction.atomic():
                wait_for_turn()
                write_counts(self._edition, words)
        raise_version(self._edition, self._begun)
        with engine_for().filling(self._edition.pk):
            last = 0
            while batch := self._enter(last):
                last = batch[-1].pk
                yield len(batch)

    @transaction.atomic
    def _enter(self, last: int) -> list[SearchDocument]:
        """Let the engine know the first rows after the one with the id `last`, and return them."""
        wait_for_turn()
        rows = SearchDocument.objects.filter(edition=self._edition, pk__gt=last).order_by("pk")
        batch = list(rows[:BATCH])
        write_entries(self._edition, batch, vocabulary_of(self._edition))
        return batch


def _values_of(document: SearchDocument) -> Iterator[Any]:
    """Yield the values of `WRITTEN` as databases take them."""
    for name in WRITTEN:
        value = getattr(document, name)
        if isinstance(value, list | tuple):
            value = json.dumps(value)
        elif isinstance(value, datetime):
            value = connection.ops.adapt_datetimefield_value(value)
        yield value
