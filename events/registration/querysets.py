"""Which registrations there are, and how many places they take."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Self, cast

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum

from cms.database.endings import EndsWithSteps
from events.registration.enums import RegistrationState

if TYPE_CHECKING:
    from events.registration.models import Registration

_ACTIVE = Q(state__in=RegistrationState.active())
# Who isn't active holds nothing.
_COUNT = """
SELECT
    COALESCE(SUM(confirmed_seats + offered_seats), 0),
    COALESCE(SUM(CASE WHEN {active} THEN seats ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN {active} AND seats > confirmed_seats + offered_seats THEN 1 ELSE 0 END), 0),
    COALESCE(MAX(queue_number), 0)
FROM registration_registration
WHERE session_id = %s
""".format(active="state IN ('confirmed', 'waitlisted', 'offered')")


class Share(NamedTuple):
    """What one party adds to a tally."""

    held: int = 0
    wanted: int = 0
    parties_waiting: int = 0

    @classmethod
    def of(cls, registration: "Registration") -> "Share":
        """Return what `registration` adds."""
        wanted = registration.seats if registration.is_active else 0
        return cls(registration.held_seats, wanted, int(registration.waiting_seats > 0))


NOTHING = Share()


@dataclass
class Tally:
    """How many seats of a session are held, how many are wanted in all, and how many parties wait for any.

    `last_number` is the highest queue number that was ever given.
    """

    held: int = 0
    wanted: int = 0
    parties_waiting: int = 0
    last_number: int = 0

    @property
    def waiting(self) -> int:
        """Return how many seats are waited for."""
        return self.wanted - self.held

    @classmethod
    def of(cls, session_id: int) -> "Tally":
        """Return the tally of one session; one query.

        Written by hand: everybody who registers waits for it behind the lock, and composing it takes the ORM longer
        than the database takes to answer.
        """
        with cast(EndsWithSteps, connection).prepared_cursor() as cursor:
            cursor.execute(_COUNT, [session_id])
            return cls(*cursor.fetchone())

    def replace(self, before: Share, after: Share) -> None:
        """Count `after` instead of `before`."""
        for name, old, new in zip(Share._fields, before, after, strict=True):
            setattr(self, name, getattr(self, name) + new - old)


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

    def seats(self) -> int:
        """Return how many seats the active ones among these want; one query."""
        return self.active().aggregate(seats=Sum("seats", default=0))["seats"]

    def known_by(self, key: str, email_key: str) -> Self:
        """Keep the one that a form with `key` made, and the active one of the address with `email_key`."""
        return self.filter(Q(idempotency_key=key) | (_ACTIVE & Q(email_key=email_key)))

    def lapsing(self, now: datetime) -> Self:
        """Keep those whose offer is over at `now`, in the order in which they stood."""
        return self.offered().filter(offer_expires_at__lte=now).order_by("queue_number")

    def in_queue_at(self, now: datetime) -> Self:
        """Keep those whose offer is over at `now`, and those who wait in a session that is still to begin."""
        waits = _ACTIVE & Q(seats__gt=F("confirmed_seats") + F("offered_seats"), session__start__gt=now)
        return self.filter(Q(offered_seats__gt=0, offer_expires_at__lte=now) | waits).order_by()

    def tallies(self) -> dict[int, Tally]:
        """Return the tally of each session among these, by its id; one query."""
        rows = (
            self.active()
            .order_by()
            .values("session")
            .annotate(held=Sum(F("confirmed_seats") + F("offered_seats"), default=0), wanted=Sum("seats", default=0))
        )
        return {row["session"]: Tally(row["held"], row["wanted"]) for row in rows}
