"""One registration as staff see it, what they do with it, and whom they add by hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda.models import EventSession
from events.registration.application import StatedNeeds
from events.registration.models import Question, Registration
from events.registration.staff.commands import commands_for
from tests.registration.conftest import numbers, register
from tests.registration.desk import do, html, said, url

MakeSession = Callable[..., EventSession]


def test_one_registration_tells_everything(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet", 2, needs=StatedNeeds("glutenvrij"))
    shown = html(desk, url("registration", session, piet.pk))
    for text in ("2 bevestigd", "piet 2", "glutenvrij", "wacht op verzending", "Bevestigd", "piet@gemeente.example"):
        assert text in shown


def test_a_registration_of_another_session_is_not_found_here(
    desk: Client, session: EventSession, session_with: MakeSession
) -> None:
    piet = register(session_with(), "piet")
    assert desk.get(url("registration", session, piet.pk)).status_code == 404
    assert desk.post(url("command", session, piet.pk, "afmelden"), {"seats": 1}).status_code == 404


def test_opening_a_command_changes_nothing(desk: Client, session: EventSession) -> None:
    register(session, "anna", 2)
    bram = register(session, "bram")
    offered = commands_for(bram)
    assert {"toch-plaatsen", "van-wachtlijst", "afmelden", "verplaatsen"} <= {command.slug for command in offered}
    before = (numbers(bram), bram.transitions.count(), OutgoingMessage.objects.count())
    for command in offered:
        assert command.label in html(desk, url("command", session, bram.pk, command.slug))
    assert (numbers(bram), bram.transitions.count(), OutgoingMessage.objects.count()) == before


def test_an_unknown_command_is_not_found(desk: Client, session: EventSession) -> None:
    assert do(desk, register(session, "piet"), "wissen").status_code == 404


def test_a_command_that_does_not_fit_leads_back(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    answer = desk.get(url("command", session, piet.pk, "toch-plaatsen"))
    assert answer.status_code == 302
    assert "Dit kan nu niet" in said(answer)


def test_cancelling_a_part_and_then_the_rest(desk: Client, session: EventSession, manager: User) -> None:
    piet = register(session, "piet", 2)
    assert "is voor 2" in do(desk, piet, "afmelden", seats=3).content.decode()
    do(desk, piet, "afmelden", seats=1, reason="Belde af")
    assert numbers(piet) == ("confirmed", 1, 1, 0)
    assert "De afmelding is verwerkt" in said(do(desk, piet, "afmelden", seats=1))
    assert numbers(piet)[0] == "cancelled"
    assert {step.user for step in piet.transitions.all()} == {None, manager}
    assert "Belde af" in html(desk, url("registration", session, piet.pk))


def test_overbooking_takes_a_reason_that_is_kept(desk: Client, session: EventSession) -> None:
    register(session, "anna", 2)
    bram = register(session, "bram")
    assert "verplicht" in do(desk, bram, "toch-plaatsen", reason=" ").content.decode()
    do(desk, bram, "toch-plaatsen", reason="Spreker")
    assert numbers(bram) == ("confirmed", 1, 1, 0)
    assert "boven het aantal plaatsen" in html(desk, url("registration", session, bram.pk))
    assert bram.transitions.last().reason == "Spreker"


def test_leaving_the_waiting_list(desk: Client, session: EventSession) -> None:
    register(session, "anna", 2)
    bram = register(session, "bram")
    do(desk, bram, "van-wachtlijst")
    assert numbers(bram)[0] == "cancelled"


def test_moving_follows_to_the_other_session(desk: Client, session: EventSession, session_with: MakeSession) -> None:
    piet, other, full = register(session, "piet"), session_with(capacity=1), session_with(capacity=0)
    assert "niet genoeg plaatsen" in do(desk, piet, "verplaatsen", other=full.pk).content.decode()
    answer = do(desk, piet, "verplaatsen", other=other.pk)
    assert answer.url == url("registration", other, piet.pk)
    piet.refresh_from_db()
    assert piet.session == other


def test_nobody_moves_to_what_is_over_or_called_off(
    desk: Client, session: EventSession, session_with: MakeSession
) -> None:
    piet = register(session, "piet")
    for other in (session_with(state="cancelled"), session_with(start=timezone.now() - timedelta(days=2)), session):
        assert "Selecteer een geldige" in do(desk, piet, "verplaatsen", other=other.pk).content.decode()


def test_the_people_of_a_party_are_changed(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet", 2)
    do(desk, piet, "deelnemers", people="Kim\r\n\r\n  Lot  van Dam ")
    assert [person.name for person in piet.attendees.all()] == ["Kim", "Lot van Dam"]
    do(desk, piet, "deelnemers", people="Kim")
    assert numbers(piet) == ("confirmed", 1, 1, 0)


@pytest.mark.parametrize("people", ["", "x" * 121, "\n".join(["x"] * 201), "a\0b"])
def test_people_that_are_not_right_are_refused(desk: Client, session: EventSession, people: str) -> None:
    piet = register(session, "piet")
    assert do(desk, piet, "deelnemers", people=people).status_code == 200
    assert [person.name for person in piet.attendees.all()] == ["piet 1"]


def test_a_wrong_address_is_mended_and_gets_the_link(desk: Client, session: EventSession) -> None:
    piet, kees = register(session, "piet"), register(session, "kees")
    taken = do(desk, piet, "contact", name="Piet", email="KEES@gemeente.example")
    assert "al een aanmelding" in taken.content.decode()
    do(desk, piet, "contact", name="Piet de Boer", email="piet2@gemeente.example")
    piet.refresh_from_db()
    assert (piet.name, piet.email_key, piet.link_generation) == ("Piet de Boer", "piet2@gemeente.example", 1)
    assert OutgoingMessage.objects.filter(recipient="piet2@gemeente.example").count() == 1
    assert numbers(piet)[0] == numbers(kees)[0] == "confirmed"


def test_only_another_name_sends_no_mail(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    do(desk, piet, "contact", name="Pieter", email="piet@gemeente.example")
    assert OutgoingMessage.objects.count() == 1
    piet.refresh_from_db()
    assert (piet.name, piet.link_generation) == ("Pieter", 0)


@pytest.mark.parametrize(("slug", "generation"), [("link-sturen", 0), ("link-vervangen", 1)])
def test_the_link_is_sent_again(desk: Client, session: EventSession, slug: str, generation: int) -> None:
    piet = register(session, "piet")
    do(desk, piet, slug)
    piet.refresh_from_db()
    assert piet.link_generation == generation
    last = OutgoingMessage.objects.about(piet.subject_of).first()
    assert (last.template, last.links["mine"]["generation"]) == ("registration_link_again", generation)


def test_a_hold_is_put_and_lifted(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    do(desk, piet, "afmelden", seats=1)
    do(desk, piet, "bewaren", reason="Klacht loopt")
    piet.refresh_from_db()
    assert piet.on_hold
    shown = html(desk, url("registration", session, piet.pk))
    assert "Niet wissen: Klacht loopt" in shown
    assert "u dit opheft" in shown
    do(desk, piet, "niet-meer-bewaren")
    piet.refresh_from_db()
    assert not piet.on_hold
    assert numbers(piet)[0] == "cancelled"


def test_somebody_is_added_by_hand_even_when_registering_is_closed(desk: Client, session: EventSession) -> None:
    EventSession.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    question = Question.objects.create(session=session, text="Waarom?", is_required=True)
    answer = desk.post(
        url("add", session), {"name": "Kim", "people": "Kim\nLot", "dietary": "noten", f"question_{question.pk}": "Zo"}
    )
    kim = Registration.objects.get()
    assert answer.url == url("registration", session, kim.pk)
    assert "2 bevestigd" in said(answer)
    assert (kim.email, kim.needs.dietary, kim.answers.get().value) == ("", "noten", "Zo")
    assert not OutgoingMessage.objects.exists()


def test_adding_above_the_number_of_places_takes_a_reason(desk: Client, session: EventSession) -> None:
    register(session, "anna", 2)
    sent = {"name": "Kim", "email": "kim@gemeente.example"}
    assert "Schrijf op waarom" in desk.post(url("add", session), {**sent, "overbook": "on"}).content.decode()
    assert Registration.objects.count() == 1
    desk.post(url("add", session), {**sent, "overbook": "on", "reason": "Spreker"})
    assert Registration.objects.get(name="Kim").is_overbooked
    assert "al een aanmelding" in desk.post(url("add", session), sent).content.decode()


def test_without_room_who_is_added_waits(desk: Client, session: EventSession) -> None:
    register(session, "anna", 2)
    assert "1 wacht" in said(desk.post(url("add", session), {"name": "Kim"}))


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 121}, {"name": "a\0"}, {"email": "nee"}])
def test_what_is_not_right_is_not_added(desk: Client, session: EventSession, wrong: dict[str, str]) -> None:
    assert desk.post(url("add", session), {"name": "Kim", **wrong}).status_code == 200
    assert not Registration.objects.exists()
