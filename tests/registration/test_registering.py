"""Registering: a place, a place in the queue, or an answer that says why not."""

from collections.abc import Callable
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

import pytest
import time_machine
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.pages.signals import tick
from cms.users.models import User
from events.agenda import services as agenda
from events.agenda.models import EventSession
from events.agenda.services import SessionRefusedError
from events.registration import services
from events.registration.application import Person, StatedNeeds
from events.registration.book import lock_session
from events.registration.enums import Actor, Attendance, RefusalCode
from events.registration.models import Needs, Question, Registration, RegistrationTransition
from events.registration.refusals import RegistrationRefusedError
from tests.factories import OrganisationFactory
from tests.registration.conftest import NOON, application, numbers, register

pytestmark = pytest.mark.django_db
Sessions = Callable[..., EventSession]


def templates_for(registration: Any) -> list[str]:
    """Return which messages about `registration` there are, in the order in which they were written."""
    found = OutgoingMessage.objects.filter(subject_of=registration.subject_of).order_by("pk")
    return [message.template.removeprefix("registration_") for message in found]


def test_who_comes_first_has_a_place_and_the_next_one_waits(session_with: Sessions) -> None:
    session = session_with(capacity=1)
    first, second = register(session, "anna"), register(session, "bert")
    assert numbers(first) == ("confirmed", 1, 1, 0)
    assert numbers(second) == ("waitlisted", 1, 0, 0)
    assert templates_for(first) == ["confirmed"]
    assert templates_for(second) == ["waitlisted"]
    services.cancel(first)
    assert numbers(second) == ("offered", 1, 0, 1)
    services.accept(second)
    assert numbers(second) == ("confirmed", 1, 1, 0)
    assert templates_for(first) == ["confirmed", "cancelled"]
    assert templates_for(second) == ["waitlisted", "offered", "confirmed"]


def test_a_party_too_large_for_what_is_free_is_offered_that_in_one_mail(session_with: Sessions) -> None:
    session = session_with(capacity=3)
    register(session, "anna")
    party = register(session, "bert", 4)
    assert numbers(party) == ("offered", 4, 0, 2)
    assert templates_for(party) == ["offered"]
    services.accept(party)
    assert numbers(party) == ("confirmed", 4, 2, 0)
    assert party.waiting_seats == 2


def refused(command: Callable[..., Any], *args: Any, **options: Any) -> RegistrationRefusedError:
    """Return the refusal of `command`, which must have changed nothing."""
    before = (
        list(Registration.objects.values()),
        RegistrationTransition.objects.count(),
        OutgoingMessage.objects.count(),
    )
    with pytest.raises(RegistrationRefusedError) as caught:
        command(*args, **options)
    after = list(Registration.objects.values()), RegistrationTransition.objects.count(), OutgoingMessage.objects.count()
    assert after == before
    return caught.value


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"takes_registrations": False}, RefusalCode.NOT_TAKING),
        ({"state": "draft"}, RefusalCode.NOT_TAKING),
        ({"state": "cancelled"}, RefusalCode.CANCELLED),
        ({"state": "completed"}, RefusalCode.OVER),
        ({"opens_at": NOON + timedelta(seconds=1)}, RefusalCode.NOT_YET_OPEN),
        ({"closes_at": NOON}, RefusalCode.CLOSED),
        ({"start": NOON - timedelta(hours=1)}, RefusalCode.CLOSED),
        ({"start": NOON - timedelta(hours=3)}, RefusalCode.OVER),
        ({"largest_party": 1}, RefusalCode.PARTY_TOO_LARGE),
        ({"organisation_limit": 1}, RefusalCode.ORGANISATION_FULL),
        ({"capacity": 0, "waiting_capacity": 0}, RefusalCode.FULL),
        ({"capacity": 1, "waiting_capacity": 0}, RefusalCode.TOO_FEW_PLACES),
    ],
)
def test_what_is_refused_and_why(session_with: Sessions, fields: dict[str, Any], code: RefusalCode) -> None:
    refusal = refused(register, session_with(**fields), "anna", 2, organisation_name="Zwolle")
    assert refusal.code == code
    assert refusal.message


