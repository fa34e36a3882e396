"""A month of the agenda, in whole weeks from Monday to Sunday."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Self

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from events.agenda.entries import Entry, between
from events.agenda.enums import SessionState

# Months before the bureau was founded, or further ahead than anything is planned, are nobody's link.
FIRST_YEAR = 1996
YEARS_AHEAD = 3


class Month(NamedTuple):
    """One month; as text it is what stands in the URL: '2026-11'."""

    year: int
    month: int

    @classmethod
    def named(cls, text: str, today: date) -> Self:
        """Return the month that `text` names, or that of `today` when it names none that the agenda shows."""
        match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
        named = cls(int(match[1]), int(match[2])) if match else cls(today.year, today.month)
        return named if named.is_shown(today) else cls(today.year, today.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    def is_shown(self, today: date) -> bool:
        """Return whether the agenda shows this month."""
        return FIRST_YEAR <= self.year <= today.year + YEARS_AHEAD

    def plus(self, months: int) -> "Month":
        """Return the month so many later."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def weeks(self) -> list[list[date]]:
        """Return the days of every week that has a day in this month; those of other months stay empty."""
        return Calendar().monthdatescalendar(self.year, self.month)

    def window(self) -> Q:
        """Return the condition on entries that take place in this month."""
        return between(self.begin(), self.plus(1).begin())

    def begin(self) -> datetime:
        """Return the moment at which the month begins."""
        return timezone.make_aware(datetime(self.year, self.month, 1))

    def calendar(
        self, entries: Iterable[Entry], request: HttpRequest, url_of: Callable[["Month"], str]
    ) -> dict[str, Any]:
        """Return the context of `components/month_calendar.html`; `url_of` gives the address of another month."""
        today = timezone.localdate()
        events: dict[date, list[dict[str, str]]] = defaultdict(list)
        for entry in entries:
            for day in days_of(entry):
                events[day].append(_event(entry, day, request))

        def link(month: "Month") -> str:
            return url_of(month) if month.is_shown(today) else ""

        def cell(day: date) -> dict[str, Any]:
            return {
                "date": day,
                "in_month": day.month == self.month,
                "is_today": day == today,
                "events": events.get(day, []) if day.month == self.month else [],
            }

        return {
            "title": date_format(date(self.year, self.month, 1), "F Y"),
            "previous_url": link(self.plus(-1)),
            "next_url": link(self.plus(1)),
            "weeks": [[cell(day) for day in week] for week in self.weeks()],
            "is_empty": not any(day.month == self.month for day in events),
        }


def days_of(entry: Entry) -> list[date]:
    """Return the days on which `entry` takes place; one that ends at midnight doesn't reach the next day."""
    first = timezone.localdate(entry.start)
    last = max(first, timezone.localdate(entry.end - timedelta(microseconds=1)))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _event(entry: Entry, day: date, request: HttpRequest) -> dict[str, str]:
    called_off = f"{SessionState.CANCELLED.label}: " if entry.is_cancelled else ""
    begins = timezone.localtime(entry.start)
    return {
        "title": f"{called_off}{entry.page.title}",
        "url": entry.page.get_url(request) or "",
        "time": date_format(begins, "H.i") if begins.date() == day else "",
    }
