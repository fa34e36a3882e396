"""What staff do when a session is over: note who stayed away, and write to who came.

Each message goes to everybody once, however often it is asked for.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.registration import mails
from events.registration.book import lock_session
from events.registration.enums import Attendance
from events.registration.models import Attendee, Registration


class NotOverError(Exception):
    """The session is still to come; the text says so in Dutch."""


def note_absent(session: EventSession) -> int:
    """Note of everybody who has a place and wasn't ticked that they were not there; return how many these were."""
    with transaction.atomic():
        _lock_when_over(session, timezone.now())
        places = Registration.objects.filter(session=session).confirmed()
        unknown = Attendee.objects.filter(registration__in=places, attendance=Attendance.UNKNOWN)
        return unknown.update(attendance=Attendance.NO_SHOW)


def send_thanks(session: EventSession) -> None:
    """Ask who came for their opinion, and lead them to their certificates."""
    with transaction.atomic():
        now = timezone.now()
        locked = _lock_when_over(session, now)
        for registration in who_came(locked):
            mails.afterwards(registration, locked, now)


def send_materials(session: EventSession) -> None:
    """Send what the session left to read, if anything, to who came."""
    with transaction.atomic():
        now = timezone.now()
        locked = _lock_when_over(session, now)
        came = who_came(locked) if locked.materials.strip() else []
        for registration in came:
            mails.materials(registration, locked, now)


def who_came(session: EventSession) -> list[Registration]:
    """Return the parties with an address of which somebody came, or of which nobody said that they didn't."""
    places = Registration.objects.filter(session=session).confirmed().exclude(email="")
    others = Attendee.objects.exclude(attendance=Attendance.NO_SHOW)
    return list(places.filter(pk__in=others.order_by().values("registration")))


def _lock_when_over(session: EventSession, now: datetime) -> EventSession:
    """Return the session, locked; raise NotOverError when it is not over, or was called off."""
    locked = lock_session(pk=session.pk)
    if locked.state_at(now) != SessionState.COMPLETED:
        raise NotOverError("Dit kan pas als de bijeenkomst geweest is.")
    return locked
