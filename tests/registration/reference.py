"""Registering as plain Python, without a database or a lock: what the commands must do, said a second time.

Every command returns None, or the code of the refusal, and then nothing has changed.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)


@dataclass(eq=False)
class Party:
    """One party; `number` is its place in the queue of `session`."""

    session: "Session"
    email: str
    organisation: str
    seats: int
    number: int
    state: str = "waitlisted"
    confirmed: int = 0
    offered: int = 0
    expires: datetime | None = None
    overbooked: bool = False
    let_go: int = 0

    @property
    def active(self) -> bool:
        return self.state in ("confirmed", "waitlisted", "offered")

    @property
    def waits(self) -> int:
        return self.seats - self.confirmed - self.offered if self.active else 0

    def settle(self) -> None:
        """Let the state follow from the numbers."""
        self.state = "confirmed" if self.confirmed else "offered" if self.offered else "waitlisted"
        if not self.offered:
            self.expires = None

    def end(self, state: str) -> None:
        self.state, self.confirmed, self.offered, self.expires = state, 0, 0, None

    def stop_waiting(self, state: str) -> None:
        if self.confirmed:
            self.let_go = self.seats - self.confirmed if state == "lapsed" else 0
            self.seats, self.offered = self.confirmed, 0
            self.settle()
        else:
            self.end(state)


@dataclass(eq=False)
class Session:
    """A session and all who ever registered."""

    start: datetime
    end: datetime
    closes: datetime
    cancel_until: datetime
    capacity: int | None
    waiting_capacity: int | None
    largest: int
    limit: int | None
    term: timedelta
    called_off: bool = False
    last_number: int = 0
    parties: list[Party] = field(default_factory=list)
    by_key: dict[tuple[str, str], Party] = field(default_factory=dict)

    def held(self) -> int:
        return sum(party.confirmed + party.offered for party in self.parties)

    def waiting(self) -> int:
        return sum(party.waits for party in self.parties)

    def free(self) -> float:
        return float("inf") if self.capacity is None else self.capacity - self.held()

    def fits(self, seats: int) -> bool:
        return self.waiting() == 0 and self.free() >= seats

    def queue(self) -> list[Party]:
        return sorted((party for party in self.parties if party.waits), key=lambda party: party.number)

    def deadline(self, now: datetime) -> datetime | None:
        """Return until when an offer made now would hold."""
        if self.called_off or now >= self.start:
            return None
        end = self.closes if now < self.closes else self.start
        if end - now < HOUR:
            return end if end == self.start else None
        return now + min(self.term, max((end - now) / 2, HOUR))

    def promote(self, now: datetime) -> None:
        deadline = self.deadline(now)
        while deadline and self.free() > 0 and self.queue():
            party = self.queue()[0]
            party.offered += int(min(self.free(), party.waits))
            party.expires = max(deadline, party.expires or deadline)
            party.settle()

    def twin(self, email: str) -> Party | None:
        return next((party for party in self.parties if party.active and party.email == email), None)

    def is_on(self, now: datetime) -> str | None:
        return "cancelled" if self.called_off else "over" if now >= self.end else None

    def is_open(self, now: datetime) -> str | None:
        return self.is_on(now) or ("closed" if now >= self.closes else None)

    def room(self, seats: int, now: datetime) -> str | None:
        """Return why `seats` more can neither be placed nor wait."""
        if self.fits(seats) or self.waiting_capacity is None:
            return None
        placed = max(0, int(self.free())) if self.waiting() == 0 and self.deadline(now) else 0
        room = max(0, self.waiting_capacity - self.waiting())
        if seats <= placed + room:
            return None
        return "too-few-places" if placed + room else "full"

    def above_limit(self, organisation: str, seats: int) -> str | None:
        there = sum(party.seats for party in self.parties if party.active and party.organisation == organisation)
        return "organisation-full" if self.limit is not None and there + seats > self.limit else None

    def number(self) -> int:
        self.last_number += 1
        return self.last_number

    # The commands.

    def register(self, email: str, organisation: str, seats: int, key: str, now: datetime) -> str | None:
        if (key, email) in self.by_key:
            return None
        refusal = (
            self.is_open(now)
            or ("party-too-large" if seats > self.largest else None)
            or self.above_limit(organisation, seats)
            or self.room(seats, now)
        )
        if not refusal and not self.twin(email):
            self.by_key[key, email] = self.place(Party(self, email, organisation, seats, self.number()), now)
        return refusal

    def add_by_staff(self, email: str, organisation: str, seats: int, above: bool, now: datetime) -> str | None:
        refusal = self.is_on(now) or ("already-registered" if self.twin(email) else None)
        if not refusal:
            self.place(Party(self, email, organisation, seats, self.number()), now, above=above)
        return refusal

    def place(self, party: Party, now: datetime, *, above: bool = False) -> Party:
        fits = self.fits(party.seats)
        party.confirmed = party.seats if fits or above else 0
        party.overbooked = above and not fits
        if party not in self.parties:
            self.parties.append(party)
        party.settle()
        self.promote(now)
        return party

    def walk_in(self, now: datetime) -> str | None:
        if self.called_off:
            return "not-taking"
        party = Party(self, "", "", 1, self.number(), confirmed=1, overbooked=self.free() < 1)
        party.settle()
        self.parties.append(party)
        return None

    def overbook(self, party: Party, now: datetime) -> str | None:
        if refusal := self.is_on(now):
            return refusal
        if not party.active or party.confirmed == party.seats:
            return "not-waiting"
        party.overbooked = party.overbooked or party.waits > self.free()
        party.confirmed, party.offered = party.seats, 0
        party.settle()
        self.promote(now)
        return None

    def accept(self, party: Party, keep: bool, now: datetime) -> str | None:
        if refusal := self.is_on(now):
            return refusal
        if party.state == "confirmed" and not party.offered:
            return None
        if party.state == "lapsed" or (party.expires and party.expires <= now):
            return "offer-lapsed"
        if not party.offered:
            return "no-offer"
        party.confirmed, party.offered = party.confirmed + party.offered, 0
        party.seats = party.seats if keep else party.confirmed
        party.settle()
        self.promote(now)
        return None

    def decline(self, party: Party, now: datetime) -> str | None:
        if party.state == "declined":
            return None
        if not party.offered:
            return "no-offer"
        party.stop_waiting("declined")
        self.promote(now)
        return None

    def leave(self, party: Party, now: datetime) -> str | None:
        if not party.active or party.confirmed == party.seats:
            return "not-waiting"
        party.stop_waiting("cancelled")
        self.promote(now)
        return None

    def cancel(self, party: Party, seats: int | None, by_staff: bool, now: datetime) -> str | None:
        if party.state == "cancelled":
            return None
        if not party.active:
            return "not-active"
        left = 0 if seats is None else max(0, party.seats - seats)
        if refusal := self.late(party, left, by_staff, now):
            return refusal
        self.shrink(party, left, now)
        return None

    def late(self, party: Party, left: int, by_staff: bool, now: datetime) -> str | None:
        if left < party.confirmed and now >= (self.end if by_staff else self.cancel_until):
            return "over" if by_staff else "too-late-to-cancel"
        return None

    def shrink(self, party: Party, left: int, now: datetime) -> None:
        if left == 0:
            party.end("cancelled")
        else:
            party.seats, party.let_go = left, 0
            party.confirmed = min(party.confirmed, left)
            party.offered = min(party.offered, left - party.confirmed)
            party.settle()
        self.promote(now)

    def change_party(self, party: Party, seats: int, now: datetime) -> str | None:
        if refusal := self.is_on(now):
            return refusal
        if not party.active:
            return "not-active"
        more = seats - party.seats
        if more < 0:
            if refusal := self.late(party, seats, False, now):
                return refusal
            self.shrink(party, seats, now)
        elif more > 0:
            return self.grow(party, more, now)
        return None

    def grow(self, party: Party, more: int, now: datetime) -> str | None:
        refusal = (
            ("still-waiting" if party.confirmed < party.seats else None)
            or self.is_open(now)
            or ("party-too-large" if party.seats + more > self.largest else None)
            or self.above_limit(party.organisation, more)
            or self.room(more, now)
        )
        if refusal:
            return refusal
        if self.fits(more):
            party.confirmed += more
        else:
            party.number = self.number()
        party.seats, party.let_go = party.seats + more, 0
        self.promote(now)
        return None

    def rejoin(self, party: Party, now: datetime) -> str | None:
        if party.active and party.let_go:
            return self.grow(party, party.let_go, now)
        refusal = (
            ("still-active" if party.active else None)
            or ("not-active" if party.state == "cancelled" else None)
            or self.is_open(now)
            or ("already-registered" if self.twin(party.email) else None)
            or self.above_limit(party.organisation, party.seats)
            or self.room(party.seats, now)
        )
        if not refusal:
            party.number = self.number()
            self.place(party, now)
        return refusal

    def tick(self, now: datetime) -> None:
        for party in sorted(self.parties, key=lambda party: party.number):
            if party.offered and party.expires and party.expires <= now:
                party.stop_waiting("lapsed")
        self.promote(now)

    def set_capacity(self, capacity: int | None, now: datetime) -> str | None:
        is_less = capacity is not None and (self.capacity is None or capacity < self.capacity)
        if is_less and capacity is not None and capacity < self.held():
            return "refused"
        self.capacity = capacity
        self.promote(now)
        return None

    def reschedule(self, start: datetime, now: datetime) -> None:
        shift = start - self.start
        self.start, self.end, self.closes, self.cancel_until = (
            moment + shift for moment in (self.start, self.end, self.closes, self.cancel_until)
        )
        latest = self.closes if now < self.closes else self.start
        for party in self.parties:
            if party.expires and party.expires > latest:
                party.expires = latest
        self.promote(now)

    def call_off(self) -> None:
        for party in self.parties:
            if party.active:
                party.end("cancelled")
        self.called_off = True


def move(party: Party, other: Session, now: datetime) -> str | None:
    """Let `party` come to `other` instead."""
    if party.session is other:
        return "same-session"
    refusal = (
        other.is_on(now)
        or ("not-active" if not party.active else None)
        or ("already-registered" if party.email and other.twin(party.email) else None)
    )
    if refusal:
        return refusal
    confirmed = party.seats if other.fits(party.seats) else party.confirmed
    if confirmed and not other.fits(confirmed):
        return "too-few-places"
    old = party.session
    old.parties.remove(party)
    old.by_key = {key: one for key, one in old.by_key.items() if one is not party}
    other.parties.append(party)
    party.session, party.number, party.overbooked = other, other.number(), False
    party.confirmed, party.offered = confirmed, 0
    party.settle()
    old.promote(now)
    other.promote(now)
    return None
