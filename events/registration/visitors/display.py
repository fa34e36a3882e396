"""What the screens of visitors say of a session and of a registration."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from events.agenda.display import day, hours
from events.agenda.enums import SessionMode, SessionState
from events.agenda.models import EventSession
from events.registration.enums import Attendance, RegistrationState
from events.registration.invitations import address
from events.registration.models import Registration
from events.registration.refusals import RegistrationRefusedError, refuse_unless_open


@dataclass(frozen=True)
class Situation:
    """Where a registration stands, for `components/alert.html`."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class Possibilities:
    """What whoever has the private link of a registration can do now."""

    accept: bool
    accept_part: bool
    decline: bool
    leave: bool
    only_leave: bool
    rejoin: bool
    change: bool
    cancel: bool
    certificate: bool


def possibilities(registration: Registration, session: EventSession, now: datetime) -> Possibilities:
    """Return what can be done with `registration` at `now`; one query for who came."""
    is_on = registration.is_active and session.state_at(now) == SessionState.SCHEDULED
    is_offered = is_on and has_open_offer(registration, now)
    leave = is_on and registration.waiting_seats > 0 and not registration.offered_seats
    return Possibilities(
        accept=is_offered,
        accept_part=is_offered and registration.waiting_seats > 0,
        decline=is_offered,
        leave=leave,
        only_leave=leave and not registration.confirmed_seats,
        rejoin=_can_wait_again(registration) and _is_open(session, now),
        change=is_on,
        cancel=is_on and (not registration.confirmed_seats or now < session.cancelling_ends),
        certificate=registration.attendees.filter(attendance=Attendance.ATTENDED).exists(),
    )


def _can_wait_again(registration: Registration) -> bool:
    if registration.is_active:
        return bool(registration.let_go)
    return registration.state in (RegistrationState.LAPSED, RegistrationState.DECLINED)


def has_open_offer(registration: Registration, now: datetime) -> bool:
    """Return whether places are held for `registration` that it can still take."""
    return bool(registration.offer_expires_at and registration.offer_expires_at > now)


def situation(registration: Registration, session: EventSession, now: datetime) -> Situation:
    """Return where `registration` stands, in plain words; one query for who waits."""
    if session.state == SessionState.CANCELLED:
        return Situation("error", "Deze bijeenkomst gaat niet door", "U hoeft niets te doen.")
    if session.state_at(now) == SessionState.COMPLETED:
        return Situation("info", "Deze bijeenkomst is geweest", "U kunt hier niets meer wijzigen.")
    if ended := _ENDED.get(registration.state):
        return ended
    return _standing(registration, now)


def facts(registration: Registration, session: EventSession) -> list[dict[str, Any]]:
    """Return what is known of `registration`, for `components/data_list.html`; two queries."""
    known = session_facts(session)
    has_place = registration.confirmed_seats > 0
    if has_place and session.mode != SessionMode.ON_SITE:
        known.append({"label": "Online meedoen", "value": session.online_link, "url": session.online_link})
    if has_place and session.practical_info:
        known.append({"label": "Goed om te weten", "value": session.practical_info})
    known += [
        {"label": "Voor wie", "value": ", ".join(attendee.name for attendee in registration.attendees.all())},
        {"label": "Organisatie", "value": registration.organisation_name},
        {"label": "E-mailadres", "value": registration.email},
    ]
    return [fact for fact in known if fact["value"]]


def session_facts(session: EventSession) -> list[dict[str, Any]]:
    """Return when and where `session` is, for `components/data_list.html`; never the link to take part online."""
    where = "Online" if session.mode == SessionMode.ONLINE else address(session)
    also = " (u kunt ook online meedoen)" if session.mode == SessionMode.HYBRID else ""
    return [
        {"label": "Wanneer", "value": capfirst(f"{day(session.start)}, {hours(session.start, session.end)}")},
        {"label": "Waar", "value": f"{where}{also}"},
    ]


def moment(when: datetime) -> str:
    """Return 'donderdag 12 december 2026 om 10.00 uur'."""
    return f"{day(when)} om {date_format(timezone.localtime(when), 'H.i')} uur"


def places(number: int) -> str:
    """Return '1 plaats' or '3 plaatsen'."""
    return "1 plaats" if number == 1 else f"{number} plaatsen"


_ENDED = {
    RegistrationState.CANCELLED.value: Situation("info", "U bent afgemeld", "U staat niet meer op de lijst."),
    RegistrationState.DECLINED.value: Situation(
        "info", "U hebt de plaats niet aangenomen", "De plaats ging naar de volgende op de lijst."
    ),
    RegistrationState.LAPSED.value: Situation(
        "info", "De tijd om de plaats aan te nemen is voorbij", "De plaats ging naar de volgende op de lijst."
    ),
}


_TOO_LATE = Situation(
    "warning", "De tijd om de plaats aan te nemen is voorbij", "De volgende op de lijst krijgt de plaats."
)


def _standing(registration: Registration, now: datetime) -> Situation:
    waiting = registration.waiting_seats
    queue = f"U staat op plek {registration.place_in_queue()} van de wachtlijst" if waiting else ""
    if registration.offered_seats:
        return _offer(registration, queue) if has_open_offer(registration, now) else _TOO_LATE
    if registration.confirmed_seats:
        has = "U hebt een plaats" if registration.seats == 1 else f"U hebt {places(registration.confirmed_seats)}"
        if let_go := ", ".join(name for name, _email in registration.let_go):
            return Situation("success", has, f"Voor {let_go} wacht u niet meer: de tijd om ja te zeggen is voorbij.")
        return Situation("success", has, f"{queue} voor nog {places(waiting)}." if waiting else "Tot dan!")
    return Situation(
        "info", queue, "Komt er een plaats vrij, dan krijgt u een mail en houden wij die plaats even voor u vast."
    )


def _offer(registration: Registration, queue: str) -> Situation:
    number = registration.offered_seats
    title = "Er is een plaats voor u" if number == 1 else f"Er zijn {places(number)} voor u"
    if has := registration.confirmed_seats:
        title = f"U hebt {places(has)}, en er {'is' if number == 1 else 'zijn'} er nog {number}"
    assert registration.offer_expires_at is not None  # noqa: S101 - a constraint of the table
    until = f"Wij houden {'haar' if number == 1 else 'ze'} vast tot {moment(registration.offer_expires_at)}."
    rest = f" {queue} voor nog {places(registration.waiting_seats)}." if queue else ""
    return Situation("warning", title, f"{until}{rest}")


def _is_open(session: EventSession, now: datetime) -> bool:
    try:
        refuse_unless_open(session, now)
    except RegistrationRefusedError:
        return False
    return True
