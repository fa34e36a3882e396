"""Keeping the index as the content is: from the names of what changed to the rows that are written."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from django.db.models import F

from cms.pages.findables import Findable, Key, sources
from search.engines.base import in_batches
from search.indexing.editions import BATCH, document_of, put, take
from search.indexing.locking import wait_for_turn
from search.models import Edition, EditionState, SearchDocument

# What others know of something: when any of it changes, they are looked at too.
_KNOWN_BY = ("title", "url", "audience", "within", "themes", "phase", "phase_title", "organisation", "province")


class Stored(NamedTuple):
    """What must be known of a row to see whether it still holds."""

    pk: int
    content_hash: str
    known_by: list[object]


def kept_editions() -> list[Edition]:
    """Return the editions that follow the content: the one in use and one that is being built."""
    return list(Edition.objects.filter(state__in=[EditionState.LIVE, EditionState.BUILDING]).order_by("pk"))


def bring_up_to_date(keys: Collection[Key]) -> None:
    """Write to the index how `keys` and what follows from them are found now, within the transaction in hand.

    What is below a page or names one is looked at only when the page is known to it by something else now; documents,
    whenever a page that leads to them is. The number of queries doesn't grow with the number of keys, but for each two
    hundred of them.
    """
    wait_for_turn()
    editions = kept_editions()
    done: set[Key] = set()
    while editions and keys:
        changed = {key for batch in in_batches(sorted(keys), BATCH) for key in _write(editions, batch)}
        done.update(keys)
        keys = {key for source in sources.values() for key in source.following(keys, changed)} - done


def _write(editions: list[Edition], keys: list[Key]) -> Iterator[Key]:
    """Write how `keys` are found to `editions`; yield those by which others know something that changed."""
    findables = list(findables_of(keys))
    for edition in editions:
        documents = {document.key: document for document in map(document_of, findables)}
        stored = stored_rows(edition, map(str, keys))
        differing = [one for key, one in documents.items() if _differs(one, stored.get(key))]
        gone = [row.pk for key, row in stored.items() if key not in documents]
        put(edition, differing)
        take(edition, gone)
        if number := len(differing) + len(gone):
            Edition.objects.filter(pk=edition.pk).update(changes=F("changes") + number)
        for key in keys:
            document, row = documents.get(str(key)), stored.get(str(key))
            if document is None or row is None or known_by(document) != row.known_by:
                yield key


def _differs(document: SearchDocument, row: Stored | None) -> bool:
    return row is None or row.content_hash != document.content_hash


def findables_of(keys: Iterable[Key]) -> Iterator[Findable]:
    """Yield how `keys` are found now; nothing for what can't be found."""
    for source, group in groupby(sorted(keys), key=lambda key: key.source):
        yield from sources[source].findables([key.pk for key in group])


def stored_rows(edition: Edition, keys: Iterable[str]) -> dict[str, Stored]:
    """Return what is stored of `keys`, by the key."""
    rows = SearchDocument.objects.filter(edition=edition, key__in=list(keys))
    values = rows.values_list("key", "pk", "content_hash", *_KNOWN_BY)
    return {key: Stored(pk, content_hash, known_by) for key, pk, content_hash, *known_by in values}


def known_by(document: SearchDocument) -> list[object]:
    """Return by what others know `document`."""
    return [getattr(document, name) for name in _KNOWN_BY]
