"""The registrations of one session, held by one transaction: whoever changes anything opens this first.

The row of the session is the lock. All that is decided about places is decided while it is held, so nobody can take
a place that somebody else was just counting on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError
from django.utils.functional import cached_property

from cms.database.composed import composed, insert
from events.agenda.models import EventSession
from events.registration import mails
from events.registration.enums import Actor, RefusalCode, RegistrationState
from events.registration.models import Registration, RegistrationTransition
from events.registration.offers import offer_deadline
from events.registration.querysets import NOTHING, RegistrationQuerySet, Share, Tally
from events.registration.refusals import RegistrationRefusedError

if TYPE_CHECKING:
    from cms.users.models import User

_NUMBERS = ("state", "seats", "confirmed_seats", "offered_seats", "offer_expires_at")


class Book:
    """The registrations of `session`, whose row is locked, at the moment `now`."""

    def __init__(self, session: EventSession, now: datetime) -> None:
        self.session = session
        self.now = now

    @property
    def registrations(self) -> RegistrationQuerySet:
        """Return all registrations for this session."""
        return Registration.objects.filter(session=self.session)

    # Django's: until Python 3.12 that of functools lets all threads of a process wait for one another.
    @cached_property
    def tally(self) -> Tally:
        """Return what is held and waited for, as this transaction has it."""
        return Tally.of(self.session.pk)

    @property
    def held(self) -> int:
        """Return how many places are held."""
        return self.tally.held

    @property
    def waiting(self) -> int:
        """Return how many places are waited for."""
        return self.tally.waiting

    @property
    def free(self) -> float:
        """Return how many places are free; below zero when it is overbooked."""
        return float("inf") if self.session.capacity is None else self.session.capacity - self.held

    def fits(self, seats: int) -> bool:
        """Return whether a party of `seats` can have its places now, before nobody who waits for one."""
        return self.waiting == 0 and seats <= self.free

    def refuse_without_room(self, seats: int) -> None:
        """Raise RegistrationRefusedError when `seats` more can neither be placed nor wait."""
        if self.fits(seats) or self.session.waiting_capacity is None:
            return
        at_once = max(0, int(self.free)) if self.waiting == 0 and offer_deadline(self.session, self.now) else 0
        room = max(0, self.session.waiting_capacity - self.waiting)
        if seats - at_once <= room:
            return
        if not (left := at_once + room):
            raise RegistrationRefusedError(RefusalCode.FULL)
        there_are = "Er is nog 1 plaats" if left == 1 else f"Er zijn nog {left} plaatsen"
        where = "" if not room else " op de wachtlijst" if not at_once else ", de wachtlijst meegerekend"
        raise RegistrationRefusedError(
            RefusalCode.TOO_FEW_PLACES, f"{there_are}{where}. Meld niet meer mensen aan dan dat."
        )

    def refuse_above_organisation_limit(self, key: str, seats: int) -> None:
        """Raise RegistrationRefusedError when `seats` more would be too many from the organisation with `key`."""
        limit = self.session.organisation_limit
        if limit is None or not key:
            return
        left = limit - self.registrations.filter(organisation_key=key).seats()
        if seats > left:
            more = "" if left <= 0 else f" U kunt er nog {left} aanmelden."
            raise RegistrationRefusedError(
                RefusalCode.ORGANISATION_FULL,
                f"Van uw organisatie kunnen hoogstens {limit} mensen komen, de wachtlijst meegerekend.{more}",
            )

    def active_of(self, key: str) -> Registration | None:
        """Return the active registration of the e-mail address with `key`, or None."""
        return self.registrations.active().filter(email_key=key).first() if key else None

    def known_by(self, key: str, email_key: str) -> list[Registration]:
        """Return the one that a form with `key` made, and the active one of the address with `email_key`."""
        return _known_by(self.session.pk, key, email_key)

    def next_number(self) -> int:
        """Return the number of whoever comes last in the queue now."""
        self.tally.last_number += 1
        return self.tally.last_number

    def write(
        self,
        registration: Registration,
        actor: Actor,
        *,
        seats: int | None = None,
        confirmed: int = 0,
        offered: int = 0,
        expires: datetime | None = None,
        ended_as: RegistrationState | None = None,
        user: "User | None" = None,
        reason: str = "",
        others: dict[str, Any] | None = None,
        is_arriving: bool = False,
    ) -> RegistrationTransition:
        """Give `registration` these numbers and `others` values, write that down, and return what was written.

        What it holds is `confirmed` and `offered`, until `expires`; the rest of `seats` waits, unless it `ended_as`
        something. One that `is_arriving` from another session did not count here before.
        """
        is_new = registration.pk is None
        before = "" if is_new else registration.state
        # Counted before anything is written.
        tally, share = self.tally, NOTHING if is_new or is_arriving else Share.of(registration)
        registration.seats = registration.seats if seats is None else seats
        registration.confirmed_seats, registration.offered_seats = confirmed, offered
        registration.offer_expires_at = expires if offered else None
        registration.state = ended_as or (
            RegistrationState.CONFIRMED
            if confirmed
            else RegistrationState.OFFERED
            if offered
            else RegistrationState.WAITLISTED
        )
        for name, value in (others or {}).items():
            setattr(registration, name, value)
        if is_new:
            insert(registration)
        else:
            registration.save(update_fields=[*_NUMBERS, *(others or ())])
        tally.replace(share, Share.of(registration))
        transition = RegistrationTransition(
            registration=registration,
            from_state=before,
            to_state=registration.state,
            seats=registration.seats,
            confirmed_seats=registration.confirmed_seats,
            offered_seats=registration.offered_seats,
            actor=actor,
            user=user,
            reason=reason,
            at=self.now,
        )
        insert(transition)
        return transition

    def promote(self) -> bool:
        """Offer what is free to who waits, first come first served, until nothing is free or nobody waits.

        Return whether anything was offered.
        """
        deadline = offer_deadline(self.session, self.now)
        if deadline is None or self.waiting <= 0 or self.free <= 0:
            return False
        waiting = self.registrations.waiting()
        # Each of them takes a place at least.
        for registration in waiting if self.session.capacity is None else waiting[: int(self.free)]:
            given = int(min(self.free, registration.waiting_seats))
            if given <= 0:
                break
            transition = self.write(
                registration,
                Actor.SYSTEM,
                confirmed=registration.confirmed_seats,
                offered=registration.offered_seats + given,
                expires=max(filter(None, (deadline, registration.offer_expires_at))),
            )
            mails.offered(registration, self.session, transition)
        return True

    def uncount(self, registration: Registration) -> None:
        """Count `registration` no longer: it is about to move to another session."""
        self.tally.replace(Share.of(registration), NOTHING)


@composed
def _known_by(session: int, key: str, email_key: str) -> QuerySet[Registration]:
    return Registration.objects.filter(session=session).known_by(key, email_key)


def lock_session(**which: Any) -> EventSession:
    """Return the session, its row locked until the transaction ends; raise EventSession.DoesNotExist.

    On SQLite the transaction itself is the lock: it begins as a writer.
    """
    ((name, value),) = which.items()
    if not connection.in_atomic_block:
        raise TransactionManagementError("A lock ends with the transaction that it was taken in.")
    for session in _locking(name)(value):
        return session
    raise EventSession.DoesNotExist


@cache
def _locking(name: str) -> Callable[..., list[EventSession]]:
    """Return what locks and reads the session of which `name` has a value."""

    def sessions(value: Any) -> QuerySet[EventSession]:
        return EventSession.objects.select_for_update(of=("self",), no_key=True).filter(**{name: value})

    return composed(sessions)


@contextmanager
def open_book(now: datetime, **which: Any) -> Iterator[Book]:
    """Lock the session that `which` names and hand out its book; afterwards promote, in the same transaction."""
    with transaction.atomic():
        book = Book(lock_session(**which), now)
        yield book
        book.promote()


@contextmanager
def open_at(registration: Registration, now: datetime) -> Iterator[tuple[Book, Registration]]:
    """Lock the session of `registration`, and hand out its book and the registration as it stands now.

    Raise RegistrationRefusedError when it has just been moved or erased.
    """
    try:
        with open_book(now, registrations=registration.pk) as book:
            yield book, book.registrations.get(pk=registration.pk)
    except (EventSession.DoesNotExist, Registration.DoesNotExist):
        raise RegistrationRefusedError(RefusalCode.JUST_CHANGED) from None


def open_both(registration: Registration, other: EventSession, now: datetime) -> tuple[Book, Book]:
    """Lock the session of `registration` and `other`, in an order that all keep to, and return their books.

    Raise RegistrationRefusedError when these are the same, or either is gone.
    """
    old_id = Registration.objects.filter(pk=registration.pk).values_list("session", flat=True).first()
    if old_id is None:
        raise RegistrationRefusedError(RefusalCode.JUST_CHANGED)
    if old_id == other.pk:
        raise RegistrationRefusedError(RefusalCode.SAME_SESSION)
    try:
        books = {pk: Book(lock_session(pk=pk), now) for pk in sorted([old_id, other.pk])}
    except EventSession.DoesNotExist:
        raise RegistrationRefusedError(RefusalCode.JUST_CHANGED) from None
    return books[old_id], books[other.pk]