def test_the_window_may_close_while_the_form_is_open(session_with: Sessions, frozen: time_machine.Traveller) -> None:
    session = session_with(closes_at=NOON + timedelta(minutes=5))
    assert session.closes_at > timezone.now()
    frozen.shift(timedelta(minutes=5))
    assert refused(register, session, "anna").code == RefusalCode.CLOSED


def test_the_same_address_in_another_case_gets_the_same_answer_and_its_link(session_with: Sessions) -> None:
    session = session_with(capacity=5)
    first = register(session, "anna")
    for key in ("second", "third"):
        assert services.register(session, application("ANNA"), key=key) == first
    assert Registration.objects.count() == 1
    # Once an hour at most, so that nobody's mailbox is filled.
    assert templates_for(first) == ["confirmed", "already_registered"]


def test_who_is_registered_is_refused_what_a_stranger_is(session_with: Sessions) -> None:
    session = session_with(capacity=1, waiting_capacity=0)
    register(session, "anna")
    known = refused(register, session, "anna", key="again")
    stranger = refused(register, session, "bert")
    assert (known.code, known.message) == (stranger.code, stranger.message)


def test_an_organisation_is_counted_however_it_is_written(session_with: Sessions) -> None:
    OrganisationFactory(name="Zwolle", cbs_code="GM0193")
    session = session_with(organisation_limit=3)
    register(session, "anna", 1, organisation_code="GM0193")
    register(session, "bert", 1, organisation_name="  zwolle ")
    refusal = refused(register, session, "cor", 2, organisation_name="ZWOLLE")
    assert "U kunt er nog 1 aanmelden." in refusal.message
    register(session, "cor", 1, organisation_name="Zwolle")
    register(session, "dina", 3, organisation_name="Zwollerkerspel")


def test_required_answers_choices_and_needs(session_with: Sessions) -> None:
    session = session_with()
    food = Question.objects.create(session=session, text="Eet u mee?", kind="yes-no", is_required=True)
    other = Question.objects.create(session=session_with(), text="Van een ander")
    assert refused(register, session, "anna").code == RefusalCode.ANSWER_MISSING
    assert refused(register, session, "anna", answers={food.pk: "Misschien"}).code == RefusalCode.ANSWER_WRONG
    answers = {food.pk: " Ja ", other.pk: "Nee", 999_999: "x"}
    registration = register(session, "anna", answers=answers, needs=StatedNeeds(dietary="Vegetarisch"))
    assert [(answer.question, answer.value) for answer in registration.answers.all()] == [(food, "Ja")]
    assert registration.needs.dietary == "Vegetarisch"
    services.change_answers(registration, {food.pk: "Nee"}, StatedNeeds())
    assert registration.answers.get().value == "Nee"
    assert not Needs.objects.exists()


def test_a_lapsed_offer_goes_to_the_next_and_can_be_had_again(
    session_with: Sessions, frozen: time_machine.Traveller
) -> None:
    session = session_with(capacity=1, offer_hours=24)
    first, second, third = (register(session, name) for name in ("anna", "bert", "cor"))
    services.cancel(first)
    second.refresh_from_db()
    assert second.offer_expires_at == NOON + timedelta(hours=24)
    frozen.shift(timedelta(hours=24))
    assert refused(services.accept, second).code == RefusalCode.OFFER_LAPSED
    tick.send(sender=None, now=timezone.now())
    assert numbers(second) == ("lapsed", 1, 0, 0)
    assert numbers(third) == ("offered", 1, 0, 1)
    assert templates_for(second)[-1] == "lapsed"
    services.rejoin(second)
    assert numbers(second) == ("waitlisted", 1, 0, 0)
    assert second.queue_number > third.queue_number


