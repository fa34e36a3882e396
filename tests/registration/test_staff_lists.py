"""The lists of staff: who comes, on screen, on paper, in spreadsheets, and in the outbox."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cms.mail.enums import MessageState
from cms.mail.labels import kind_of, subject_url
from cms.mail.models import OutgoingMessage
from events.agenda.models import EventSession
from events.registration import services
from events.registration.application import StatedNeeds
from events.registration.enums import RegistrationState
from events.registration.models import Question, Registration
from tests.registration.conftest import numbers, register
from tests.registration.desk import html, url

MakeSession = Callable[..., EventSession]


def test_the_list_says_who_comes_who_waits_and_in_which_place(desk: Client, session: EventSession) -> None:
    register(session, "anna", 2)
    register(session, "bram")
    register(session, "cato", 3)
    shown = html(desk, url("index", session))
    assert shown.index("Anna") < shown.index("Bram") < shown.index("Cato")
    assert "2 bevestigd" in shown
    assert "1 wacht (plek 1)" in shown
    assert "3 wacht (plek 2)" in shown


def test_the_list_says_what_they_were_told_and_that_it_did_not_arrive(desk: Client, session: EventSession) -> None:
    piet, _kees = register(session, "piet"), register(session, "kees")
    OutgoingMessage.objects.about(piet.subject_of).update(state=MessageState.FAILED)
    assert "niet bezorgd: bel even" in html(desk, url("results", session))
    found = html(desk, url("results", session), mail="niet-bezorgd")
    assert "Piet" in found
    assert "Kees" not in found


def test_the_list_is_filtered_and_searched(desk: Client, session: EventSession) -> None:
    register(session, "piet", 2)
    register(session, "kees")
    assert "Kees" not in html(desk, url("results", session), state="confirmed")
    assert "Piet" not in html(desk, url("results", session), q="kees@")
    # A colleague of the party is found too, and once.
    assert html(desk, url("results", session), q="piet 2").count("piet@gemeente") <= 1
    assert "Piet" in html(desk, url("results", session), q="piet 2")
    assert "Geen aanmelding past hierbij" in html(desk, url("results", session), q="wie?")


@pytest.mark.parametrize(
    "query", ["state=nee", "mail=x", "p=99", "p=x", "q=%00", "q=" + "x" * 3000, "ordering=x", "export=x", "when=x"]
)
def test_bad_input_gets_an_answer(desk: Client, session: EventSession, query: str) -> None:
    for address in (url("index", session), reverse("registration_staff:sessions")):
        assert desk.get(f"{address}?{query}").status_code == 200


def test_lists_take_as_many_queries_for_twenty_as_for_one(
    desk: Client, session: EventSession, session_with: MakeSession
) -> None:
    def queries(address: str) -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            desk.get(address)
        return len(captured)

    addresses = [
        url("index", session),
        url("print", session),
        url("needs", session),
        f"{url('index', session)}?export=csv",
    ]
    addresses.append(reverse("registration_staff:sessions"))
    register(session, "piet", needs=StatedNeeds("vegetarisch"))
    before = [queries(address) for address in addresses]
    EventSession.objects.update(capacity=30)
    for number in range(19):
        register(session, f"kees{number}", needs=StatedNeeds("vegetarisch"))
        register(session_with(page=session.page), "piet")
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 25


def test_all_sessions_are_listed_with_how_full_they_are(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    register(session, "kees", 2)
    shown = html(desk, reverse("registration_staff:sessions"))
    assert session.page.title in shown
    assert "2 van 2" in shown
    assert "Geen bijeenkomst past" in html(desk, reverse("registration_staff:sessions"), when="geweest")


def test_the_print_list_holds_who_has_a_place(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    register(session, "kees", 2)
    shown = html(desk, url("print", session))
    assert "piet 1" in shown
    assert "kees 1" in shown or RegistrationState.OFFERED in numbers(Registration.objects.get(name="Kees"))
    assert "kees 2" not in shown


def test_what_was_not_delivered_shows_before_what_came_later(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    OutgoingMessage.objects.update(state=MessageState.FAILED)
    failed = OutgoingMessage.objects.get()
    services.send_links(piet.email)
    assert OutgoingMessage.objects.count() == 2
    shown = html(desk, url("index", session))
    assert failed.subject in shown
    assert "bel even" in shown.split("<table")[1]


def rows_of(client: Client, session: EventSession) -> list[dict[str, str]]:
    answer = client.get(url("index", session), {"export": "csv"})
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


@pytest.mark.parametrize("start", list("=+-@\t"))
def test_no_cell_runs_as_a_formula(desk: Client, session: EventSession, start: str) -> None:
    register(session, "piet")
    Registration.objects.update(organisation_name=f"{start}HYPERLINK(1)")
    assert rows_of(desk, session)[0]["Organisatie"] == f"'{start}HYPERLINK(1)"
    answer = desk.get(url("index", session), {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    assert book.active["C2"].value == f"'{start}HYPERLINK(1)"
    assert book.active["C2"].data_type == "s"


def test_no_heading_runs_as_a_formula(desk: Client, session: EventSession) -> None:
    Question.objects.create(session=session, text="=1+1")
    register(session, "piet")
    assert list(rows_of(desk, session)[0])[-1] == "'=1+1"
    answer = desk.get(url("index", session), {"export": "xlsx"})
    heading = load_workbook(io.BytesIO(b"".join(answer))).active[1][-1]
    assert (heading.value, heading.data_type) == ("'=1+1", "s")


def test_a_spreadsheet_holds_answers_but_nothing_sensitive(desk: Client, session: EventSession) -> None:
    open_one = Question.objects.create(session=session, text="Wat hoopt u te leren?")
    secret = Question.objects.create(session=session, text="Gezondheid?", retention="sensitive")
    answers = {open_one.pk: "Alles", secret.pk: "Astma"}
    register(session, "piet", 2, answers=answers, needs=StatedNeeds("glutenvrij", "ringleiding"))
    row = rows_of(desk, session)[0]
    assert (row["Wat hoopt u te leren?"], row["Deelnemers"]) == ("Alles", "piet 1; piet 2")
    assert not {"Astma", "glutenvrij", "ringleiding"} & set(row.values())
    assert "Gezondheid?" not in row
    shown = html(desk, url("needs", session))
    assert {word for word in ("Astma", "glutenvrij", "ringleiding") if word in shown} == {
        "Astma",
        "glutenvrij",
        "ringleiding",
    }


def test_the_outbox_names_every_kind_and_leads_to_whom_it_is_about(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    message = OutgoingMessage.objects.get()
    assert kind_of(message.template) == "Plaats bevestigd"
    assert desk.get(subject_url(message)).url == url("registration", session, piet.pk)
    templates = (Path(settings.BASE_DIR) / "templates/mail").glob("registration_*.txt")
    kinds = {path.stem for path in templates} - {"registration_facts", "registration_code"}
    assert not {kind for kind in kinds if kind_of(kind) == kind}
