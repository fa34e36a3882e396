"""Any sequence of commands does what the reference model says, and keeps the ten invariants after each step."""

import os
import re
from collections import defaultdict
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Count
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda import services as agenda
from events.agenda.models import EventSession, WorkshopPage
from events.agenda.services import SessionRefusedError
from events.registration import services
from events.registration.application import Application, Person
from events.registration.enums import Actor, Attendance
from events.registration.models import Registration, RegistrationTransition
from events.registration.offers import offer_deadline
from events.registration.refusals import RegistrationRefusedError
from home.models import HomePage
from tests.factories import EventSessionFactory, UserFactory, WorkshopPageFactory
from tests.registration.conftest import NOON
from tests.registration.reference import HOUR, Party, Session, move

SECRET = "https://vergaderen.example/geheim"
EMAILS = ["anna@a.example", "bert@b.example", "cor@c.example", "dina@d.example", "els@e.example"]
SESSIONS = st.sampled_from([0, 1])
SEATS = st.integers(1, 4)
WHO = st.integers(0, 30)


def outcome(command: Any, *args: Any, **options: Any) -> tuple[str | None, Any]:
    """Return why `command` was refused, or else what it returned."""
    try:
        return None, command(*args, **options)
    except RegistrationRefusedError as refusal:
        return refusal.code.value, None
    except SessionRefusedError:
        return "refused", None


