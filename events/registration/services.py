"""What may happen to a registration: one function a command, and nobody else changes one.

Each locks the row of the session, checks, writes the registration and its transition, puts what must be told in the
outbox, and then offers what is free to who waits; all in one transaction. What can't be done raises
RegistrationRefusedError, and then nothing has changed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.registration import mails, parties
from events.registration.answers import check_answers, write_answers, write_needs
from events.registration.application import Application, Person, StatedNeeds, email_key, submission_key
from events.registration.book import open_at, open_book, open_both
from events.registration.enums import Actor, Attendance, RefusalCode, RegistrationState
from events.registration.models import Attendee, Registration, RegistrationTransition
from events.registration.refusals import (
    RegistrationRefusedError,
    refuse_large_party,
    refuse_unless_on,
    refuse_unless_open,
)
from events.registration.retention import erase_after

if TYPE_CHECKING:
    from cms.users.models import User

# So long before the start participants are reminded.
REMINDED_BEFORE = timedelta(days=2)
# Who heard so recently that they have a place, needs no reminder yet.
TOLD_RECENTLY = timedelta(days=1)


def register(session: EventSession, application: Application, *, key: str, now: datetime | None = None) -> Registration:
    """Register a visitor: a place, or else a place in the queue; the same `key` and address give the same one.

    An address that is registered already gets its link again by mail, and is refused what a new one would be, so
    that nobody can find out who is registered.
    """
    now, contact = now or timezone.now(), application.contact
    key = submission_key(key, contact["email_key"])
    # What needs no lock keeps nobody waiting.
    check_answers(session, application.answers)
    with open_book(now, pk=session.pk) as book:
        known = book.known_by(key, contact["email_key"])
        if earlier := next((one for one in known if one.idempotency_key == key), None):
            return earlier
        refuse_unless_open(book.session, now)
        refuse_large_party(book.session, len(application.people))
        book.refuse_above_organisation_limit(contact["organisation_key"], len(application.people))
        book.refuse_without_room(len(application.people))
        for twin in known:
            mails.already_registered(twin, book.session, now)
            return twin
        return parties.enter(book, parties.new(book, contact, key), application, Actor.VISITOR)


def add_by_staff(
    session: EventSession,
    application: Application,
    user: "User",
    *,
    overbook: bool = False,
    reason: str = "",
    now: datetime | None = None,
) -> Registration:
    """Register somebody by hand: no window, party size, organisation limit or full waiting list stands in the way.

    Without room the party waits, or, with `overbook` and a reason for it, comes in above the number of places.
    """
    now, contact = now or timezone.now(), application.contact
    with open_book(now, pk=session.pk) as book:
        refuse_unless_on(book.session, now)
        if book.active_of(contact["email_key"]):
            raise RegistrationRefusedError(RefusalCode.ALREADY_REGISTERED)
        if overbook and not reason.strip():
            raise RegistrationRefusedError(RefusalCode.REASON_MISSING)
        registration = parties.new(book, contact, uuid4().hex)
        return parties.enter(book, registration, application, Actor.STAFF, user=user, above=overbook, reason=reason)


def overbook(registration: Registration, user: "User", reason: str, *, now: datetime | None = None) -> Registration:
    """Give a party that waits all its places, whether they are there or not."""
    with open_at(registration, now or timezone.now()) as (book, fresh):
        refuse_unless_on(book.session, book.now)
        if not reason.strip():
            raise RegistrationRefusedError(RefusalCode.REASON_MISSING)
        if not fresh.is_active or fresh.confirmed_seats == fresh.seats:
            raise RegistrationRefusedError(RefusalCode.NOT_WAITING)
        is_above = fresh.seats - fresh.held_seats > book.free
        others = {"is_overbooked": fresh.is_overbooked or is_above, **parties.next_invitation(fresh)}
        transition = book.write(
            fresh, Actor.STAFF, confirmed=fresh.seats, user=user, reason=reason.strip(), others=others
        )
        mails.confirmed(fresh, book.session, transition)
        return fresh


def accept(registration: Registration, *, keep_waiting: bool = True, now: datetime | None = None) -> Registration:
    """Take the places that are offered; the rest of the party goes on waiting, or is dropped. Twice is harmless."""
    with open_at(registration, now or timezone.now()) as (book, fresh):
        refuse_unless_on(book.session, book.now)
        if fresh.state == RegistrationState.CONFIRMED and not fresh.offered_seats:
            return fresh
        if fresh.state == RegistrationState.LAPSED:
            raise RegistrationRefusedError(RefusalCode.OFFER_LAPSED)
        if not fresh.offered_seats or fresh.offer_expires_at is None:
            raise RegistrationRefusedError(RefusalCode.NO_OFFER)
        if fresh.offer_expires_at <= book.now:
            raise RegistrationRefusedError(RefusalCode.OFFER_LAPSED)
        held = fresh.held_seats
        seats = fresh.seats if keep_waiting else held
        transition = book.write(
            fresh, Actor.VISITOR, seats=seats, confirmed=held, others=parties.next_invitation(fresh)
        )
        parties.drop_attendees(fresh)
        mails.confirmed(fresh, book.session, transition)
        return fresh


def decline(registration: Registration, *, now: datetime | None = None) -> Registration:
    """Give back the places that are offered; who has others keeps those. Twice is harmless."""
    with open_at(registration, now or timezone.now()) as (book, fresh):
        if fresh.state == RegistrationState.DECLINED:
            return fresh
        if not fresh.offered_seats:
            raise RegistrationRefusedError(RefusalCode.NO_OFFER)
        transition = parties.stop_waiting(book, fresh, Actor.VISITOR, RegistrationState.DECLINED)
        mails.declined(fresh, book.session, transition)
        return fresh


def leave_waiting_list(
    registration: Registration, *, user: "User | None" = None, now: datetime | None = None
) -> Registration:
    """Wait no longer; who has some places keeps those. This can be done at any time."""
    with open_at(registration, now or timezone.now()) as (book, fresh):
        if not fresh.is_active or fresh.confirmed_seats == fresh.seats:
            raise RegistrationRefusedError(RefusalCode.NOT_WAITING)
        transition = parties.stop_waiting(book, fresh, parties.actor(user), RegistrationState.CANCELLED, user=user)
        if fresh.is_active:
            mails.changed(fresh, book.session, transition)
        else:
            mails.cancelled(fresh, book.session, transition, had_place=False)
        return fresh


def cancel(
    registration: Registration,
    seats: int | None = None,
    *,
    by: Actor = Actor.VISITOR,
    user: "User | None" = None,
    reason: str = "",
    now: datetime | None = None,
) -> Registration:
    """Give up `seats` of a party, or all: first what it waits for, then what is offered, then what is certain.

    Visitors give up a certain place until the session's own term only. Twice is harmless.
    """
    with open_at(registration, now or timezone.now()) as (book, fresh):
        if fresh.state == RegistrationState.CANCELLED:
            return fresh
        if not fresh.is_active:
            raise RegistrationRefusedError(RefusalCode.NOT_ACTIVE)
        if seats is not None and seats < 1:
            raise RegistrationRefusedError(RefusalCode.PARTY_EMPTY, "Kies hoeveel mensen u wilt afmelden.")
        remaining = 0 if seats is None else max(0, fresh.seats - seats)
        parties.refuse_late(book, fresh, remaining, by)
        if remaining:
            transition = parties.shrink(book, fresh, remaining, by, user=user, reason=reason)
            parties.drop_attendees(fresh)
            mails.changed(fresh, book.session, transition)
            return fresh
        had_place = fresh.confirmed_seats > 0
        transition = book.write(
            fresh,
            by,
            ended_as=RegistrationState.CANCELLED,
            user=user,
            reason=reason,
            others=parties.next_invitation(fresh),
        )
        mails.cancelled(fresh, book.session, transition, had_place=had_place)
        return fresh


def change_party(
    registration: Registration,
    attendees: Sequence[Person],
    *,
    user: "User | None" = None,
    now: datetime | None = None,
) -> Registration:
    """Let `attendees` be all who come. More people get a place when there is one, and wait for it otherwise.

    A party that still waits can't grow: its later members would stand before others in the queue.
    """
    with open_at(registration, now or timezone.now()) as (book, fresh):
        refuse_unless_on(book.session, book.now)
        if not fresh.is_active:
            raise RegistrationRefusedError(RefusalCode.NOT_ACTIVE)
        more = len(attendees) - fresh.seats
        if not attendees:
            raise RegistrationRefusedError(RefusalCode.PARTY_EMPTY)
        transition = None
        if more < 0:
            parties.refuse_late(book, fresh, len(attendees), parties.actor(user))
            transition = parties.shrink(book, fresh, len(attendees), parties.actor(user), user=user)
        elif more > 0:
            transition = parties.grow(book, fresh, more, user)
        parties.name_attendees(fresh, attendees)
        if transition:
            mails.changed(fresh, book.session, transition)
        return fresh


def change_answers(
    registration: Registration,
    answers: Mapping[int, str],
    needs: StatedNeeds | None = None,
    *,
    now: datetime | None = None,
) -> Registration:
    """Let `answers` (by the id of the question) and `needs`, unless None, be what the party said."""
    with open_at(registration, now or timezone.now()) as (book, fresh):
        refuse_unless_on(book.session, book.now)
        if not fresh.is_active:
            raise RegistrationRefusedError(RefusalCode.NOT_ACTIVE)
        check_answers(book.session, answers)
        write_answers(fresh, answers)
        if needs is not None:
            write_needs(fresh, needs)
        return fresh


def move(
    registration: Registration, other: EventSession, user: "User", *, reason: str = "", now: datetime | None = None
) -> Registration:
    """Let a party come to `other` instead; private links stay. Who has a place gets one there, or it is refused."""
    now = now or timezone.now()
    with transaction.atomic():
        old, new = open_both(registration, other, now)
        fresh = old.registrations.filter(pk=registration.pk).first()
        if fresh is None:
            raise RegistrationRefusedError(RefusalCode.JUST_CHANGED)
        refuse_unless_on(new.session, now)
        if not fresh.is_active:
            raise RegistrationRefusedError(RefusalCode.NOT_ACTIVE)
        if new.active_of(fresh.email_key):
            raise RegistrationRefusedError(RefusalCode.ALREADY_REGISTERED)
        confirmed = fresh.seats if new.fits(fresh.seats) else fresh.confirmed_seats
        if confirmed and not new.fits(confirmed):
            raise RegistrationRefusedError(RefusalCode.TOO_FEW_PLACES, "Daar zijn niet genoeg plaatsen vrij.")
        old.uncount(fresh)
        others = {
            "session": new.session,
            "queue_number": new.next_number(),
            "idempotency_key": uuid4().hex,
            "is_overbooked": False,
            "reminded_at": None,
            "erase_after": erase_after(new.session),
            **parties.next_invitation(fresh),
        }
        transition = new.write(
            fresh, Actor.STAFF, confirmed=confirmed, user=user, reason=reason, others=others, is_arriving=True
        )
        mails.changed(fresh, new.session, transition, moved=True)
        old.promote()
        new.promote()
        fresh.refresh_from_db()
        return fresh


def rejoin(registration: Registration, *, now: datetime | None = None) -> Registration:
    """Let who let an offer lapse, or declined it, stand in the queue again, as the last; a free place is theirs.

    Of a party with other places those alone whose offer lapsed.
    """
    with open_at(registration, now or timezone.now()) as (book, fresh):
        if fresh.is_active and fresh.let_go:
            mails.changed(fresh, book.session, parties.wait_again(book, fresh))
            return fresh
        if fresh.is_active:
            raise RegistrationRefusedError(RefusalCode.STILL_ACTIVE)
        if fresh.state == RegistrationState.CANCELLED:
            raise RegistrationRefusedError(RefusalCode.NOT_ACTIVE)
        refuse_unless_open(book.session, book.now)
        if book.active_of(fresh.email_key):
            raise RegistrationRefusedError(RefusalCode.ALREADY_REGISTERED)
        book.refuse_above_organisation_limit(fresh.organisation_key, fresh.seats)
        book.refuse_without_room(fresh.seats)
        others = {"queue_number": book.next_number(), **parties.next_invitation(fresh)}
        transition = parties.place(book, fresh, fresh.seats, Actor.VISITOR, others=others)
        return parties.tell_place(book, fresh, transition)


def expire_offers(now: datetime) -> int:
    """End every offer that is over at `now`, and offer what is free to who is next; return how many ended."""
    count = 0
    for session_id in sorted(set(Registration.objects.in_queue_at(now).values_list("session", flat=True))):
        with open_book(now, pk=session_id) as book:
            for registration in book.registrations.lapsing(now):
                transition = parties.stop_waiting(book, registration, Actor.SYSTEM, RegistrationState.LAPSED)
                mails.lapsed(registration, book.session, transition)
                count += 1
    return count


def send_reminders(now: datetime) -> int:
    """Remind who has a place in what begins soon, each once; return how many that were.

    Who got that place within TOLD_RECENTLY is reminded later, if there is time for it.
    """
    count = 0
    placed = RegistrationTransition.objects.filter(to_state=RegistrationState.CONFIRMED, at__gt=now - TOLD_RECENTLY)
    told = placed.exclude(from_state=RegistrationState.CONFIRMED).order_by().values("registration")
    soon = EventSession.objects.coming(now).filter(start__gt=now, start__lte=now + REMINDED_BEFORE)
    due = Registration.objects.confirmed().filter(session__in=soon, reminded_at=None).exclude(pk__in=told)
    for session_id in sorted(set(due.order_by().values_list("session", flat=True))):
        with open_book(now, pk=session_id) as book:
            waits = book.registrations.confirmed().filter(reminded_at=None).exclude(pk__in=told)
            for registration in waits:
                mails.reminder(registration, book.session, now)
                count += 1
            waits.update(reminded_at=now)
    return count


def mark_attendance(attendee: Attendee, state: Attendance, user: "User", *, now: datetime | None = None) -> Attendee:
    """Note whether somebody who has a place came; `now` is when `user` ticked that. Twice is harmless."""
    with open_at(attendee.registration, now or timezone.now()) as (book, registration):
        if registration.state != RegistrationState.CONFIRMED:
            raise RegistrationRefusedError(RefusalCode.NOT_ACTIVE)
        fresh = registration.attendees.get(pk=attendee.pk)
        came = state == Attendance.ATTENDED
        fresh.checked_in_at = (fresh.checked_in_at or book.now) if came else None
        fresh.attendance, fresh.marked_by = state, user
        fresh.save(update_fields=["attendance", "checked_in_at", "marked_by"])
        return fresh


def add_walk_in(
    session: EventSession, name: str, user: "User", *, key: str = "", now: datetime | None = None
) -> Attendee:
    """Note that somebody came without a registration; the same `key` gives the same person."""
    now, key = now or timezone.now(), key or uuid4().hex
    with open_book(now, pk=session.pk) as book:
        if earlier := book.registrations.filter(idempotency_key=key).first():
            return earlier.attendees.get()
        if book.session.state not in (SessionState.SCHEDULED, SessionState.COMPLETED):
            raise RegistrationRefusedError(RefusalCode.NOT_TAKING)
        registration = parties.new(book, Application(name=name, email="").contact, key)
        is_above = book.free < 1
        book.write(
            registration,
            Actor.STAFF,
            seats=1,
            confirmed=1,
            user=user,
            reason="Kwam zonder aanmelding.",
            others={"is_overbooked": is_above},
        )
        return Attendee.objects.create(
            registration=registration,
            name=registration.name,
            attendance=Attendance.ATTENDED,
            checked_in_at=now,
            is_walk_in=True,
            marked_by=user,
        )


def revoke_link(registration: Registration, *, now: datetime | None = None) -> Registration:
    """End all private links that were given out, and send a new one."""
    with open_at(registration, now or timezone.now()) as (book, fresh):
        fresh.link_generation += 1
        fresh.save(update_fields=["link_generation"])
        mails.link_again(fresh, book.session, book.now)
        return fresh


def send_links(email: str, *, now: datetime | None = None) -> None:
    """Send to `email` the link of each of its registrations for what is still to come; tell the caller nothing."""
    now = now or timezone.now()
    with transaction.atomic():
        mine = Registration.objects.filter(email_key=email_key(email), session__end__gt=now).exclude(email_key="")
        for registration in mine.exclude(state=RegistrationState.CANCELLED).select_related("session"):
            mails.link_again(registration, registration.session, now)
