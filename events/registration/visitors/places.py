"""What visitors read of the places of a session: on the page of its workshop, and in the file that refreshes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format

from events.agenda.addresses import SESSION_KEY
from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.agenda.notices import Notice
from events.registration.models import Registration
from events.registration.querysets import Tally

if TYPE_CHECKING:
    from events.agenda.models import WorkshopPage


def notices_of(
    request: HttpRequest, page: "WorkshopPage", sessions: Sequence[EventSession], now: datetime
) -> dict[int, Notice]:
    """Return what is said of those of `sessions` that take registrations, by their id; one query for all."""
    taking = [session for session in sessions if session.takes_registrations]
    tallies = Registration.objects.filter(session__in=taking).tallies() if taking else {}
    url = page.get_url(request) or ""
    return {
        session.pk: replace(notice, register_url=f"{url}aanmelden/?{SESSION_KEY}={session.uid}")
        if notice.register_label
        else notice
        for session in taking
        if (notice := notice_of(session, tallies, now))
    }


def notice_of(session: EventSession, tallies: Mapping[int, Tally], now: datetime) -> Notice | None:
    """Return what is said of `session`, without an address; None for one that doesn't take place (any more)."""
    if session.state_at(now) != SessionState.SCHEDULED:
        return None
    if session.opens_at and now < session.opens_at:
        opens = date_format(timezone.localtime(session.opens_at), "j F, H.i")
        return Notice(places_label=f"Aanmelden kan vanaf {opens} uur")
    if now >= session.registration_ends:
        return Notice(places_label="Aanmelden kan niet meer")
    return _places(session, tallies.get(session.pk, Tally()))


def places_file(request: HttpRequest, page: "WorkshopPage") -> JsonResponse:
    """Return the places of the sessions of `page` by their uid: what is said, and what can be done ('' for nothing)."""
    now = timezone.now()
    sessions = [session for session in page.public_sessions() if session.end > now]
    notices = notices_of(request, page, sessions, now)
    return JsonResponse(
        {
            str(session.uid): {"places": notice.places_label, "action": notice.register_label}
            for session in sessions
            if (notice := notices.get(session.pk))
        }
    )


def _places(session: EventSession, tally: Tally) -> Notice:
    if session.capacity is None:
        return Notice(places_label="Aanmelden kan", register_label="Meld u aan")
    free = session.capacity - tally.held
    if free > 0 and not tally.waiting:
        return Notice(places_label=f"Nog {_count(free, 'plaats', 'plaatsen')}", register_label="Meld u aan")
    if session.waiting_capacity is not None and tally.waiting >= session.waiting_capacity:
        full = "Alle plaatsen zijn bezet" if session.waiting_capacity == 0 else "De wachtlijst is ook vol"
        return Notice(places_label=full, is_full=True)
    waiting = _count(tally.waiting, "mens", "mensen") if tally.waiting else "nog niemand"
    return Notice(places_label=f"Wachtlijst: {waiting}", register_label="Zet u op de wachtlijst", is_full=True)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
