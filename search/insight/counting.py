"""Counting questions: in the process first, written in batches after an answer has gone out.

Nothing is kept of who asked: no address, no session, no moment but the day. A question that looks like something of
a person isn't counted, and one that few asked is forgotten (see `forget`).
"""

import logging
import re
from collections import Counter
from datetime import date, datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from search.analysis.folding import run_of
from search.models import QuestionCount

logger = logging.getLogger(__name__)

# By day and question.
Counts = Counter[tuple[date, str]]

# What is noted is written after so many seconds, or when so many different questions wait.
WRITE_AFTER, WRITE_AT = 30.0, 20
# More than this don't wait, and no day has more different questions: somebody is trying words at random.
MOST_WAITING, MOST_A_DAY = 200, 5_000
# Questions asked fewer times than this are forgotten after so long, and all after a little over a year.
RARE, KEEP_RARE, KEEP = 3, timedelta(days=30), timedelta(days=400)
_LONGEST = QuestionCount._meta.get_field("question").max_length or 100

# An e-mail address; a number of seven digits or more, however it is divided (telephone, BSN, account, case); a post
# code. Names can't be recognised: they are rare, and forgotten as such.
_PERSONAL = re.compile(r"@|\d(?:[\s./()+-]{0,3}\d){6,}|\b\d{4}\s?[a-z]{2}\b", re.IGNORECASE)

# Each question of a day, with how often it was asked and how often nothing was found.
_asked: Counts = Counter()
_without: Counts = Counter()
_lock = Lock()
_waiting_since: float | None = None


def looks_personal(question: str) -> bool:
    """Return whether `question` holds something that leads to a person."""
    return bool(_PERSONAL.search(question))


def note(question: str, *, is_found: bool) -> None:
    """Note that `question` was asked, and whether anything answered it; `write_if_due` writes it later."""
    global _waiting_since  # noqa: PLW0603 - one buffer for each process
    words = " ".join(run_of(question))
    if not words or len(words) > _LONGEST or looks_personal(question):
        return
    key = (timezone.localdate(), words)
    with _lock:
        if key not in _asked and len(_asked) >= MOST_WAITING:
            return
        _asked[key] += 1
        _without[key] += not is_found
        if _waiting_since is None:
            _waiting_since = monotonic()


def write_if_due(**_signal: Any) -> None:
    """Write what was noted, when it waits long enough or is much; after an answer has gone out."""
    since = _waiting_since
    if since is not None and (monotonic() - since >= WRITE_AFTER or len(_asked) >= WRITE_AT):
        write()


def take() -> tuple[Counts, Counts]:
    """Return what this process noted and has not written, and wait for nothing any more."""
    global _waiting_since  # noqa: PLW0603
    with _lock:
        taken = Counter(_asked), Counter(_without)
        _asked.clear()
        _without.clear()
        _waiting_since = None
    return taken


def write() -> None:
    """Write what this process noted. What can't be written is lost, as when the process is stopped: counts only."""
    asked, without = take()
    try:
        with transaction.atomic():
            _add(asked, without)
    except DatabaseError:
        logger.exception("Counts of %d questions were lost.", len(asked))


def _add(asked: Counts, without: Counts) -> None:
    counted = QuestionCount.objects
    room = {day: MOST_A_DAY - counted.filter(day=day).count() for day in {day for day, _question in asked}}
    # In one order whoever writes, so that nobody waits for who waits for them.
    for day, question in sorted(asked):
        if room[day] > 0:
            counted.bulk_create([QuestionCount(day=day, question=question)], ignore_conflicts=True)
            room[day] -= 1
        counted.filter(day=day, question=question).update(
            asked=F("asked") + asked[day, question], without=F("without") + without[day, question]
        )


def forget(now: datetime, **_signal: Any) -> None:
    """Drop, of what was asked a month ago or longer, what few asked in all, and everything of over a year ago."""
    today = timezone.localdate(now)
    QuestionCount.objects.filter(day__lt=today - KEEP).delete()
    frequent = QuestionCount.objects.order_by().values("question").annotate(times=Sum("asked")).filter(times__gte=RARE)
    old = QuestionCount.objects.filter(day__lt=today - KEEP_RARE)
    old.exclude(question__in=frequent.values("question")).delete()
