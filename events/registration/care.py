"""What staff do with a registration besides its places: its contact, its link, its hold on erasure.

As in `services`: each command locks the session, checks, writes, and tells who must know; what can't be done raises
RegistrationRefusedError, and then nothing has changed.
"""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from events.agenda.enums import SessionState
from events.registration import mails
from events.registration.application import email_key
from events.registration.book import Book, open_at
from events.registration.enums import Actor, RefusalCode
from events.registration.models import Registration, RegistrationTransition
from events.registration.parties import next_invitation
from events.registration.refusals import RegistrationRefusedError

if TYPE_CHECKING:
    from cms.users.models import User


def correct_contact(registration: Registration, name: str, email: str, user: "User") -> Registration:
    """Write to another name or address from now on; old links end.

    A new address gets what holds now, with its own link and invitation; the old one loses its calendar item.
    """
    with open_at(registration, timezone.now()) as (book, fresh):
        key = email_key(email)
        twin = book.active_of(key) if fresh.is_active else None
        if twin and twin != fresh:
            raise RegistrationRefusedError(RefusalCode.ALREADY_REGISTERED)
        is_other = key != fresh.email_key
        values: dict[str, Any] = {"name": name.strip(), "email": email.strip(), "email_key": key}
        is_coming = fresh.is_active and book.session.state_at(book.now) == SessionState.SCHEDULED
        if is_other:
            values["link_generation"] = fresh.link_generation + 1
            if is_coming and fresh.confirmed_seats:
                values |= _take_back_invitation(book, fresh)
        transition = _note(book, fresh, user, "Naam of e-mailadres verbeterd.", values)
        if is_other and is_coming:
            mails.changed(fresh, book.session, transition)
        elif is_other:
            mails.link_again(fresh, book.session, book.now)
        return fresh


def _take_back_invitation(book: Book, registration: Registration) -> dict[str, int]:
    """Take the session out of the calendar of the address that there was; return the change that invites anew.

    Where both addresses fill one calendar the new invitation is the later one, and stays.
    """
    registration.calendar_sequence += 1
    mails.address_left(registration, book.session, book.now)
    return next_invitation(registration)


def resend_link(registration: Registration) -> Registration:
    """Send the link again; once an hour at most."""
    with open_at(registration, timezone.now()) as (book, fresh):
        mails.link_again(fresh, book.session, book.now)
        return fresh


def hold(registration: Registration, user: "User", reason: str) -> Registration:
    """Keep a registration from being erased, until that is lifted; this takes a reason."""
    if not reason.strip():
        raise RegistrationRefusedError(RefusalCode.REASON_MISSING)
    with open_at(registration, timezone.now()) as (book, fresh):
        _note(book, fresh, user, f"Niet wissen: {reason.strip()}"[:250], {"on_hold": True})
        return fresh


def lift_hold(registration: Registration, user: "User") -> Registration:
    """Let a registration be erased when its time has come."""
    with open_at(registration, timezone.now()) as (book, fresh):
        _note(book, fresh, user, "Mag weer gewist worden.", {"on_hold": False})
        return fresh


def _note(
    book: Book, registration: Registration, user: "User", reason: str, values: dict[str, Any]
) -> RegistrationTransition:
    """Write `values` and who did it; the places stay as they are."""
    return book.write(
        registration,
        Actor.STAFF,
        confirmed=registration.confirmed_seats,
        offered=registration.offered_seats,
        expires=registration.offer_expires_at,
        ended_as=None if registration.is_active else registration.state,  # type: ignore[arg-type]
        user=user,
        reason=reason,
        others=values,
    )
