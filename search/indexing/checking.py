"""Whether the index is as the content is, and making it so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from cms.pages.findables import Key, sources
from search.engines.base import in_batches
from search.engines.choosing import engine_for
from search.indexing.editions import BATCH, document_of, documents_of, write_entries
from search.indexing.keeping import bring_up_to_date, findables_of, stored_rows
from search.indexing.locking import wait_for_turn
from search.indexing.vocabularies import vocabulary_of
from search.models import Edition, SearchDocument


@dataclass
class Differences:
    """Where an edition isn't as the content is, by the key of each thing.

    `missing` should be found and isn't; `stale` was something else when it was written; `surplus` should not be found;
    `unsearchable` stands among the rows, but the engine doesn't know it.
    """

    missing: list[Key] = field(default_factory=list)
    stale: list[Key] = field(default_factory=list)
    surplus: list[Key] = field(default_factory=list)
    unsearchable: list[Key] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(self.by_name().values())

    def by_name(self) -> dict[str, list[Key]]:
        """Return the keys by what is wrong with them."""
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
            row = stored.get(document.key)
            if row is None:
                found.missing.append(key_of(document.key))
            elif row.content_hash != document.content_hash:
                found.stale.append(key_of(document.key))
    engine = engine_for()
    for rows in documents_of(edition):
        known = engine.texts(edition.pk, [row.pk for row in rows], 1)
        found.surplus += [key_of(row.key) for row in rows if row.key not in should_be]
        found.unsearchable += [key_of(row.key) for row in rows if row.pk not in known]
    return found


def mend(edition: Edition, found: Differences) -> None:
    """Make `edition` as the content is now where it differed."""
    for batch in in_batches(sorted({*found.missing, *found.stale, *found.surplus}), BATCH):
        with transaction.atomic():
            bring_up_to_date(batch)
    for batch in in_batches(found.unsearchable, BATCH):
        with transaction.atomic():
            wait_for_turn()
            rows = SearchDocument.objects.filter(edition=edition, key__in=list(map(str, batch)))
            write_entries(edition, list(rows), vocabulary_of(edition))


def _all_keys() -> Iterator[Key]:
    for name, source in sources.items():
        for pk in source.ids():
            yield Key(name, pk)


def key_of(text: str) -> Key:
    """Return the key that is written as `text`."""
    source, _, pk = text.partition(":")
    return Key(source, int(pk))
