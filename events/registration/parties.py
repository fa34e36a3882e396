"""What happens to the places and the people of one party, for the commands in `services`."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from cms.database.composed import insert
from events.registration import mails
from events.registration.answers import write_answers, write_needs
from events.registration.application import Application, Person
from events.registration.book import Book
from events.registration.enums import Actor, RefusalCode, RegistrationState
from events.registration.models import Attendee, Registration, RegistrationTransition
from events.registration.refusals import RegistrationRefusedError, refuse_large_party, refuse_unless_open
from events.registration.retention import erase_after

if TYPE_CHECKING:
    from cms.users.models import User

# How much alike two names are of which one is the other with a typing error: 'Pieter de Vires', 'Pieter de Vries'.
_NEARLY = 0.85


def actor(user: "User | None") -> Actor:
    """Return who does something: `user`, or else the visitor."""
    return Actor.STAFF if user else Actor.VISITOR


def new(book: Book, contact: Mapping[str, Any], key: str) -> Registration:
    """Return a registration that isn't written yet."""
    return Registration(
        session=book.session,
        idempotency_key=key,
        queue_number=book.next_number(),
        created_at=book.now,
        erase_after=erase_after(book.session),
        **contact,
    )


def enter(
    book: Book,
    registration: Registration,
    application: Application,
    by: Actor,
    *,
    user: "User | None" = None,
    above: bool = False,
    reason: str = "",
) -> Registration:
    """Write a new registration with all that was sent in, and tell who it is for."""
    transition = place(book, registration, len(application.people), by, user=user, above=above, reason=reason)
    for person in application.people:
        insert(Attendee(registration=registration, name=person.name.strip(), email=person.email.strip()))
    write_answers(registration, application.answers)
    if application.needs:
        write_needs(registration, application.needs)
    return tell_place(book, registration, transition)


def place(
    book: Book,
    registration: Registration,
    seats: int,
    by: Actor,
    *,
    user: "User | None" = None,
    above: bool = False,
    reason: str = "",
    others: Mapping[str, Any] | None = None,
) -> RegistrationTransition:
    """Give a party that comes last its places when they are there, or `above` their number; else let it wait."""
    fits = book.fits(seats)
    changes = {**(others or {}), "is_overbooked": above and not fits}
    confirmed = seats if fits or above else 0
    return book.write(
        registration, by, seats=seats, confirmed=confirmed, user=user, reason=reason.strip(), others=changes
    )


def tell_place(book: Book, registration: Registration, transition: RegistrationTransition) -> Registration:
    """Tell a party that has just been placed where it stands, in one mail: what is free is offered first."""
    if registration.state == RegistrationState.CONFIRMED:
        mails.confirmed(registration, book.session, transition)
        return registration
    if book.promote():
        registration.refresh_from_db()
    if registration.state == RegistrationState.WAITLISTED:
        mails.waitlisted(registration, book.session, transition, place=book.tally.parties_waiting)
    return registration


def stop_waiting(
    book: Book,
    registration: Registration,
    by: Actor,
    ended_as: RegistrationState,
    *,
    user: "User | None" = None,
    reason: str = "",
) -> RegistrationTransition:
    """Take from a party what it waits for and what it is offered; without any place it has `ended_as` something."""
    if not registration.confirmed_seats:
        return book.write(registration, by, ended_as=ended_as, user=user, reason=reason)
    kept = registration.confirmed_seats
    others: dict[str, Any] = next_invitation(registration)
    if ended_as == RegistrationState.LAPSED:
        others["let_go"] = [[person.name, person.email] for person in registration.attendees.all()[kept:]]
    transition = book.write(registration, by, seats=kept, confirmed=kept, user=user, reason=reason, others=others)
    drop_attendees(registration)
    return transition


def wait_again(book: Book, registration: Registration) -> RegistrationTransition:
    """Let those whose offer lapsed come last in the queue, or have a free place, beside the rest of their party."""
    people = registration.let_go
    transition = grow(book, registration, len(people), None)
    Attendee.objects.bulk_create(Attendee(registration=registration, name=name, email=email) for name, email in people)
    return transition


