"""Ticking who came: with and without script, twice, afterwards, and by the code on a confirmation."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda import services as agenda
from events.agenda.models import EventSession
from events.registration import care, services
from events.registration.application import Person
from events.registration.codes import code_image, code_url
from events.registration.enums import Actor
from events.registration.models import Attendee, Registration
from tests.registration.conftest import NOON, register
from tests.registration.desk import said
from tests.registration.filling import own_url


@pytest.fixture
def address(session: EventSession) -> str:
    return reverse("registration_staff:checkin", args=[session.pk])


def attendance(registration: Registration) -> list[str]:
    return list(registration.attendees.values_list("attendance", flat=True))


def tick(client: Client, address: str, person: Attendee, state: str = "attended", **more: str) -> Any:
    return client.post(address, {"attendee": person.pk, "state": state, **more})


def send(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, data, headers={"accept": "application/json"})


def test_the_address_is_dutch(session: EventSession, address: str) -> None:
    assert address == f"/beheer/aanmeldingen/{session.pk}/inchecken/"


def test_the_list_holds_who_has_a_place_by_name(desk: Client, session: EventSession, address: str) -> None:
    register(session, "zoë")
    register(session, "anna")
    register(session, "kees")
    page = BeautifulSoup(desk.get(address).content, "html.parser")
    assert [row.strong.text for row in page.select("[data-checkin-row]")] == ["anna 1", "zoë 1"]
    assert "0 van 2" in page.get_text(" ", strip=True)


def test_a_tick_without_script_comes_back_to_the_list(desk: Client, session: EventSession, address: str) -> None:
    piet = register(session, "piet")
    answer = tick(desk, f"{address}?q=piet", piet.attendees.get())
    assert answer.url == f"{address}?q=piet"
    assert "piet 1 is er" in said(answer)
    person = piet.attendees.get()
    assert (person.attendance, person.checked_in_at) == ("attended", NOON)
    tick(desk, address, person, "unknown")
    person.refresh_from_db()
    assert (person.attendance, person.checked_in_at) == ("unknown", None)


def test_a_tick_twice_is_harmless(
    desk: Client, session: EventSession, address: str, frozen: time_machine.Traveller
) -> None:
    piet = register(session, "piet")
    tick(desk, address, piet.attendees.get())
    frozen.shift(600)
    tick(desk, address, piet.attendees.get())
    assert piet.attendees.get().checked_in_at == NOON


def test_a_script_gets_a_short_answer(desk: Client, session: EventSession, address: str) -> None:
    person = register(session, "piet").attendees.get()
    answer = send(desk, address, attendee=person.pk, state="attended")
    assert answer.json() == {"text": "piet 1 is er.", "pk": person.pk}


@pytest.mark.parametrize(
    ("at", "is_kept"),
    [
        (-1, True),
        (-13, False),
        (+1, False),
        ("nee", False),
        ("2026-12-01T10:00:00", False),
        ("2026-99-99T00:00Z", False),
    ],
)
def test_a_tick_that_comes_later_says_when_it_was_made(
    desk: Client, session: EventSession, address: str, at: int | str, is_kept: bool
) -> None:
    person = register(session, "piet").attendees.get()
    EventSession.objects.update(start=NOON, end=NOON + timedelta(hours=3))
    moment = at if isinstance(at, str) else (NOON + timedelta(hours=at)).isoformat()
    send(desk, address, attendee=person.pk, state="attended", at=moment)
    person.refresh_from_db()
    assert person.checked_in_at == (NOON + timedelta(hours=-1) if is_kept else NOON)


def test_a_walk_in_that_arrives_twice_is_one_person(desk: Client, session: EventSession, address: str) -> None:
    for _ in range(2):
        assert send(desk, address, name="Kim", key="a" * 32).status_code == 200
    person = Attendee.objects.get()
    assert (person.name, person.is_walk_in, person.attendance) == ("Kim", True, "attended")
    assert "Kwam zonder aanmelding" in desk.get(address).content.decode()


def test_a_walk_in_without_script(desk: Client, session: EventSession, address: str) -> None:
    form = BeautifulSoup(desk.get(address).content, "html.parser").select_one("[data-checkin-walk-in]")
    assert form
    answer = desk.post(address, {"name": "Kim", "key": form.select_one("[name=key]")["value"]})
    assert (answer.status_code, said(answer)) == (302, "Kim is er.")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"attendee": "x", "state": "attended"},
        {"attendee": "9" * 30, "state": "attended"},
        {"attendee": "1", "state": "x"},
        {"name": "", "key": "a" * 32},
        {"name": "x" * 121, "key": "a" * 32},
        {"name": "a\0", "key": "a" * 32},
        {"name": "Kim", "key": "nee"},
    ],
)
def test_bad_input_gets_an_answer_and_changes_nothing(
    desk: Client, session: EventSession, address: str, data: dict[str, str]
) -> None:
    assert send(desk, address, **data).status_code == 400
    assert desk.post(address, data).status_code == 302
    assert not Attendee.objects.exists()


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 3000, "aanmelding=nee", "aanmelding=%00"])
def test_bad_queries_get_an_answer(desk: Client, address: str, query: str) -> None:
    assert desk.get(f"{address}?{query}").status_code == 200


def test_somebody_of_another_session_is_not_ticked_here(
    desk: Client, session_with: Callable[..., EventSession], address: str
) -> None:
    person = register(session_with(), "piet").attendees.get()
    assert send(desk, address, attendee=person.pk, state="attended").status_code == 404
    person.refresh_from_db()
    assert person.attendance == "unknown"


def test_who_cancelled_meanwhile_is_not_ticked(desk: Client, session: EventSession, address: str) -> None:
    piet = register(session, "piet")
    person = piet.attendees.get()
    Registration.objects.update(state="cancelled", confirmed_seats=0)
    assert send(desk, address, attendee=person.pk, state="attended").status_code == 409
    assert attendance(piet) == ["unknown"]


def test_the_list_takes_as_many_queries_for_twenty_as_for_one(
    desk: Client, session: EventSession, address: str
) -> None:
    def queries() -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            desk.get(address)
        return len(captured)

    EventSession.objects.update(capacity=30)
    register(session, "piet")
    for_one = queries()
    for number in range(19):
        register(session, f"kees{number}")
    assert queries() == for_one <= 15


def test_the_list_has_a_worker_whose_scope_is_that_list(desk: Client, session: EventSession, address: str) -> None:
    page = desk.get(address)
    main = BeautifulSoup(page.content, "html.parser").main
    assert main
    assert main["data-checkin-worker"] == f"{address}werker.js"
    a_day_after = (session.end + timedelta(days=1)).timestamp()
    assert int(str(main["data-checkin-until"])) == a_day_after * 1000
    assert "worker-src 'self'" in page["Content-Security-Policy"]
    worker = desk.get(f"{address}werker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    # It may control what stands beside it, and no more.
    assert "Service-Worker-Allowed" not in worker


# The code on a confirmation


def test_the_code_leads_staff_to_the_party_and_ticks_nobody(desk: Client, session: EventSession, address: str) -> None:
    piet = register(session, "piet", 2)
    Registration.objects.update(organisation_name="Gemeente Zwolle")
    EventSession.objects.update(capacity=9)
    register(session, "kees")
    path = code_url(piet).removeprefix("http://localhost:8000")
    assert path.startswith("/beheer/aanmeldingen/inchecken/")
    answer = desk.get(path, follow=True)
    assert answer.redirect_chain == [(f"{address}?aanmelding={piet.public_id}", 302)]
    shown = answer.content.decode()
    assert "piet 2" in shown
    assert "kees 1" not in shown
    assert attendance(piet) == ["unknown", "unknown"]


def test_the_code_opens_nothing_for_who_is_not_logged_in(client: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    path = reverse("registration_staff:party_checkin", args=[piet.public_id])
    answer = client.get(path)
    assert answer.status_code == 302
    assert f"next={path}" in answer.url


def test_the_code_of_who_has_no_place_says_so(desk: Client, session: EventSession) -> None:
    register(session, "anna", 2)
    bram = register(session, "bram")
    path = reverse("registration_staff:party_checkin", args=[bram.public_id])
    assert "geeft geen plaats" in desk.get(path, follow=True).content.decode()
    assert desk.get(reverse("registration_staff:party_checkin", args=[uuid4()])).status_code == 404


def test_a_public_id_leads_staff_to_the_registration(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    answer = desk.get(reverse("registration_staff:party", args=[piet.public_id]))
    assert answer.url == reverse("registration_staff:registration", args=[session.pk, piet.pk])


def test_the_code_is_an_image_that_needs_no_other_host(session: EventSession) -> None:
    assert code_image(register(session, "piet")).startswith("data:image/svg+xml")


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur"])
def test_others_neither_see_nor_tick(
    session: EventSession, logged_in: Callable[..., Client], address: str, role: str
) -> None:
    piet = register(session, "piet")
    other = logged_in(role)
    assert other.get(address).status_code == 302
    assert tick(other, address, piet.attendees.get()).status_code == 302
    assert other.get(f"{address}werker.js").status_code == 302
    path = reverse("registration_staff:party_checkin", args=[piet.public_id])
    assert b"piet" not in other.get(path).content
    assert attendance(piet) == ["unknown"]


@pytest.mark.parametrize(
    ("changes", "seats", "is_shown"),
    [({}, 1, True), ({"mode": "online"}, 1, False), ({"state": "cancelled"}, 1, False), ({}, 3, False)],
)
def test_who_has_a_place_sees_the_code_on_their_own_page(
    client: Client, session: EventSession, changes: dict[str, str], seats: int, is_shown: bool
) -> None:
    piet = register(session, "piet", seats)
    EventSession.objects.update(**changes)
    images = BeautifulSoup(client.get(own_url(piet)).content, "html.parser").select("img[src^='data:image/svg+xml']")
    assert len(images) == is_shown


def codes(registration: Registration) -> list[tuple[str, bool]]:
    """Each mail about `registration`, and whether it shows the code; no text names a code that isn't shown."""
    found = list(OutgoingMessage.objects.filter(subject_of=registration.subject_of).order_by("pk"))
    assert all(message.code in ("", code_url(registration)) for message in found)
    assert all((code_url(registration) in message.text) == bool(message.code) for message in found)
    return [(message.template.removeprefix("registration_"), bool(message.code)) for message in found]


