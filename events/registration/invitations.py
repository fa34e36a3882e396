"""Invitations for the calendar of who has a place (RFC 5545, sent by mail as RFC 5546 and 6047 have it).

Each registration has an event of its own in calendars: its UID is the registration's public id, its SEQUENCE the
registration's own. Times are written in UTC, so that no file needs to carry the rules of summer time.
"""

from datetime import UTC, datetime
from email.utils import parseaddr
from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress

from events.agenda.enums import SessionMode
from events.agenda.models import EventSession
from events.registration.models import Registration
from events.registration.names import one_line

_END = "END:VEVENT\r\n"


class Method(StrEnum):
    """What a calendar is asked to do."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def invitation(
    registration: Registration, session: EventSession, method: Method, *, title: str, text: str, now: datetime
) -> str:
    """Return the calendar file that puts `session` into the calendar of who registered, or takes it out.

    It holds the link to take part online, so that it may go to nobody else.
    """
    event = Event()
    event.add("uid", str(registration.public_id))
    event.add("sequence", registration.calendar_sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("attendee", _person(registration.name, registration.email, attends=True))
    own = event.to_ical().decode().removeprefix("BEGIN:VEVENT\r\n").removesuffix(_END)
    shared = {"title": title, "text": text, "place": address(session), "sender": settings.DEFAULT_FROM_EMAIL}
    before, end, after = _for_everybody(session.start, session.end, method, **shared).rpartition(_END)
    return f"{before}{own}{end}{after}"


# Made once for the many who register for the same: the file follows from these values alone.
@lru_cache
def _for_everybody(
    start: datetime, end: datetime, method: Method, *, title: str, text: str, place: str, sender: str
) -> str:
    """Return the calendar file without what differs between those who get it."""
    event = Event()
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", end.astimezone(UTC))
    event.add("summary", title)
    event.add("description", text)
    event.add("status", "CONFIRMED" if method == Method.REQUEST else "CANCELLED")
    event.add("transp", "OPAQUE" if method == Method.REQUEST else "TRANSPARENT")
    if place:
        event.add("location", place)
    name, email = parseaddr(sender)
    event.add("organizer", _person(name or settings.WAGTAIL_SITE_NAME, email))
    calendar = Calendar()
    calendar.add("prodid", "-//OL2000//Aanmelden//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def address(session: EventSession) -> str:
    """Return where to go, on one line; for a session that is online only, how to take part."""
    if session.mode == SessionMode.ONLINE:
        return session.online_link
    return ", ".join(filter(None, [session.venue_name, session.venue_address, session.venue_city]))


def _person(name: str, email: str, *, attends: bool = False) -> vCalAddress:
    person = vCalAddress(f"mailto:{email}")
    # Neither a double quote nor a control character can stand in the value of a parameter (RFC 5545, 3.1).
    person.params["CN"] = one_line(name).replace('"', "'")
    if attends:
        person.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    return person
