"""When the site changes by itself: the next moment at which something on it starts, ends or closes.

What visitors see then changes although nobody changed anything, so nothing may be kept beyond it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Min
from django.utils import timezone

from cms.pages.generation import current_generation

Source = Callable[[datetime], datetime | None]
_sources: list[Source] = []
# The moment that was found last, with the generation that it holds for and when it was looked up.
_found: tuple[str, datetime, datetime] | None = None


def moments_from(source: Source) -> Source:
    """Ask `source` too; it gets the present moment and returns the first one after it, or None."""
    _sources.append(source)
    return source


@moments_from
def _next_date(now: datetime) -> datetime | None:
    pages = apps.get_model("pages.BasePage").objects
    return pages.live().filter(date__gt=now).aggregate(first=Min("date"))["first"]


@moments_from
def _next_midnight(now: datetime) -> datetime:
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return timezone.make_aware(today + timedelta(days=1))


def next_moment(now: datetime) -> datetime:
    """Return the first moment after `now` at which something on the site changes by itself; midnight at the latest.

    A few queries the first time in a generation, none until the moment has come.
    """
    global _found  # noqa: PLW0603 - one small thing kept for each process
    generation = current_generation()
    if _found is None or _found[0] != generation or not _found[1] <= now < _found[2]:
        moments = [moment for source in _sources if (moment := source(now)) is not None]
        _found = (generation, now, min(moments))
    return _found[2]