def shrink(
    book: Book,
    registration: Registration,
    remaining: int,
    by: Actor,
    *,
    user: "User | None" = None,
    reason: str = "",
) -> RegistrationTransition:
    """Leave a party `remaining` seats: it gives up what it waits for, then what is offered, then the rest.

    Who of its people stay is for the caller to say.
    """
    confirmed = min(registration.confirmed_seats, remaining)
    return book.write(
        registration,
        by,
        seats=remaining,
        confirmed=confirmed,
        offered=min(registration.offered_seats, remaining - confirmed),
        expires=registration.offer_expires_at,
        user=user,
        reason=reason,
        others={**next_invitation(registration), "let_go": []},
    )


def grow(book: Book, registration: Registration, more: int, user: "User | None") -> RegistrationTransition:
    """Let `more` people come with a party that waits for nothing: with a place, or at the end of the queue."""
    if registration.confirmed_seats < registration.seats:
        raise RegistrationRefusedError(RefusalCode.STILL_WAITING)
    if user is None:
        refuse_unless_open(book.session, book.now)
        refuse_large_party(book.session, registration.seats + more)
        book.refuse_above_organisation_limit(registration.organisation_key, more)
        book.refuse_without_room(more)
    fits = book.fits(more)
    return book.write(
        registration,
        actor(user),
        seats=registration.seats + more,
        confirmed=registration.confirmed_seats + (more if fits else 0),
        user=user,
        others={
            **next_invitation(registration),
            "let_go": [],
            **({} if fits else {"queue_number": book.next_number()}),
        },
    )


def refuse_late(book: Book, registration: Registration, remaining: int, by: Actor) -> None:
    """Raise RegistrationRefusedError when it is too late for `by` to give up all places but `remaining`."""
    ends = book.session.cancelling_ends if by == Actor.VISITOR else book.session.end
    if remaining < registration.confirmed_seats and book.now >= ends:
        raise RegistrationRefusedError(RefusalCode.TOO_LATE_TO_CANCEL if by == Actor.VISITOR else RefusalCode.OVER)


def next_invitation(registration: Registration) -> dict[str, int]:
    """Return the change that lets the next calendar file of `registration` replace the one before."""
    return {"calendar_sequence": registration.calendar_sequence + 1}


def name_attendees(registration: Registration, people: Sequence[Person]) -> None:
    """Let `people` be those of the party, in this order; whoever has the same name stays who it was, tick and all.

    So does whoever has nearly the same name: a typing error was corrected. The order is that of the keys, since the
    first have the places: who now comes after somebody new gets a new row.
    """
    found = _known_by_name([person.name.strip() for person in people], list(registration.attendees.all()))
    kept: list[Attendee] = []
    added: list[Attendee] = []
    for person, known in zip(people, found, strict=True):
        attendee = known or Attendee(registration=registration)
        attendee.name, attendee.email = person.name.strip(), person.email.strip()
        if attendee.pk and not added and (not kept or kept[-1].pk < attendee.pk):
            kept.append(attendee)
        else:
            attendee.pk = None
            added.append(attendee)
    registration.attendees.exclude(pk__in=[attendee.pk for attendee in kept]).delete()
    Attendee.objects.bulk_update(kept, ["name", "email"])
    Attendee.objects.bulk_create(added)


def _known_by_name(names: Sequence[str], attendees: Sequence[Attendee]) -> list[Attendee | None]:
    """Return for each of `names` which of `attendees` that is: first by the same name, then by nearly the same."""
    unknown: dict[str, list[Attendee]] = {}
    for attendee in attendees:
        unknown.setdefault(attendee.name.casefold(), []).append(attendee)
    found: list[Attendee | None] = [None] * len(names)
    for is_alike in (_same, _nearly_same):
        for place, name in enumerate(names):
            if found[place] is None and (key := is_alike(name.casefold(), unknown)) is not None:
                found[place] = unknown[key].pop(0)
                if not unknown[key]:
                    del unknown[key]
    return found


def _same(name: str, names: Collection[str]) -> str | None:
    return name if name in names else None


def _nearly_same(name: str, names: Collection[str]) -> str | None:
    # It passes over what can't be alike unmeasured: this runs under the lock, for as many as 200 names.
    return next(iter(get_close_matches(name, names, n=1, cutoff=_NEARLY)), None)


def drop_attendees(registration: Registration) -> None:
    """Forget the last of the people, where there are more than the party has seats."""
    kept = registration.attendees.values_list("pk", flat=True)[: registration.seats]
    registration.attendees.exclude(pk__in=list(kept)).delete()
