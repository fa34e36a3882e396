"""When a command is refused, and what the person then reads."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.registration.enums import RefusalCode

_OTHERS = "Maak de andere namen leeg en laat die collega's zich zelf aanmelden."


class RegistrationRefusedError(Exception):
    """A command that can't be carried out; `message` says in Dutch why, and what can be done."""

    def __init__(self, code: RefusalCode, message: str = "") -> None:
        self.code = code
        self.message = message or str(code.label)
        super().__init__(self.message)


def refuse_unless_on(session: EventSession, now: datetime) -> None:
    """Raise RegistrationRefusedError when `session` doesn't take place, or has."""
    if session.state == SessionState.CANCELLED:
        raise RegistrationRefusedError(RefusalCode.CANCELLED)
    if session.state_at(now) == SessionState.COMPLETED:
        raise RegistrationRefusedError(RefusalCode.OVER)
    if session.state == SessionState.DRAFT:
        raise RegistrationRefusedError(RefusalCode.NOT_TAKING)


def refuse_unless_open(session: EventSession, now: datetime) -> None:
    """Raise RegistrationRefusedError when visitors can't register for `session` at `now`."""
    refuse_unless_on(session, now)
    if not session.takes_registrations:
        raise RegistrationRefusedError(RefusalCode.NOT_TAKING)
    if session.opens_at and now < session.opens_at:
        opens = date_format(timezone.localtime(session.opens_at), "j F Y, H.i")
        raise RegistrationRefusedError(RefusalCode.NOT_YET_OPEN, f"Aanmelden kan vanaf {opens} uur.")
    if now >= session.registration_ends:
        raise RegistrationRefusedError(RefusalCode.CLOSED)


def refuse_large_party(session: EventSession, seats: int) -> None:
    """Raise RegistrationRefusedError for more people than may come together, or for nobody."""
    if seats < 1:
        raise RegistrationRefusedError(RefusalCode.PARTY_EMPTY)
    if seats > session.largest_party:
        most = "1 persoon" if session.largest_party == 1 else f"{session.largest_party} mensen"
        raise RegistrationRefusedError(
            RefusalCode.PARTY_TOO_LARGE, f"U kunt hoogstens {most} tegelijk aanmelden. {_OTHERS}"
        )
