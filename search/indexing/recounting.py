"""How often words occur, counted anew by the worker when that is worth its while."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from search.engines.base import in_batches
from search.engines.entries import entry_of
from search.indexing.editions import documents_of
from search.indexing.locking import wait_for_turn
from search.indexing.vocabularies import WORDS, WordCount, counts_of, raise_version, write_counts
from search.models import Edition

# When more than one in so many things changed, or so long after the last time when anything did: all is read for it,
# and every process reads the words anew.
ONE_IN, LONGEST = 10, timedelta(days=1)


def count_if_due(now: datetime, **_signal: Any) -> None:
    """Count the words of the edition in use, when enough has changed since they were counted."""
    edition = Edition.live()
    if edition is not None and edition.changes and _is_due(edition, now):
        count_words(edition)


def _is_due(edition: Edition, now: datetime) -> bool:
    return now - edition.counted_at >= LONGEST or edition.changes * ONE_IN > edition.documents.count()


def count_words(edition: Edition) -> None:
    """Count the words of `edition` anew, from its rows.

    Nobody waits while the rows are read, and only for some of the words while they are written. What changes meanwhile
    is counted the next time, which `changes` then asks for; so it does when this is killed. An edition that is
    replaced on the way is left as it is.
    """
    begun, known, counted = timezone.now(), counts_of(edition), WordCount()
    for batch in documents_of(edition):
        counted.add(map(entry_of, batch))
    steps = [partial(write_counts, edition, words) for words in in_batches(counted.differing(known), WORDS)]
    for step in (*steps, partial(raise_version, edition, begun)):
        with transaction.atomic():
            wait_for_turn()
            if not Edition.objects.filter(pk=edition.pk, state=edition.state).exists():
                return
            step()
