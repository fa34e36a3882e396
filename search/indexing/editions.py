"""Editions of the index: begun, written to, and dropped.

Rows of `SearchDocument` and what the engine keeps of them are written together: here, and where an edition is filled.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from django.db import connection, transaction

from cms.pages.findables import Findable
from search.analysis.vocabulary import Vocabulary
from search.engines.base import Entry, in_batches
from search.engines.choosing import engine_for
from search.engines.entries import entry_of, tokens_in
from search.indexing.locking import wait_for_turn
from search.indexing.vocabularies import learn, public_words
from search.models import MOST_BODY, Edition, EditionState, SearchDocument, Term

# How many documents are in hand at a time: bodies are long.
BATCH = 200
WRITTEN = [field.name for field in SearchDocument._meta.concrete_fields if field.name not in {"id", "edition", "key"}]


@transaction.atomic
def begin(state: EditionState = EditionState.BUILDING) -> Edition:
    """Return a new edition with nothing in it."""
    # What isn't built row by row knows its words from the start: none.
    edition = Edition.objects.create(state=state, vocabulary_version=int(state != EditionState.BUILDING))
    engine_for().create(edition.pk)
    return edition


@transaction.atomic
def drop(edition: Edition) -> None:
    """Drop an edition with everything that it keeps."""
    # What is being built, whoever publishes just now may be writing to; of the others, only the one in use.
    if edition.state == EditionState.BUILDING:
        wait_for_turn()
    engine_for().drop(edition.pk)
    for model in (SearchDocument, Term):
        model._default_manager.filter(edition=edition)._raw_delete(connection.alias)
    Edition.objects.filter(pk=edition.pk).delete()


def document_of(findable: Findable) -> SearchDocument:
    """Return the row that keeps `findable`, of no edition yet; what is too long is cut."""
    lengths = {field.name: field.max_length for field in SearchDocument._meta.concrete_fields} | {"body": MOST_BODY}
    values = {
        name: value[: lengths[name]].replace("\0", " ") if isinstance(value, str) else _plain(value)
        for name, value in asdict(findable).items()
        if name not in {"key", "phase"}
    }
    phase = findable.phase
    document = SearchDocument(
        **values,
        key=str(findable.key),
        phase=phase.slug if phase else "",
        phase_title=phase.name if phase else "",
    )
    document.content_hash = hash_of(document)
    return document


def _plain(value: Any) -> Any:
    """Return `value` as JSON gives it back: tuples are lists."""
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def hash_of(document: SearchDocument) -> str:
    """Return what is equal for equal content, audience and all; of a row as of what was to be stored in it."""
    values = [getattr(document, name) for name in WRITTEN if name != "content_hash"]
    values = [value.astimezone(UTC) if isinstance(value, datetime) else value for value in values]
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def write_rows(edition: Edition, documents: Sequence[SearchDocument]) -> None:
    """Write rows, each in place of that with its key; afterwards they know their ids. The engine learns nothing."""
    for document in documents:
        document.edition = edition
    SearchDocument.objects.bulk_create(
        documents, batch_size=BATCH, update_conflicts=True, unique_fields=["edition", "key"], update_fields=WRITTEN
    )


def write_entries(edition: Edition, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
    """Let the engine know documents, rows of `edition`."""
    engine_for().write(edition.pk, entries)
    # Before its words were counted, nothing is found in an edition: who fills it sees to all of it.
    if edition.vocabulary_version:
        index_entries(edition, entries, vocabulary)


def index_entries(edition: Edition, entries: Iterable[Entry], vocabulary: Vocabulary) -> None:
    """Let what the engine knows of `edition` be found."""
    engine_for().index(edition.pk, [(entry, tokens_in(entry, vocabulary)) for entry in entries])


def put(edition: Edition, documents: Sequence[SearchDocument]) -> None:
    """Write `documents`, rows of no edition, to `edition`: each in place of what was there by its key."""
    for batch in in_batches(documents, BATCH):
        write_rows(edition, batch)
        entries = list(map(entry_of, batch))
        write_entries(edition, entries, learn(edition, public_words(entries)))


def distrust(edition: Edition, keys: Collection[str]) -> None:
    """Let rows with these keys not be taken for what their `content_hash` says, so that they are written anew."""
    SearchDocument.objects.filter(edition=edition, key__in=keys).update(content_hash="")


def take(edition: Edition, ids: Collection[int]) -> None:
    """Take rows with these ids out of `edition`."""
    for batch in in_batches(ids, BATCH):
        engine_for().remove(edition.pk, batch)
        SearchDocument.objects.filter(edition=edition, pk__in=batch)._raw_delete(connection.alias)


def documents_of(edition: Edition) -> Iterator[list[SearchDocument]]:
    """Yield the rows of `edition` in batches; each is read when it is asked for."""
    last = 0
    rows = SearchDocument.objects.filter(edition=edition).order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk
