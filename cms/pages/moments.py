"""When the site changes by itself: the next moment at which something on it starts, ends or closes.

What visitors see then changes although nobody changed anything, so nothing may be kept beyond it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Min, QuerySet, Value
from django.utils import timezone

from cms.pages.generation import current_generation

Source = Callable[[datetime], QuerySet]
_sources: list[Source] = []
# The moment that was found last, with the generation that it holds for and when it was looked up.
_found: tuple[str, datetime, datetime] | None = None


def moments_from(source: Source) -> Source:
    """Ask `source` too; it gets the present moment, and returns the `first_of` all that come after it."""
    _sources.append(source)
    return source


def first_of(rows: QuerySet, field: str) -> QuerySet:
    """Return a query for the first moment in a field of `rows`: one row with it, or with None."""
    return rows.order_by().values(of_all=Value(1)).annotate(first=Min(field)).values_list("first")


@moments_from
def _next_date(now: datetime) -> QuerySet:
    return first_of(apps.get_model("pages.BasePage").objects.live().filter(date__gt=now), "date")


def _next_midnight(now: datetime) -> datetime:
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return timezone.make_aware(today + timedelta(days=1))


def next_moment(now: datetime) -> datetime:
    """Return the first moment after `now` at which something on the site changes by itself; midnight at the latest.

    One query the first time in a generation, none until the moment has come.
    """
    global _found  # noqa: PLW0603 - one small thing kept for each process
    generation = current_generation()
    if _found is None or _found[0] != generation or not _found[1] <= now < _found[2]:
        first, *others = (source(now) for source in _sources)
        moments = [moment for (moment,) in first.union(*others, all=True) if moment is not None]
        _found = (generation, now, min([_next_midnight(now), *moments]))
    return _found[2]
