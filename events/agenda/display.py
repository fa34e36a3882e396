"""Sessions as visitors see them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from events.agenda.enums import SessionMode, SessionState
from events.agenda.notices import Notice

if TYPE_CHECKING:
    from events.agenda.models import EventSession

NO_DATE = "Datum volgt"
BADGES = {SessionState.CANCELLED.label: "error", NO_DATE: "info"}


def headline(sessions: Sequence["EventSession"], now: datetime) -> "EventSession | None":
    """Return the one of `sessions` under which lists file the page: the next to take place, else the last there was.

    `sessions` are those that visitors see, in the order of their start.
    """
    coming = (session for session in sessions if session.state_at(now) == SessionState.SCHEDULED)
    return next(coming, sessions[-1] if sessions else None)


def day(moment: datetime) -> str:
    """Return 'donderdag 12 december 2026'."""
    return date_format(timezone.localtime(moment), "l j F Y")


def hours(start: datetime, end: datetime | None) -> str:
    """Return '10.00 tot 13.00 uur', or '10.00 uur' without an end on the same day."""
    begin = timezone.localtime(start)
    if end is None or timezone.localtime(end).date() != begin.date() or end <= start:
        return f"{date_format(begin, 'H.i')} uur"
    return f"{date_format(begin, 'H.i')} tot {date_format(timezone.localtime(end), 'H.i')} uur"


def card_note(sessions: Sequence["EventSession"], now: datetime) -> str:
    """Return what a card says below the title: 'Afgelast', time, place and whether there are more dates to come."""
    session = headline(sessions, now)
    if session is None:
        return NO_DATE
    called_off = session.get_state_display() if session.state == SessionState.CANCELLED else ""
    coming = [one for one in sessions if one.state_at(now) == SessionState.SCHEDULED]
    more = f"{len(coming)} data" if len(coming) > 1 else ""
    return " · ".join(filter(None, [called_off, hours(session.start, session.end), session.place, more]))


def header_facts(sessions: Sequence["EventSession"], now: datetime) -> dict[str, Any]:
    """Return when, where and whether it is called off or past, for `components/page_header.html`."""
    session = headline(sessions, now)
    if session is None:
        return {"badge": NO_DATE, "badge_kind": BADGES[NO_DATE]}
    state = session.state_at(now)
    is_coming = state == SessionState.SCHEDULED
    return {
        "badge": "" if is_coming else state.label,
        "badge_kind": BADGES.get(state.label, "neutral"),
        "meta": [
            {"icon": "calendar", "text": day(session.start)},
            {"icon": "clock", "text": hours(session.start, session.end)},
            {"icon": "place", "text": session.place},
        ],
    }


def session_lines(
    sessions: Iterable["EventSession"],
    now: datetime,
    calendar_url: Callable[[UUID], str],
    notices: Mapping[int, Notice] | None = None,
) -> list[dict[str, Any]]:
    """Return the context of `components/session_list.html`; never the link to take part online.

    `calendar_url` gives the address of the calendar file of a session, by its uid; `notices` are what other apps
    say of sessions, by their id.
    """

    def line(session: "EventSession") -> dict[str, Any]:
        state = session.state_at(now)
        on_site = session.mode != SessionMode.ONLINE
        notice = (notices or {}).get(session.pk, Notice())
        is_full = notice.is_full and state == SessionState.SCHEDULED
        return {
            "uid": session.uid,
            "start": session.start,
            "end": session.end,
            "mode_label": "ook online" if session.mode == SessionMode.HYBRID else "" if on_site else "Online",
            "venue_name": ", ".join(filter(None, [session.venue_name, session.venue_address])) if on_site else "",
            "city": session.venue_city if on_site else "",
            "state": "full" if is_full else state.value,
            "state_label": "Vol" if is_full else state.label,
            "ics_url": calendar_url(session.uid) if state == SessionState.SCHEDULED else "",
            "places_label": notice.places_label,
            "register_url": notice.register_url,
            "register_label": notice.register_label,
        }

    return [line(session) for session in sessions]
