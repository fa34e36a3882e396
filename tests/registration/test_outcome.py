"""What staff see and do when a session is over, and the reports."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.mail.services import deliver_due
from cms.users.models import User
from events.agenda.models import EventSession, WorkshopPage
from events.registration import services
from events.registration.enums import Attendance
from events.registration.erasing import erase_due
from events.registration.models import Attendee, Evaluation
from events.registration.results import counts_of_gone, presence, reach
from tests.factories import OrganisationFactory, ThemeFactory, WorkshopPageFactory
from tests.registration.conftest import register
from tests.registration.desk import said


@pytest.fixture
def session(session_with: Callable[..., EventSession]) -> EventSession:
    return session_with()


@pytest.fixture
def over(session: EventSession, frozen: time_machine.Traveller) -> Callable[..., None]:
    """Go to a moment after the end of the session."""

    def go(**since: int) -> None:
        frozen.move_to(session.end + timedelta(**(since or {"hours": 1})))

    return go


@pytest.fixture
def desk(manager: User) -> Client:
    """Somebody who may; logged in for each request, as the clock runs on."""

    class Desk(Client):
        def request(self, **request: Any) -> Any:
            self.force_login(manager)
            return super().request(**request)

    return Desk()


@pytest.fixture
def address(session: EventSession) -> str:
    return reverse("registration_staff:outcome", args=[session.pk])


def sent(kind: str) -> list[str]:
    return sorted(OutgoingMessage.objects.filter(template=f"registration_{kind}").values_list("recipient", flat=True))


def text_of(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


# One session


def test_nothing_is_sent_or_noted_before_it_is_over(desk: Client, session: EventSession, address: str) -> None:
    register(session, "piet")
    assert "nog niet geweest" in text_of(desk.get(address))
    for action in ("absent", "thanks", "materials"):
        assert "pas als de bijeenkomst geweest is" in said(desk.post(address, {"action": action, "action-send": "1"}))
    assert Attendee.objects.get().attendance == "unknown"
    assert not sent("afterwards")


def test_who_was_not_ticked_was_not_there(
    desk: Client, session: EventSession, address: str, manager: User, over: Callable[..., None]
) -> None:
    piet, _kees = register(session, "piet", 2), register(session, "kees")
    services.mark_attendance(piet.attendees.first(), Attendance.ATTENDED, manager)
    over()
    assert "Bij 2 mensen" in said(desk.post(address, {"action": "absent"}))
    numbers = presence(session)
    assert (numbers.people, numbers.attended, numbers.no_show, numbers.unknown) == (3, 1, 2, 0)


def test_thanks_go_to_who_came_once_and_after_a_look(
    desk: Client, session: EventSession, address: str, manager: User, over: Callable[..., None]
) -> None:
    piet, kees = register(session, "piet", 2), register(session, "kees")
    services.mark_attendance(piet.attendees.first(), Attendance.ATTENDED, manager)
    services.mark_attendance(kees.attendees.first(), Attendance.NO_SHOW, manager)
    over()
    shown = text_of(desk.post(address, {"action": "thanks"}))
    assert "1 persoon krijgt deze e-mail" in shown
    assert "bewijs van deelname" in shown
    assert not sent("afterwards")
    for _ in range(2):
        desk.post(address, {"action": "thanks", "action-send": "1"})
    assert sent("afterwards") == ["piet@gemeente.example"]
    assert "niemand die deze e-mail nog moet krijgen" in said(desk.post(address, {"action": "thanks"}))


def test_materials_are_written_and_sent_when_it_is_over(
    desk: Client, session: EventSession, address: str, over: Callable[..., None]
) -> None:
    register(session, "piet")
    over()
    assert "nog geen materiaal" in said(desk.post(address, {"action": "materials"}))
    desk.post(address, {"action": "keep", "materials": "Zie https://ol2000.example/dia's"})
    assert "Zie https://ol2000.example/dia's" in text_of(desk.post(address, {"action": "materials"}))
    desk.post(address, {"action": "materials", "action-send": "1"})
    assert sent("materials") == ["piet@gemeente.example"]
    # There is nothing to change or to cancel any more.
    text = OutgoingMessage.objects.get(template="registration_materials").text
    assert "Bekijk uw aanmelding" in text
    assert "annuleer" not in text


@pytest.mark.parametrize("wrong", ["x" * 3001, "a\0b"])
def test_materials_that_are_not_right_are_not_kept(
    desk: Client, session: EventSession, address: str, wrong: str
) -> None:
    assert desk.post(address, {"action": "keep", "materials": wrong}).status_code == 200
    session.refresh_from_db()
    assert session.materials == ""


def test_an_unknown_button_does_nothing(desk: Client, address: str) -> None:
    assert desk.post(address, {"action": "wis"}).status_code == 302


def test_opinions_are_shown_when_there_are_enough_to_be_anonymous(
    desk: Client, session: EventSession, address: str
) -> None:
    def give(score: int) -> str:
        Evaluation.objects.create(session=session, overall=score, liked="De koffie")
        return text_of(desk.get(address))

    assert "vanaf 3 antwoorden" in give(5)
    assert "De koffie" not in give(5)
    shown = give(4)
    assert "Gemiddeld 4,7 van 5" in shown
    assert "Heel goed 2 67%" in shown
    assert "Slecht 0 0%" in shown
    assert "De koffie" in shown


def test_the_bars_say_the_same_as_the_table(desk: Client, session: EventSession, address: str) -> None:
    for score in (1, 1, 5, 5):
        Evaluation.objects.create(session=session, overall=score)
    page = BeautifulSoup(desk.get(address).content, "html.parser")
    widths = [rect["width"] for rect in page.select("table svg rect")][:5]
    assert widths == ["50", "0", "0", "0", "50"]


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur"])
def test_others_see_none_of_it(logged_in: Callable[..., Client], address: str, role: str) -> None:
    other = logged_in(role)
    for where in (address, reverse("report-bereik"), reverse("report-gewist")):
        assert other.get(where).status_code == 302
    assert other.post(address, {"action": "absent"}).status_code == 302
    assert "report-bereik" not in other.get("/beheer/").content.decode()


# Whom the bureau reached


@pytest.fixture
def reached(session: EventSession, manager: User, over: Callable[..., None]) -> EventSession:
    """A session about counters with four people from two provinces, of whom one was ticked."""
    page = session.page
    page.themes.add(ThemeFactory(title="Balie"))
    page.save()
    OrganisationFactory(cbs_code="GM0193", province="PV23", inhabitants=130_000)
    OrganisationFactory(cbs_code="GM0106", province="PV22", inhabitants=20_000)
    piet = register(session, "piet", 2, organisation_code="GM0193")
    register(session, "kees", organisation_code="GM0106")
    register(session, "lot")
    services.mark_attendance(piet.attendees.first(), Attendance.ATTENDED, manager)
    over()
    return session


def rows() -> dict[str, tuple[int, int, int, int]]:
    return {
        row.label: (row.sessions, row.registrations, row.people, row.attended)
        for row in reach(EventSession.objects.all(), counts_of_gone())
        if row.people
    }


EXPECTED = {
    "Overijssel": (1, 1, 2, 1),
    "Drenthe": (1, 1, 1, 0),
    "Geen gemeente of onbekend": (1, 1, 1, 0),
    "100.000 inwoners of meer": (1, 1, 2, 1),
    "Minder dan 25.000 inwoners": (1, 1, 1, 0),
    "Balie": (1, 3, 4, 1),
}


def test_reach_counts_by_province_size_and_theme(reached: EventSession) -> None:
    assert rows() == EXPECTED


def test_reach_stays_when_registrations_are_erased(reached: EventSession, over: Callable[..., None]) -> None:
    deliver_due()
    over(days=366)
    assert erase_due(timezone.now()).registrations == 3
    assert rows() == EXPECTED


def test_reach_stays_when_the_page_is_deleted_too(
    desk: Client, reached: EventSession, over: Callable[..., None]
) -> None:
    deliver_due()
    over(days=366)
    erase_due(timezone.now())
    WorkshopPage.objects.get(pk=reached.page_id).delete()
    assert not EventSession.objects.filter(pk=reached.pk).exists()
    assert rows() == EXPECTED
    for start, people in (("2026-12-01", "2"), ("2026-12-02", "0")):
        answer = desk.get(reverse("report-bereik"), {"start_from": start, "export": "csv"})
        table = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
        assert next(row for row in table if row["Welke"] == "Overijssel")["Mensen"] == people


def test_reach_of_a_period_with_an_export(desk: Client, reached: EventSession) -> None:
    url = reverse("report-bereik")
    assert "Overijssel" in text_of(desk.get(url))
    inside, outside = {"start_from": "2026-12-01", "start_to": "2026-12-01"}, {"start_from": "2026-12-02"}
    for period, people in ((inside, "2"), (outside, "0")):
        answer = desk.get(url, {**period, "export": "csv"})
        table = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
        assert next(row for row in table if row["Welke"] == "Overijssel")["Mensen"] == people


@pytest.mark.parametrize("query", ["start_from=nee", "start_from=%00", "start_to=9999-99-99", "p=x", "export=x"])
@pytest.mark.parametrize("name", ["report-bereik", "report-gewist"])
def test_bad_input_to_a_report_gets_an_answer(home: Any, desk: Client, name: str, query: str) -> None:
    assert desk.get(f"{reverse(name)}?{query}").status_code == 200


def test_what_is_called_off_or_still_to_come_reaches_nobody(
    desk: Client, session: EventSession, session_with: Callable[..., EventSession], manager: User
) -> None:
    register(session, "piet")
    shown = text_of(desk.get(reverse("report-bereik")))
    assert "Geen gemeente of onbekend 0 0 0 0" in shown


def test_reach_takes_as_many_queries_for_twenty_sessions_as_for_one(
    reached: EventSession, session_with: Callable[..., EventSession]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            reach(EventSession.objects.all(), counts_of_gone())
        return len(captured)

    for_one = queries()
    for _ in range(4):
        register(session_with(page=WorkshopPageFactory()), "piet")
    assert queries() == for_one <= 6


# What was erased


def test_the_log_says_what_was_erased_and_how_long_what_is_kept(
    desk: Client, session: EventSession, over: Callable[..., None]
) -> None:
    url = reverse("report-gewist")
    assert "nog niets gewist" in text_of(desk.get(url))
    register(session, "piet", 2)
    deliver_due()
    over(days=366)
    erase_due(timezone.now())
    shown = text_of(desk.get(url))
    assert "2 december 2027" in shown
    assert "Dieetwensen en wat iemand nodig heeft om mee te doen 7" in shown
    table = desk.get(url, {"export": "csv"})
    assert b",0,0,1,2" in b"".join(table.streaming_content)
