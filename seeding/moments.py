"""Days and moments relative to today, as the demo content gives them."""

from datetime import date, datetime, time, timedelta
from typing import Annotated

from django.utils import timezone
from pydantic import AfterValidator

_SATURDAY = 5


def _checked_moment(value: str) -> str:
    day, _space, clock = value.partition(" ")
    int(day)
    time.fromisoformat(clock)
    return value


def _checked_past(value: str) -> str:
    if int(value.partition(" ")[0]) >= 0:
        raise ValueError("Dit moet vóór vandaag zijn geweest: begin met een dag als -1.")
    return value


# "12 10:00": in twelve days at ten o'clock.
Moment = Annotated[str, AfterValidator(_checked_moment)]
# "-12 10:00": twelve days ago, whatever day of the week that was.
PastMoment = Annotated[Moment, AfterValidator(_checked_past)]


def day_from(today: date, days: int) -> date:
    """Return the date `days` after `today` (before it, when negative)."""
    return today + timedelta(days=days)


def working_day_from(today: date, days: int) -> date:
    """Return the date `days` after `today`, or the Monday after it when that is in a weekend."""
    day = day_from(today, days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def moment_from(today: date, moment: str) -> datetime:
    """Return the moment that `moment` ("12 10:00") means, in the site's own time zone; on a working day."""
    day, clock = moment.split(" ")
    return timezone.make_aware(datetime.combine(working_day_from(today, int(day)), time.fromisoformat(clock)))


def past_moment_from(today: date, moment: str) -> datetime:
    """Return the moment that `moment` ("-12 10:00") means, in the site's own time zone; in weekends too."""
    day, clock = moment.split(" ")
    return timezone.make_aware(datetime.combine(day_from(today, int(day)), time.fromisoformat(clock)))


def published_at(today: date, days: int) -> datetime:
    """Return nine o'clock on the day `days` after `today`; an hour ago when that is still to come."""
    moment = timezone.make_aware(datetime.combine(day_from(today, days), time(9)))
    return min(moment, timezone.now() - timedelta(hours=1))