@pytest.mark.parametrize(
    ("hours_left", "closes_before", "expected"),
    [
        (200, 0, 48),  # its own term
        (40, 0, 20),  # half of what is left
        (1.5, 0, 1),  # an hour at least
        (0.5, 0, 0.5),  # never past the start
        (100, 80, 10),  # nor past the closing
        (100, 99.5, None),  # nothing in the hour before closing
    ],
)
def test_an_offer_is_shorter_near_the_start(
    session_with: Sessions, hours_left: float, closes_before: float, expected: float | None
) -> None:
    start = NOON + timedelta(hours=hours_left)
    session = session_with(capacity=1, start=start, closes_at=start - timedelta(hours=closes_before))
    first, second = register(session, "anna"), register(session, "bert")
    services.cancel(first, by=Actor.STAFF)
    second.refresh_from_db()
    term = second.offer_expires_at and second.offer_expires_at - NOON
    assert term == (None if expected is None else timedelta(hours=expected))


def test_more_places_go_to_who_waits_and_too_few_are_refused(session_with: Sessions) -> None:
    session = session_with(capacity=1)
    register(session, "anna")
    party = register(session, "bert", 3)
    agenda.change(session, {"capacity": 3})
    assert numbers(party) == ("offered", 3, 0, 2)
    with pytest.raises(SessionRefusedError, match="Er zijn al 3 plaatsen bezet"):
        agenda.change(session, {"capacity": 2})
    session.refresh_from_db()
    assert session.capacity == 3
    agenda.change(session, {"capacity": None})
    assert numbers(party) == ("offered", 3, 0, 3)


def test_calling_off_reaches_everybody_once(session_with: Sessions) -> None:
    session = session_with(capacity=1)
    first, second = register(session, "anna"), register(session, "bert")
    agenda.cancel(session)
    assert {numbers(one)[0] for one in (first, second)} == {"cancelled"}
    assert templates_for(first) == ["confirmed", "session_cancelled"]
    assert templates_for(second) == ["waitlisted", "session_cancelled"]


def test_only_who_has_a_place_gets_the_link_to_take_part(session_with: Sessions) -> None:
    link = "https://vergaderen.example/geheim"
    session = session_with(capacity=1, mode="online", online_link=link)
    first, second = register(session, "anna"), register(session, "bert")
    agenda.change(session, {"online_link": link + "2", "start": session.start + timedelta(hours=1)})
    told = {message.recipient for message in OutgoingMessage.objects.all() if link in message.text + message.calendar}
    assert told == {first.email}
    assert templates_for(first)[-1] == templates_for(second)[-1] == "session_changed"


def test_reminding_once_and_again_when_the_day_changes(session_with: Sessions, frozen: time_machine.Traveller) -> None:
    session = session_with(capacity=1)
    first, second = register(session, "anna"), register(session, "bert")
    frozen.shift(timedelta(days=5, seconds=1))
    for _ in range(2):
        tick.send(sender=None, now=timezone.now())
    assert templates_for(first) == ["confirmed", "reminder"]
    assert templates_for(second) == ["waitlisted"]
    agenda.change(session, {"start": session.start - timedelta(hours=1)})
    tick.send(sender=None, now=timezone.now())
    assert templates_for(first) == ["confirmed", "reminder", "session_changed", "reminder"]


def test_visitors_cancel_until_the_term_and_staff_until_the_end(
    session_with: Sessions, frozen: time_machine.Traveller, manager: User
) -> None:
    session = session_with(capacity=1, cancel_until=NOON + timedelta(hours=1))
    first, second = register(session, "anna"), register(session, "bert")
    frozen.shift(timedelta(hours=1))
    assert refused(services.cancel, first).code == RefusalCode.TOO_LATE_TO_CANCEL
    services.leave_waiting_list(second)
    services.cancel(first, by=Actor.STAFF, user=manager, reason="Belde af")
    last = first.transitions.last()
    assert (last.actor, last.user, last.reason) == ("staff", manager, "Belde af")