class Registering(RuleBasedStateMachine):
    """Two sessions of one workshop, in the database and in the reference model."""

    page: WorkshopPage
    user: User

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(NOON, tick=False)
        self.now = NOON
        self.traveller = self.clock.start()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.keys = map("key {}".format, count())
        # The rows and parties that belong together, in the order of their arrival.
        self.pairs: list[tuple[int, Party]] = []
        self.is_settled = True

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.clock.stop()

    @initialize(
        capacity=st.sampled_from([0, 1, 2, 3, 5, None]),
        waiting=st.sampled_from([0, 2, 6, None]),
        limit=st.sampled_from([None, None, 3]),
        hours=st.integers(2, 100),
        closes_before=st.sampled_from([0, 0, 5, 24]),
    )
    def begin(
        self, capacity: int | None, waiting: int | None, limit: int | None, hours: int, closes_before: int
    ) -> None:
        start = NOON + hours * HOUR
        closes = start - closes_before * HOUR
        common = {
            "capacity": capacity,
            "waiting_capacity": waiting,
            "cancel_until": start - HOUR,
            "end": start + 2 * HOUR,
        }
        fields = {**common, "offer_hours": 24, "largest_party": 3, "organisation_limit": limit, "closes_at": closes}
        self.sessions = [
            EventSessionFactory(
                page=self.page, start=start, takes_registrations=True, mode="hybride", online_link=SECRET, **fields
            )
            for _ in range(2)
        ]
        self.models = [
            Session(start=start, closes=closes, largest=3, limit=limit, term=24 * HOUR, **common) for _ in range(2)
        ]

    def do(self, expected: str | None, command: Any, *args: Any, **options: Any) -> Any:
        """Run `command`, which must be refused exactly when the model refuses, with the same code."""
        before = self.written()
        code, result = outcome(command, *args, **options)
        assert code == expected
        if code:
            assert self.written() == before, "What was refused changed something."
        return result

    def written(self) -> list[Any]:
        rows = [list(model.objects.order_by("pk").values()) for model in (Registration, EventSession)]
        return [*rows, OutgoingMessage.objects.count(), RegistrationTransition.objects.count()]

    def pair(self, who: int) -> tuple[Registration, Party]:
        pk, party = self.pairs[who % len(self.pairs)]
        return Registration.objects.get(pk=pk), party

    def arrived(self, model: Session, registration: Registration | None) -> None:
        """Note which row belongs to the party that came last."""
        if registration and registration.pk not in {pk for pk, _party in self.pairs}:
            self.pairs.append((registration.pk, model.parties[-1]))

    def application(self, email: int, organisation: str, seats: int) -> Application:
        people = tuple(Person(f"Deelnemer {number}") for number in range(seats))
        return Application("Anna", EMAILS[email], organisation_name=organisation, attendees=people)

    # Visitors.

    @rule(
        which=SESSIONS,
        email=st.integers(0, 4),
        organisation=st.sampled_from(["Zwolle", "Assen", ""]),
        seats=SEATS,
        way=st.sampled_from(["", "", "in capitals", "once more"]),
    )
    def register(self, which: int, email: int, organisation: str, seats: int, way: str) -> None:
        model, form = self.models[which], self.application(email, organisation, seats)
        key = next((key for key, _email in model.by_key), "") if way == "once more" else ""
        key = key or next(self.keys)
        if way == "in capitals":
            form = Application(form.name, f" {form.email.upper()} ", "", form.organisation_name, form.attendees)
        expected = self.registered(model, email, organisation, seats, key)
        self.arrived(model, self.do(expected, services.register, self.sessions[which], form, key=key))

    def registered(self, model: Session, email: int, organisation: str, seats: int, key: str) -> str | None:
        # Nothing is counted together for who names no organisation.
        limit, model.limit = model.limit, model.limit if organisation else None
        refusal = model.register(EMAILS[email], organisation, seats, key, self.now)
        model.limit = limit
        return refusal

    @precondition(lambda self: self.pairs)
    @rule(who=WHO, keep=st.booleans())
    def accept(self, who: int, keep: bool) -> None:
        row, party = self.pair(who)
        self.do(party.session.accept(party, keep, self.now), services.accept, row, keep_waiting=keep)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO)
    def decline(self, who: int) -> None:
        row, party = self.pair(who)
        self.do(party.session.decline(party, self.now), services.decline, row)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO)
    def leave(self, who: int) -> None:
        row, party = self.pair(who)
        self.do(party.session.leave(party, self.now), services.leave_waiting_list, row)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO, seats=st.sampled_from([None, None, 1, 2]), by=st.sampled_from([Actor.VISITOR, Actor.STAFF]))
    def cancel(self, who: int, seats: int | None, by: Actor) -> None:
        row, party = self.pair(who)
        expected = party.session.cancel(party, seats, by == Actor.STAFF, self.now)
        self.do(expected, services.cancel, row, seats, by=by)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO, seats=SEATS)
    def change_party(self, who: int, seats: int) -> None:
        row, party = self.pair(who)
        limit, party.session.limit = party.session.limit, party.session.limit if party.organisation else None
        expected = party.session.change_party(party, seats, self.now)
        party.session.limit = limit
        people = [Person(f"Collega {number}") for number in range(seats)]
        self.do(expected, services.change_party, row, people)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO)
    def rejoin(self, who: int) -> None:
        row, party = self.pair(who)
        limit, party.session.limit = party.session.limit, party.session.limit if party.organisation else None
        expected = party.session.rejoin(party, self.now)
        party.session.limit = limit
        self.do(expected, services.rejoin, row)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO)
    def revoke_link(self, who: int) -> None:
        row, _party = self.pair(who)
        assert services.revoke_link(row).link_generation == row.link_generation + 1

    # Staff.

    @rule(which=SESSIONS, email=st.integers(0, 4), seats=SEATS, above=st.booleans())
    def add_by_staff(self, which: int, email: int, seats: int, above: bool) -> None:
        model, form = self.models[which], self.application(email, "", seats)
        expected = model.add_by_staff(EMAILS[email], "", seats, above, self.now)
        row = self.do(
            expected, services.add_by_staff, self.sessions[which], form, self.user, overbook=above, reason="Spreker"
        )
        self.arrived(model, row)

    @rule(which=SESSIONS)
    def walk_in(self, which: int) -> None:
        model = self.models[which]
        attendee = self.do(model.walk_in(self.now), services.add_walk_in, self.sessions[which], "Gast", self.user)
        self.arrived(model, attendee and attendee.registration)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO)
    def overbook(self, who: int) -> None:
        row, party = self.pair(who)
        self.do(party.session.overbook(party, self.now), services.overbook, row, self.user, "Directeur")

    @precondition(lambda self: self.pairs)
    @rule(who=WHO, which=SESSIONS)
    def move(self, who: int, which: int) -> None:
        row, party = self.pair(who)
        self.do(move(party, self.models[which], self.now), services.move, row, self.sessions[which], self.user)

    @precondition(lambda self: self.pairs)
    @rule(who=WHO, state=st.sampled_from(list(Attendance)))
    def mark_attendance(self, who: int, state: Attendance) -> None:
        row, party = self.pair(who)
        expected = None if party.state == "confirmed" else "not-active"
        self.do(expected, services.mark_attendance, row.attendees.first(), state, self.user)

    @rule(which=SESSIONS, capacity=st.sampled_from([0, 1, 2, 3, 5, 8, None]))
    def change_capacity(self, which: int, capacity: int | None) -> None:
        model = self.models[which]
        if model.called_off:
            return
        expected = model.set_capacity(capacity, self.now)
        self.do(expected, agenda.change, self.sessions[which], {"capacity": capacity}, self.user)

    @rule(which=SESSIONS, hours=st.integers(-10, 40))
    def reschedule(self, which: int, hours: int) -> None:
        model, session = self.models[which], EventSession.objects.get(pk=self.sessions[which].pk)
        shift = hours * HOUR
        if model.called_off or model.start + shift <= self.now:
            return
        model.reschedule(model.start + shift, self.now)
        names = ("start", "end", "closes_at", "cancel_until")
        self.do(None, agenda.change, session, {name: getattr(session, name) + shift for name in names}, self.user)

    @precondition(lambda self: self.now > NOON + 20 * HOUR)
    @rule(which=SESSIONS)
    def call_off(self, which: int) -> None:
        model = self.models[which]
        if not model.called_off and self.now < model.end:
            model.call_off()
            self.do(None, agenda.cancel, self.sessions[which], self.user)

    # Time.

    @rule(minutes=st.sampled_from([1, 30, 61, 300, 1500]), tick=st.sampled_from([True, True, True, False]))
    def time_passes(self, minutes: int, tick: bool) -> None:
        self.now += timedelta(minutes=minutes)
        self.traveller.move_to(self.now, tick=False)
        self.is_settled = False
        if tick:
            self.tick()

    @rule()
    def tick(self) -> None:
        for model in self.models:
            model.tick(self.now)
        services.expire_offers(self.now)
        services.send_reminders(self.now)
        self.is_settled = True

    @rule()
    def look(self) -> None:
        """Invariant 7: GET and HEAD change nothing."""
        before = self.written()
        for method in ("get", "head"):
            getattr(Client(), method)(self.page.url)
        assert self.written() == before

    # What must hold after each step.

    @invariant()
    def the_database_is_as_the_model_says(self) -> None:
        rows = {row.pk: row for row in Registration.objects.all()}
        assert len(rows) == len(self.pairs) == sum(len(model.parties) for model in getattr(self, "models", []))
        for pk, party in self.pairs:
            row = rows[pk]
            found = (row.state, row.seats, row.confirmed_seats, row.offered_seats, row.offer_expires_at)
            assert found == (party.state, party.seats, party.confirmed, party.offered, party.expires)
            assert row.is_overbooked == party.overbooked
            assert len(row.let_go) == party.let_go
            assert row.session_id == self.sessions[self.models.index(party.session)].pk
        by_row = dict(self.pairs)
        for session, model in zip(getattr(self, "sessions", []), getattr(self, "models", []), strict=True):
            queue = [by_row[row.pk] for row in Registration.objects.filter(session=session).waiting()]
            assert [id(party) for party in queue] == [id(party) for party in model.queue()]

    @invariant()
    def no_session_is_oversold_and_no_free_place_stands(self) -> None:
        for session in EventSession.objects.all():
            mine = Registration.objects.filter(session=session)
            held = sum(row.held_seats for row in mine)
            if session.capacity is not None:
                overbooked = sum(row.held_seats for row in mine.filter(is_overbooked=True))
                assert held - overbooked <= session.capacity  # 1
            free = session.capacity is None or held < session.capacity
            if self.is_settled and free and offer_deadline(session, self.now):
                assert not mine.waiting().exists()  # 2

    @invariant()
    def each_address_is_active_once(self) -> None:
        active = Registration.objects.active().exclude(email_key="").values_list("session", "email_key")
        assert len(active) == len(set(active))  # 5

    @invariant()
    def what_happened_is_written_down(self) -> None:
        last: dict[int, RegistrationTransition] = {}
        for transition in RegistrationTransition.objects.order_by("pk"):
            earlier = last.get(transition.registration_id)
            assert transition.from_state == (earlier.to_state if earlier else "")
            last[transition.registration_id] = transition
        for row in Registration.objects.select_related("session").annotate(people=Count("attendees")):
            assert row.state == last[row.pk].to_state  # 4
            assert row.confirmed_seats == last[row.pk].confirmed_seats
            assert row.people == row.seats
            if row.offer_expires_at:
                assert row.offer_expires_at <= row.session.start

    @invariant()
    def everybody_was_told_once_and_the_link_is_kept_secret(self) -> None:
        messages = list(OutgoingMessage.objects.order_by("pk"))
        told = [(message.event, message.recipient) for message in messages]
        assert len(told) == len(set(told))  # 8
        events, subjects = {message.event for message in messages}, {message.subject_of for message in messages}
        had_place = set(
            RegistrationTransition.objects.filter(confirmed_seats__gt=0).values_list(
                "registration__public_id", flat=True
            )
        )
        sequences = defaultdict(list)
        for message in messages:
            if message.calendar:
                sequences[message.subject_of].append(int(re.search(r"SEQUENCE:(\d+)", message.calendar)[1]))  # type: ignore[index]
            if SECRET in message.text or SECRET in message.calendar:
                assert message.subject_of in {f"registration:{public_id}" for public_id in had_place}  # 10
        for found in sequences.values():
            assert found == sorted(set(found))  # 9
        for transition in RegistrationTransition.objects.exclude(registration__email=""):
            is_first = not transition.from_state
            if transition.from_state != transition.to_state and not is_first:
                assert f"registration.transition:{transition.pk}" in events
        for row in Registration.objects.exclude(email=""):
            assert row.subject_of in subjects


@pytest.mark.django_db
def test_any_sequence_of_commands_does_what_the_model_says(home: HomePage) -> None:
    Registering.page = WorkshopPageFactory()
    Registering.user = UserFactory(role="evenementbeheerder")
    run_state_machine_as_test(
        Registering,
        settings=settings(
            max_examples=int(os.environ.get("EXAMPLES", "12")),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
