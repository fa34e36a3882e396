"""The words of an edition, read into the process once and kept up with what was written since."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import connection
from django.db.models import F, Max

from cms.database import in_transaction
from cms.pages.audiences import EVERYBODY
from cms.pages.generation import current_generation
from search.analysis.vocabulary import Vocabulary
from search.engines.base import Entry
from search.engines.choosing import engine_for
from search.models import Edition, SearchDocument, Term

# Words longer than this are addresses and lines of signs.
LONGEST_WORD = Term._meta.get_field("word").max_length or 64
_BATCH = 2_000
# How many words are written at a time: others wait for it.
WORDS = 1_000
_MOST_KEPT = 2
# In how many documents and titles a word occurs.
Counts = tuple[int, int]


@dataclass
class _Kept:
    """A vocabulary, up to which row of `Term` it was read, and for which generation of the site that is enough."""

    vocabulary: Vocabulary
    last: int = 0
    generation: str = ""


_kept: dict[tuple[int, int], _Kept] = {}
_lock = Lock()


def vocabulary_of(edition: Edition) -> Vocabulary:
    """Return the words of `edition`, as they have been committed.

    Read as a whole when they were counted anew; else one small query when the site has changed, and none when it
    hasn't.
    """
    key = (edition.pk, edition.vocabulary_version)
    with _lock:
        kept = _kept.get(key)
        if kept is None:
            for other in [other for other in _kept if other[0] == edition.pk or len(_kept) > _MOST_KEPT]:
                del _kept[other]
            kept = _kept[key] = _Kept(Vocabulary(SearchDocument.objects.filter(edition=edition).count()))
            _read_on(edition, kept)
        # What a transaction has written itself, it may still take back.
        elif not in_transaction() and kept.generation != current_generation():
            _read_on(edition, kept)
        return kept.vocabulary


def _read_on(edition: Edition, kept: _Kept) -> None:
    kept.generation = "" if in_transaction() else current_generation()
    terms = Term.objects.filter(edition=edition, pk__gt=kept.last).order_by()
    last = terms.aggregate(last=Max("pk"))["last"]
    if last is not None:
        kept.vocabulary.add(terms.filter(pk__lte=last).values_list("word", "documents", "titles").iterator(_BATCH))
        kept.last = last


def forget() -> None:
    """Forget what was read."""
    with _lock:
        _kept.clear()


def learn(edition: Edition, words: Iterable[str]) -> Vocabulary:
    """Write those of `words` that `edition` doesn't know yet; return the words that it knew.

    In one order whoever writes, so that nobody waits for who waits for them.
    """
    vocabulary = vocabulary_of(edition)
    new = sorted(word for word in set(words) if word not in vocabulary.words and len(word) <= LONGEST_WORD)
    terms = [Term(edition=edition, word=word, documents=1) for word in new]
    Term.objects.bulk_create(terms, batch_size=_BATCH, ignore_conflicts=True)
    return vocabulary


def counts_of(edition: Edition) -> dict[str, Counts]:
    """Return in how many documents and titles each word of `edition` was counted."""
    rows = Term.objects.filter(edition=edition).order_by().values_list("word", "documents", "titles")
    return {word: (documents, titles) for word, documents, titles in rows.iterator(_BATCH)}


class WordCount:
    """In how many documents and titles words occur, of those that everybody may see.

    Only these may be offered to anybody.
    """

    def __init__(self) -> None:
        self._documents: Counter[str] = Counter()
        self._titles: Counter[str] = Counter()

    def add(self, entries: Iterable[Entry]) -> None:
        """Count the words of further documents."""
        for entry in _public(entries):
            in_title = set(entry.title.split())
            self._titles.update(in_title)
            self._documents.update(in_title.union(entry.text.split()))

    def by_word(self) -> list[tuple[str, Counts]]:
        """Return the numbers of each word that was counted, in the order of the words."""
        return self.differing({})

    def differing(self, known: Mapping[str, Counts]) -> list[tuple[str, Counts]]:
        """Return those of which `known` says something else, in order; of what was known and isn't there, zeros."""
        words = sorted(word for word in known.keys() | self._documents.keys() if len(word) <= LONGEST_WORD)
        counts = ((word, (self._documents[word], self._titles[word])) for word in words)
        return [(word, numbers) for word, numbers in counts if known.get(word) != numbers]


def public_words(entries: Iterable[Entry]) -> set[str]:
    """Return the words of those documents that everybody may see."""
    return {word for entry in _public(entries) for text in (entry.title, entry.text) for word in text.split()}


def _public(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.audience == EVERYBODY)


def write_counts(edition: Edition, counts: Sequence[tuple[str, Counts]]) -> None:
    """Write words of `edition` with what was counted of them; of those that occur nowhere, nothing stays."""
    Term.objects.filter(edition=edition, word__in=[word for word, _numbers in counts])._raw_delete(connection.alias)
    rows = ((edition.pk, word, *numbers) for word, numbers in counts if any(numbers))
    engine_for().fill(Term._meta.db_table, ("edition_id", "word", "documents", "titles"), rows)


def raise_version(edition: Edition, counted_at: datetime) -> None:
    """Note that the words of `edition` were counted from what it was at `counted_at`, when it was read."""
    edition.vocabulary_version += 1
    Edition.objects.filter(pk=edition.pk).update(
        vocabulary_version=edition.vocabulary_version, counted_at=counted_at, changes=F("changes") - edition.changes
    )