def test_mails_to_who_has_a_place_show_the_code(session: EventSession, frozen: time_machine.Traveller) -> None:
    anna, bram = register(session, "anna", 2), register(session, "bram")
    services.change_party(anna, [Person("Anna")])
    services.accept(bram)
    agenda.change(session, {"venue_city": "Assen"})
    frozen.move_to(session.start - timedelta(hours=20))
    services.send_reminders(timezone.now())
    services.cancel(anna, by=Actor.STAFF)
    assert codes(anna) == [
        ("confirmed", True), ("changed", True), ("session_changed", True), ("reminder", True), ("cancelled", False),
    ]  # fmt: skip
    assert codes(bram) == [
        ("waitlisted", False), ("offered", False), ("confirmed", True), ("session_changed", True), ("reminder", True),
    ]  # fmt: skip


def test_no_code_goes_to_who_comes_online(session: EventSession) -> None:
    agenda.change(session, {"mode": "online", "online_link": "https://vergaderen.example/"})
    assert codes(register(session, "anna")) == [("confirmed", False)]


def test_no_code_goes_to_an_address_that_was_left(session: EventSession, manager: User) -> None:
    anna = register(session, "anna")
    care.correct_contact(anna, "Anna", "anna@thuis.example", manager)
    assert codes(anna) == [("confirmed", True), ("address_left", False), ("changed", True)]
