"""Editions of the index: begun, written to, and dropped.

Rows of `SearchDocument` and what the engine keeps of them are written here together, and nowhere else.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from cms.pages.audiences import EVERYBODY
from cms.pages.findables import Findable
from search.analysis.vocabulary import Vocabulary
from search.engines.base import in_batches
from search.engines.choosing import engine_for
from search.engines.entries import entry_of, words_in
from search.indexing.locking import wait_for_turn
from search.indexing.vocabularies import counts_of, differing, learn, raise_version, vocabulary_of, write_counts
from search.models import MOST_BODY, Edition, EditionState, SearchDocument, Term

# How many documents are in hand at a time: bodies are long.
BATCH = 200
# How many words are written at a time: others wait for it.
WORDS = 1_000
_WRITTEN = [field.name for field in SearchDocument._meta.concrete_fields if field.name not in {"id", "edition", "key"}]


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
    values = [getattr(document, name) for name in _WRITTEN if name != "content_hash"]
    values = [value.astimezone(UTC) if isinstance(value, datetime) else value for value in values]
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def write_rows(edition: Edition, documents: Sequence[SearchDocument]) -> None:
    """Write rows, each in place of that with its key; afterwards they know their ids. The engine learns nothing."""
    for document in documents:
        document.edition = edition
    SearchDocument.objects.bulk_create(
        documents, batch_size=BATCH, update_conflicts=True, unique_fields=["edition", "key"], update_fields=_WRITTEN
    )


def fill_rows(edition: Edition, documents: Sequence[SearchDocument]) -> None:
    """Write rows to an edition whose words weren't counted yet, each in place of that with its key.

    Much faster than `write_rows`; `documents` don't learn their ids.
    """
    keys = [document.key for document in documents]
    SearchDocument.objects.filter(edition=edition, key__in=keys)._raw_delete(connection.alias)
    columns = ("edition_id", "key", *_WRITTEN)
    engine_for().fill(
        SearchDocument._meta.db_table,
        columns,
        ([edition.pk, document.key, *_values_of(document)] for document in documents),
    )


def _values_of(document: SearchDocument) -> Iterator[Any]:
    """Yield the values of `_WRITTEN` as databases take them."""
    for name in _WRITTEN:
        value = getattr(document, name)
        if isinstance(value, list | tuple):
            value = json.dumps(value)
        elif isinstance(value, datetime):
            value = connection.ops.adapt_datetimefield_value(value)
        yield value


def write_entries(edition: Edition, documents: Sequence[SearchDocument], vocabulary: Vocabulary) -> None:
    """Let the engine know `documents`, rows of `edition`."""
    engine_for().write(edition.pk, [entry_of(document, vocabulary) for document in documents])


def put(edition: Edition, documents: Sequence[SearchDocument]) -> None:
    """Write `documents`, rows of no edition, to `edition`: each in place of what was there by its key."""
    for batch in in_batches(documents, BATCH):
        write_rows(edition, batch)
        # Before its words were counted, an edition has only rows: `finish` reads them all.
        if edition.vocabulary_version:
            write_entries(edition, batch, learn(edition, public_words(batch)))


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


def public_words(documents: Iterable[SearchDocument]) -> set[str]:
    """Return the words of those among `documents` that everybody may see: only these may be offered to anybody."""
    public = (document for document in documents if document.audience == EVERYBODY)
    return {word for document in public for part in words_in(document) for word in part}


def count_words(edition: Edition) -> None:
    """Count the words of `edition` anew, from its rows that everybody may see.

    Nobody waits while the rows are read, and only for some of the words while they are written. What changes meanwhile
    is counted the next time, which `changes` then asks for; so it does when this is killed. An edition that is
    replaced on the way is left as it is.
    """
    begun, known = timezone.now(), counts_of(edition)
    documents: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for batch in documents_of(edition):
        for document in batch:
            if document.audience == EVERYBODY:
                title, text = words_in(document)
                titles.update(set(title))
                documents.update({*title, *text})
    counts = {word: (number, titles[word]) for word, number in documents.items()}
    steps = [partial(write_counts, edition, words, known) for words in in_batches(differing(known, counts), WORDS)]
    for step in (*steps, partial(raise_version, edition, begun)):
        with transaction.atomic():
            wait_for_turn()
            if not Edition.objects.filter(pk=edition.pk, state=edition.state).exists():
                return
            step()


def finish(edition: Edition) -> Iterator[int]:
    """Count the words of `edition`, let the engine know its rows, and make that fast to search.

    Yields how many rows the engine learned, batch by batch.
    """
    count_words(edition)
    last = 0
    while True:
        with transaction.atomic():
            wait_for_turn()
            rows = SearchDocument.objects.filter(edition=edition, pk__gt=last).order_by("pk")
            if not (batch := list(rows[:BATCH])):
                break
            write_entries(edition, batch, vocabulary_of(edition))
        last = batch[-1].pk
        yield len(batch)
    engine_for().finish(edition.pk)
