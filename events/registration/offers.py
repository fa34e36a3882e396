"""How long a place is held for whoever is next on the waiting list."""

from datetime import datetime, timedelta

from events.agenda.enums import SessionState
from events.agenda.models import EventSession

# Nobody can answer an offer sooner.
SHORTEST = timedelta(hours=1)
# Of the time that is left an offer takes at most this share, so that somebody else can still have the place.
SHARE = 2


def offers_end(session: EventSession, now: datetime) -> datetime:
    """Return when offers that are made at `now` must be over: when registering ends, and after that at the start."""
    return session.registration_ends if now < session.registration_ends else session.start


def offer_deadline(session: EventSession, now: datetime) -> datetime | None:
    """Return until when a place offered at `now` is held; None when none can be offered.

    That is the session's own term, or half of the time left when that is shorter. In the hour before registering
    closes nothing is offered: who gets a place then has until the start, once it has closed.
    """
    if session.state != SessionState.SCHEDULED or now >= session.start:
        return None
    ends = offers_end(session, now)
    left = ends - now
    if left < SHORTEST:
        return ends if ends == session.start else None
    return now + min(timedelta(hours=session.offer_hours), max(left / SHARE, SHORTEST))