def test_staff_overbook_on_purpose_and_say_why(session_with: Sessions, manager: User) -> None:
    session = session_with(capacity=1, waiting_capacity=0)
    register(session, "anna")
    assert (
        refused(services.add_by_staff, session, application("bert"), manager, overbook=True).code
        == RefusalCode.REASON_MISSING
    )
    added = services.add_by_staff(session, application("bert"), manager, overbook=True, reason="Spreker")
    assert numbers(added) == ("confirmed", 1, 1, 0)
    assert added.is_overbooked
    assert added.transitions.get().reason == "Spreker"
    waiting = services.add_by_staff(session, application("cor", 2), manager)
    assert numbers(waiting) == ("waitlisted", 2, 0, 0)
    assert numbers(services.overbook(waiting, manager, "Directeur")) == ("confirmed", 2, 2, 0)
    assert refused(services.overbook, waiting, manager, "Nog eens").code == RefusalCode.NOT_WAITING


def test_a_party_changes_and_keeps_who_was_ticked(session_with: Sessions, manager: User) -> None:
    session = session_with(capacity=4)
    party = register(session, "anna", 2)
    services.mark_attendance(party.attendees.first(), Attendance.ATTENDED, manager)
    services.change_party(party, [Person("Anna 1"), Person("Bert"), Person("Cor")])
    assert numbers(party) == ("confirmed", 3, 3, 0)
    assert list(party.attendees.values_list("name", "attendance")) == [
        ("Anna 1", "attended"),
        ("Bert", "unknown"),
        ("Cor", "unknown"),
    ]
    services.cancel(party, 2)
    assert list(party.attendees.values_list("name", flat=True)) == ["Anna 1"]


def test_ticking_and_walking_in_twice_is_harmless(
    session_with: Sessions, manager: User, frozen: time_machine.Traveller
) -> None:
    session = session_with(capacity=1)
    attendee = register(session, "anna").attendees.get()
    services.mark_attendance(attendee, Attendance.ATTENDED, manager)
    frozen.shift(60)
    assert services.mark_attendance(attendee, Attendance.ATTENDED, manager).checked_in_at == NOON
    guest = services.add_walk_in(session, "Gast", manager, key="phone-1")
    assert services.add_walk_in(session, "Gast", manager, key="phone-1") == guest
    assert guest.registration.is_overbooked
    assert Registration.objects.count() == 2


def test_a_moved_party_keeps_its_link_and_leaves_its_place_to_the_next(session_with: Sessions, manager: User) -> None:
    here = session_with(capacity=1)
    there = session_with(capacity=1, page=here.page)
    first, second = register(here, "anna"), register(here, "bert")
    services.move(first, there, manager)
    first.refresh_from_db()
    assert first.session == there
    assert numbers(first) == ("confirmed", 1, 1, 0)
    assert numbers(second) == ("offered", 1, 0, 1)
    assert templates_for(first) == ["confirmed", "moved"]
    services.accept(second)
    assert refused(services.move, second, there, manager).code == RefusalCode.TOO_FEW_PLACES


def test_a_link_is_sent_again_to_who_has_one_and_revoked_for_ever(session_with: Sessions) -> None:
    registration = register(session_with(), "anna")
    services.send_links(" ANNA@gemeente.example ")
    services.send_links("anna@gemeente.example")
    services.send_links("niemand@gemeente.example")
    services.send_links("")
    assert templates_for(registration) == ["confirmed", "link_again"]
    assert services.revoke_link(registration).link_generation == 1
    message = OutgoingMessage.objects.get(event__startswith=f"registration.link:{registration.pk}:1:")
    assert message.links["mine"]["generation"] == 1


@pytest.mark.parametrize("people", [["anna 2"], ["anna 2", "anna 1"], ["Kim", "anna 1"], ["anna 1", "Kim", "anna 2"]])
def test_a_tick_stays_with_the_name(session_with: Sessions, manager: User, people: list[str]) -> None:
    registration = register(session_with(), "anna", 2)
    services.mark_attendance(registration.attendees.all()[0], Attendance.ATTENDED, manager)
    services.mark_attendance(registration.attendees.all()[1], Attendance.NO_SHOW, manager)
    ticks = {"anna 1": "attended", "anna 2": "no_show"}
    services.change_party(registration, [Person(name) for name in people], user=manager)
    found = [(one.name, one.attendance) for one in registration.attendees.all()]
    assert found == [(name, ticks.get(name, "unknown")) for name in people]


