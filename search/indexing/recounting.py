"""How often words occur, counted anew by the worker when that is worth its while."""

from datetime import datetime, timedelta
from typing import Any

from search.indexing.editions import count_words
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
