"""What registrations do when the agenda changes a session, and each time the worker ticks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from events.agenda.enums import SessionMode
from events.agenda.models import EventSession
from events.agenda.services import SessionRefusedError
from events.registration import mails
from events.registration.book import Book
from events.registration.enums import Actor, RegistrationState
from events.registration.erasing import erase_due
from events.registration.offers import offers_end
from events.registration.parties import next_invitation, stop_waiting
from events.registration.retention import erase_after
from events.registration.services import expire_offers, send_reminders


def refuse_too_few_places(*, session: EventSession, before: Mapping[str, Any], **_signal: Any) -> None:
    """Raise SessionRefusedError when fewer places are set than people hold."""
    capacity, old = session.capacity, before["capacity"]
    if capacity is None or (old is not None and capacity >= old):
        return
    if capacity < (held := Book(session, timezone.now()).held):
        raise SessionRefusedError(
            f"Er zijn al {held} plaatsen bezet of aangeboden. Minder plaatsen kan pas als mensen zich afmelden."
        )


def follow_session(
    *,
    session: EventSession,
    kind: str,
    calendar_changed: bool,
    before: Mapping[str, Any],
    user: Any = None,
    **_signal: Any,
) -> None:
    """Tell every party what it must know: the session was called off, takes place otherwise, or is over.

    Places that came free are offered.
    """
    book = Book(session, timezone.now())
    if kind == "cancelled":
        _call_off(book, user)
    if kind == "completed":
        _end_waiting(book)
    if kind == "changed":
        _follow_change(book, calendar_changed, before)
        book.promote()


def _call_off(book: Book, user: Any) -> None:
    for registration in book.registrations.active():
        had_place = registration.confirmed_seats > 0
        transition = book.write(
            registration,
            Actor.STAFF,
            ended_as=RegistrationState.CANCELLED,
            user=user,
            reason="De bijeenkomst is afgelast.",
            others=next_invitation(registration),
        )
        mails.session_cancelled(registration, book.session, transition, had_place=had_place)


def _end_waiting(book: Book) -> None:
    """End what anybody still waits for, and tell who never got a place.

    Who has some places was there and needs no mail that the rest of the wait is over: their page and staff see it.
    """
    for registration in book.registrations.active().filter(seats__gt=F("confirmed_seats")):
        lapses = registration.offered_seats > 0 and not registration.confirmed_seats
        ended_as = RegistrationState.LAPSED if lapses else RegistrationState.CANCELLED
        transition = stop_waiting(book, registration, Actor.SYSTEM, ended_as, reason="De bijeenkomst is geweest.")
        if not registration.is_active:
            mails.no_place(registration, book.session, transition)


def _follow_change(book: Book, calendar_changed: bool, before: Mapping[str, Any]) -> None:
    session = book.session
    active = book.registrations.active()
    if session.end != before["end"]:
        # Who asked to be forgotten is due already, and stays so.
        kept = book.registrations.filter(erase_after__gte=timezone.localdate(book.now))
        kept.update(erase_after=erase_after(session))
    if session.start != before["start"]:
        active.update(reminded_at=None)
    latest = offers_end(session, book.now)
    active.filter(offer_expires_at__gt=latest).update(offer_expires_at=latest)
    has_new_link = session.mode != SessionMode.ON_SITE and session.online_link != before["online_link"]
    if not calendar_changed and not has_new_link:
        return
    told = active if calendar_changed else active.confirmed()
    told.update(calendar_sequence=F("calendar_sequence") + 1)
    for registration in told:
        mails.session_changed(registration, session, book.now)


def work_on_tick(*, now: datetime, **_signal: Any) -> None:
    """End offers that are over, remind of what begins soon, and erase what was kept long enough."""
    expire_offers(now)
    send_reminders(now)
    erase_due(now)
