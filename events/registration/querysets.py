"""Which registrations there are, and how many places they take."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import F, Max, Q, QuerySet, Sum

from events.registration.enums import RegistrationState

_ACTIVE = Q(state__in=RegistrationState.active())


@dataclass(frozen=True)
class Tally:
    """How many seats of a session are held, and how many people wait."""

    held: int = 0
    wanted: int = 0

    @property
    def waiting(self) -> int:
        """Return how many seats are waited for."""
        return self.wanted - self.held


class RegistrationQuerySet(QuerySet):
    """Registrations."""

    def active(self) -> Self:
        """Keep those who have a place or wait for one."""
        return self.filter(_ACTIVE)

    def confirmed(self) -> Self:
        """Keep those who have a place."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def waiting(self) -> Self:
        """Keep those who wait for any place, in the order in which they are served."""
        return self.active().filter(seats__gt=F("confirmed_seats") + F("offered_seats")).order_by("queue_number")

    def offered(self) -> Self:
        """Keep those to whom places are offered."""
        return self.filter(offered_seats__gt=0)

    def lapsing(self, now: datetime) -> Self:
        """Keep those whose offer is over at `now`, in the order in which they stood."""
        return self.offered().filter(offer_expires_at__lte=now).order_by("queue_number")

    def in_queue_at(self, now: datetime) -> Self:
        """Keep those whose offer is over at `now`, and those who wait in a session that is still to begin."""
        waits = _ACTIVE & Q(seats__gt=F("confirmed_seats") + F("offered_seats"), session__start__gt=now)
        return self.filter(Q(offered_seats__gt=0, offer_expires_at__lte=now) | waits).order_by()

    def tally(self) -> Tally:
        """Return how many seats these hold and want; one query."""
        found = self.active().aggregate(
            held=Sum(F("confirmed_seats") + F("offered_seats"), default=0), wanted=Sum("seats", default=0)
        )
        return Tally(**found)

    def tallies(self) -> dict[int, Tally]:
        """Return the tally of each session among these, by its id; one query."""
        rows = (
            self.active()
            .order_by()
            .values("session")
            .annotate(held=Sum(F("confirmed_seats") + F("offered_seats"), default=0), wanted=Sum("seats", default=0))
        )
        return {row["session"]: Tally(row["held"], row["wanted"]) for row in rows}

    def last_queue_number(self) -> int:
        """Return the highest queue number that was given; 0 for none."""
        return self.aggregate(last=Max("queue_number"))["last"] or 0
