"""Whether the index is as the content is, and making it so."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction

from cms.pages.findables import Key, sources
from search.engines.base import Entry, in_batches
from search.engines.choosing import engine_for
from search.engines.entries import entry_of
from search.indexing.editions import BATCH, distrust, document_of, documents_of, hash_of, write_entries
from search.indexing.keeping import bring_up_to_date, findables_of, stored_rows
from search.indexing.locking import wait_for_turn
from search.indexing.vocabularies import vocabulary_of
from search.models import Edition, SearchDocument


@dataclass
class Differences:
    """Where an edition isn't as the content is, by the key of each thing.

    `missing` should be found and isn't; `stale` was something else when it was written, or was altered behind our back;
    `surplus` should not be found; `unsearchable` stands among the rows, but the engine doesn't know it, or knows it as
    something else (its tokens aside); `orphaned` is the engine's id of what stands among no rows.
    """

    missing: list[Key] = field(default_factory=list)
    stale: list[Key] = field(default_factory=list)
    surplus: list[Key] = field(default_factory=list)
    unsearchable: list[Key] = field(default_factory=list)
    orphaned: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(self.by_name().values())

    def by_name(self) -> dict[str, list[Key] | list[int]]:
        """Return the keys by what is wrong with them; the ids of what has none."""
        return vars(self)


def check(edition: Edition) -> Differences:
    """Return where `edition` differs from the content; what changes meanwhile may be among it."""
    found = Differences()
    should_be = set()
    for batch in in_batches(_all_keys(), BATCH):
        documents = [document_of(findable) for findable in findables_of(batch)]
        stored = stored_rows(edition, [document.key for document in documents])
        for document in documents:
            should_be.add(document.key)
            kept = stored.get(document.key)
            if kept is None:
                found.missing.append(key_of(document.key))
            elif kept.content_hash != document.content_hash:
                found.stale.append(key_of(document.key))
    stale = set(found.stale)
    for pk, row, known in _rows_and_known(edition):
        if row is None:
            found.orphaned.append(pk)
        elif row.key not in should_be:
            found.surplus.append(key_of(row.key))
        elif hash_of(row) != row.content_hash:
            stale.add(key_of(row.key))
        elif known is None or not known.is_indexed or _compared(known.entry) != _compared(entry_of(row)):
            found.unsearchable.append(key_of(row.key))
    found.orphaned = sorted({*found.orphaned, *engine_for().strays(edition.pk)})
    found.stale = sorted(stale)
    return found


class _Known(NamedTuple):
    """What the engine knows of a document, and whether that can be found."""

    id: int
    entry: Entry
    is_indexed: bool


def _rows_and_known(edition: Edition) -> Iterator[tuple[int, SearchDocument | None, _Known | None]]:
    """Yield the rows of `edition` and what the engine knows of them, by their ids; None where there is only one."""
    rows: Iterator[SearchDocument | _Known] = (row for batch in documents_of(edition) for row in batch)
    for pk, pair in groupby(merge(rows, _all_known(edition), key=attrgetter("id")), key=attrgetter("id")):
        row = known = None
        for one in pair:
            if isinstance(one, SearchDocument):
                row = one
            else:
                known = one
        yield pk, row, known


def _all_known(edition: Edition) -> Iterator[_Known]:
    """Yield what the engine knows of `edition`, read in batches."""
    engine, last = engine_for(), 0
    while batch := engine.entries(edition.pk, last, BATCH):
        indexed = engine.indexed(edition.pk, [one.id for one in batch])
        yield from (_Known(one.id, one, one.id in indexed) for one in batch)
        last = batch[-1].id


def _compared(entry: Entry) -> tuple[object, ...]:
    """Return what must be equal of an entry: not every engine keeps parts of seconds."""
    return (*entry._replace(date=None), entry.date and int(entry.date.timestamp()))


def mend(edition: Edition, found: Differences) -> None:
    """Make `edition` as the content is now where it differed."""
    for batch in in_batches(sorted({*found.missing, *found.stale, *found.surplus}), BATCH):
        with transaction.atomic():
            wait_for_turn()
            distrust(edition, list(map(str, batch)))
            bring_up_to_date(batch)
    for batch in in_batches(found.unsearchable, BATCH):
        with transaction.atomic():
            wait_for_turn()
            rows = SearchDocument.objects.filter(edition=edition, key__in=list(map(str, batch)))
            write_entries(edition, list(map(entry_of, rows)), vocabulary_of(edition))
    for ids in in_batches(found.orphaned, BATCH):
        with transaction.atomic():
            wait_for_turn()
            # What was written meanwhile may have been taken for an orphan.
            owned = SearchDocument.objects.filter(edition=edition, pk__in=ids).values_list("pk", flat=True)
            engine_for().remove(edition.pk, sorted({*ids} - {*owned}))


def _all_keys() -> Iterator[Key]:
    for name, source in sources.items():
        for pk in source.ids():
            yield Key(name, pk)


def key_of(text: str) -> Key:
    """Return the key that is written as `text`."""
    source, _, pk = text.partition(":")
    return Key(source, int(pk))
