"""Registrations as staff read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from cms.mail.enums import MessageState
from cms.mail.models import OutgoingMessage
from events.agenda.models import EventSession
from events.registration.models import Registration

_SUBJECT = "registration:"


@dataclass(frozen=True)
class Count:
    """A number above the list, and what it counts."""

    number: str
    label: str


def places(registration: Registration, queue: dict[int, int] | None = None) -> str:
    """Return what a party has and waits for: '2 bevestigd, 1 wacht (plek 4)'; '' when it has ended.

    `queue` gives places in the queue by the id of the registration.
    """
    spot = (queue or {}).get(registration.pk)
    parts = [
        f"{registration.confirmed_seats} bevestigd" if registration.confirmed_seats else "",
        f"{registration.offered_seats} aangeboden" if registration.offered_seats else "",
        f"{registration.waiting_seats} wacht" + (f" (plek {spot})" if spot else "")
        if registration.waiting_seats
        else "",
    ]
    return ", ".join(filter(None, parts))


def queue_of(session: EventSession) -> dict[int, int]:
    """Return the place in the queue of each who waits, by the id of the registration; one query."""
    waiting = Registration.objects.filter(session=session).waiting().values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(waiting, 1)}


def telling_messages(registrations: Iterable[Registration]) -> dict[str, OutgoingMessage]:
    """Return of each of `registrations`, by its `subject_of`, the message that staff must know of; one query.

    That is the last one that could not be delivered, or else the last one.
    """
    about = [registration.subject_of for registration in registrations]
    found = OutgoingMessage.objects.filter(subject_of__in=about).order_by("created_at", "pk")
    ordered = sorted(found.defer("text", "calendar"), key=lambda message: message.state == MessageState.FAILED)
    return {message.subject_of: message for message in ordered}


def undelivered() -> list[UUID]:
    """Return the public ids of registrations with a message that could not be delivered; one query."""
    about = OutgoingMessage.objects.failed().filter(subject_of__startswith=_SUBJECT)
    return [UUID(subject.removeprefix(_SUBJECT)) for subject in about.values_list("subject_of", flat=True)]


def counts(session: EventSession) -> list[Count]:
    """Return how many people come, are offered a place and wait, and how many places there are; one query."""
    sums = {"confirmed": Sum("confirmed_seats", default=0), "offered": Sum("offered_seats", default=0)}
    found = Registration.objects.filter(session=session).active().aggregate(**sums, seats=Sum("seats", default=0))
    waiting = found["seats"] - found["confirmed"] - found["offered"]
    number_of_places = "onbeperkt" if session.capacity is None else str(session.capacity)
    return [
        Count(str(found["confirmed"]), "komen"),
        Count(str(found["offered"]), "hebben een aanbod"),
        Count(str(waiting), "wachten"),
        Count(number_of_places, "plaatsen"),
    ]