@pytest.mark.parametrize(
    ("name", "is_there"), [("Pieter de Vries", True), ("pieter  de vires", True), ("Ans Mulder", False)]
)
def test_a_tick_outlives_a_corrected_name(session_with: Sessions, manager: User, name: str, is_there: bool) -> None:
    registration = register(session_with(), "anna", 2)
    services.change_party(registration, [Person("Pieter de Vires"), Person("Kim Bos")], user=manager)
    services.mark_attendance(registration.attendees.get(name="Pieter de Vires"), Attendance.ATTENDED, manager)
    services.change_party(registration, [Person(name), Person("Kim Bos")], user=manager)
    ticks = [(one.name, one.attendance == "attended") for one in registration.attendees.all()]
    assert ticks == [(name, is_there), ("Kim Bos", False)]


def test_a_large_party_of_new_names_is_not_measured_pair_by_pair(
    session_with: Sessions, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[SequenceMatcher[str]] = []

    def ratio(pair: SequenceMatcher[str]) -> float:
        measured.append(pair)
        return 0.0

    monkeypatch.setattr(SequenceMatcher, "ratio", ratio)
    letters = [first + second for first in "abcdefghij" for second in "klmno"]
    registration = register(session_with(largest_party=50), "anna", 50)
    services.change_party(registration, [Person(pair * 5) for pair in letters], user=manager)
    services.change_party(registration, [Person(pair.upper() * 5) for pair in reversed(letters)], user=manager)
    services.change_party(registration, [Person("wxyz" * 5 + pair) for pair in letters], user=manager)
    assert not measured


def test_who_still_waits_when_it_is_over_hears_so_once(session_with: Sessions, frozen: time_machine.Traveller) -> None:
    session = session_with(capacity=1)
    placed, waiting = register(session, "anna"), register(session, "bert")
    frozen.move_to(session.end)
    for _ in range(2):
        tick.send(sender=None, now=timezone.now())
    assert numbers(waiting) == ("cancelled", 1, 0, 0)
    assert templates_for(waiting) == ["waitlisted", "no_place"]
    assert numbers(placed)[0] == "confirmed"
    assert "no_place" not in templates_for(placed)


@pytest.mark.parametrize("is_offered", [False, True])
def test_what_a_party_with_places_still_waits_for_ends_with_the_session(
    session_with: Sessions, frozen: time_machine.Traveller, manager: User, is_offered: bool
) -> None:
    session = session_with(capacity=3, offer_hours=10_000)
    first, party = register(session, "anna", 2), register(session, "bert", 3)
    services.accept(party)
    if is_offered:
        services.cancel(first, by=Actor.STAFF)
    assert numbers(party) == ("confirmed", 3, 1, 2 if is_offered else 0)
    told = templates_for(party)
    frozen.move_to(session.end)
    for _ in range(2):
        agenda.complete_past_sessions(timezone.now())
    assert numbers(party) == ("confirmed", 1, 1, 0)
    assert [one.name for one in party.attendees.all()] == ["bert 1"]
    last = party.transitions.order_by("pk").last()
    assert last
    assert (last.actor, last.reason, last.seats) == ("system", "De bijeenkomst is geweest.", 1)
    assert templates_for(party) == told


def test_registering_takes_ten_queries(session_with: Sessions, django_assert_num_queries: Any) -> None:
    session = session_with(capacity=1)
    register(session, "anna")
    # Savepoints (2), questions, the lock, who is known, the tally, and the four rows.
    with django_assert_num_queries(10):
        register(session, "bert")


@pytest.mark.django_db(transaction=True)
def test_there_is_no_lock_without_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        lock_session(pk=1)
