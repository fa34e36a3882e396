"""Filling an edition from its beginning: its rows, whose words are counted on the way, then what the engine keeps."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from search.engines.base import Entry, in_batches
from search.engines.choosing import engine_for
from search.engines.entries import entry_of
from search.indexing.editions import BATCH, WRITTEN, index_entries, take
from search.indexing.locking import wait_for_turn
from search.indexing.vocabularies import WORDS, WordCount, raise_version, vocabulary_of, write_counts
from search.models import Edition, SearchDocument


class Filling:
    """Fills an edition in which nothing is searched yet, much faster than what changes is written to one.

    A word counts as of when its document was added; what changes afterwards is counted when words are counted anew.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._begun = timezone.now()
        self._counted = WordCount()

    @transaction.atomic
    def add(self, documents: Sequence[SearchDocument]) -> None:
        """Write rows, each in place of that with its key; they learn their ids."""
        engine, table = engine_for(), SearchDocument._meta.db_table
        # What changed since the edition was begun may have been written to it. To look for each is slow.
        if Edition.objects.filter(pk=self._edition.pk, changes__gt=0).exists():
            keys = [document.key for document in documents]
            rows = SearchDocument.objects.filter(edition=self._edition, key__in=keys)
            take(self._edition, rows.values_list("pk", flat=True))
        for document, pk in zip(documents, engine.new_ids(table, len(documents)), strict=True):
            document.pk = pk
        columns = ("id", "edition_id", "key", *WRITTEN)
        values = ([document.pk, self._edition.pk, document.key, *_values_of(document)] for document in documents)
        engine.fill(table, columns, values)
        entries = list(map(entry_of, documents))
        engine.write(self._edition.pk, entries)
        self._counted.add(entries)

    def finish(self) -> Iterator[int]:
        """Write which words there are, let the rows be found, and make the edition fast to search.

        Yields how many rows can be found now, batch by batch.
        """
        for words in in_batches(self._counted.by_word(), WORDS):
            with transaction.atomic():
                wait_for_turn()
                write_counts(self._edition, words)
        raise_version(self._edition, self._begun)
        with engine_for().filling(self._edition.pk):
            last = 0
            while entries := self._index(last):
                last = entries[-1].id
                yield len(entries)

    @transaction.atomic
    def _index(self, last: int) -> list[Entry]:
        """Let the first documents after the one with the id `last` be found, and return them."""
        wait_for_turn()
        entries = engine_for().entries(self._edition.pk, last, BATCH)
        index_entries(self._edition, entries, vocabulary_of(self._edition))
        return entries


def _values_of(document: SearchDocument) -> Iterator[Any]:
    """Yield the values of `WRITTEN` as databases take them."""
    for name in WRITTEN:
        value = getattr(document, name)
        if isinstance(value, list | tuple):
            value = json.dumps(value) if value else "[]"
        elif isinstance(value, datetime):
            value = connection.ops.adapt_datetimefield_value(value)
        yield value
