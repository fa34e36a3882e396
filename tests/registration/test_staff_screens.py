"""What staff see and do: the lists, one registration, its commands; and who may."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cms.mail.enums import MessageState
from cms.mail.labels import kind_of, subject_url
from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda.models import EventSession
from events.registration import services
from events.registration.application import StatedNeeds
from events.registration.enums import RegistrationState
from events.registration.models import Question, Registration
from events.registration.staff.commands import commands_for
from tests.registration.conftest import numbers, register

MakeSession = Callable[..., EventSession]


@pytest.fixture
def session(session_with: MakeSession) -> EventSession:
    return session_with(capacity=2)


@pytest.fixture
def desk(session: EventSession, manager: User, logged_in: Callable[..., Client]) -> Client:
    return logged_in(manager)


def url(name: str, session: EventSession, *args: Any) -> str:
    return reverse(f"registration_staff:{name}", args=[session.pk, *args])


def html(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def said(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def do(client: Client, registration: Registration, slug: str, **data: Any) -> Any:
    return client.post(url("command", registration.session, registration.pk, slug), data)


# Who may


SCREENS = ["sessions", "index", "results", "add", "questions", "print", "needs", "notice"]


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize(
    ("role", "status"), [("redacteur", 302), ("eindredacteur", 302), ("evenementbeheerder", 200), ("beheerder", 200)]
)
def test_only_who_manages_meetings_sees_who_registered(
    session: EventSession, logged_in: Callable[..., Client], role: str, status: int, name: str
) -> None:
    register(session, "piet")
    address = reverse("registration_staff:sessions") if name == "sessions" else url(name, session)
    answer = logged_in(role).get(address)
    assert answer.status_code == status
    assert (b"Piet" in answer.content) <= (status == 200)


def test_who_may_only_look_finds_no_buttons_and_changes_nothing(
    session: EventSession, logged_in: Callable[..., Client]
) -> None:
    viewer = logged_in("redacteur")
    User.objects.get().user_permissions.add(Permission.objects.get(codename="view_registration"))
    piet = register(session, "piet")
    shown = html(viewer, url("registration", session, piet.pk))
    assert "Meld af" not in shown
    assert "Meld iemand aan" not in html(viewer, url("index", session))
    assert do(viewer, piet, "afmelden", seats=1).status_code == 302
    assert numbers(piet)[0] == "confirmed"


def test_nothing_of_it_is_kept_by_a_cache(desk: Client, session: EventSession) -> None:
    assert "no-store" in desk.get(url("index", session))["Cache-Control"]


@pytest.mark.parametrize("role", ["redacteur", "evenementbeheerder"])
def test_the_menu_leads_there_for_who_may(home: Any, logged_in: Callable[..., Client], role: str) -> None:
    shown = logged_in(role).get("/beheer/").content.decode()
    assert (reverse("registration_staff:sessions") in shown) == (role == "evenementbeheerder")


def test_the_sessions_of_a_workshop_lead_there(desk: Client, session: EventSession) -> None:
    assert url("index", session) in html(desk, reverse("agenda_sessions:index", args=[session.page_id]))


# The lists


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


# Spreadsheets


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


def test_what_was_not_delivered_shows_before_what_came_later(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    OutgoingMessage.objects.update(state=MessageState.FAILED)
    failed = OutgoingMessage.objects.get()
    services.send_links(piet.email)
    assert OutgoingMessage.objects.count() == 2
    shown = html(desk, url("index", session))
    assert failed.subject in shown
    assert "bel even" in shown.split("<table")[1]


def tabs(client: Client, address: str) -> dict[str, str]:
    """The tabs of a session's screen, and where they lead; the one that is open is named by 'open'."""
    page = BeautifulSoup(html(client, address), "html.parser")
    links = page.select("nav[aria-label='Onderdelen van deze bijeenkomst'] a")
    is_open = [link.text.strip() for link in links if link.get("aria-current")]
    return {**{link.text.strip(): str(link["href"]) for link in links}, "open": is_open[0] if is_open else ""}


def test_a_session_is_one_screen_with_tabs(desk: Client, session: EventSession) -> None:
    found = tabs(desk, url("index", session))
    assert [name for name in found if name != "open"] == [
        "Aanmeldingen", "Instellingen", "Vragen", "Schrijf een e-mail", "Wensen", "Na afloop",
    ]  # fmt: skip
    for name, address in found.items():
        if name != "open":
            assert tabs(desk, address) == {**found, "open": name}
    piet = register(session, "piet")
    assert tabs(desk, url("registration", session, piet.pk))["open"] == "Aanmeldingen"
    assert tabs(desk, reverse("agenda_sessions:cancel", args=[session.page_id, session.pk]))["open"] == "Instellingen"
    EventSession.objects.update(state="cancelled")
    assert "Instellingen" not in tabs(desk, url("index", session))


def test_the_same_tab_of_another_session_of_the_workshop_is_one_step_away(
    desk: Client, session: EventSession, session_with: MakeSession, django_assert_num_queries: Any
) -> None:
    other, _elsewhere = session_with(page=session.page), session_with()

    def others() -> list[str]:
        page = BeautifulSoup(html(desk, url("questions", session)), "html.parser")
        return [str(link["href"]) for link in page.select("details a")]

    assert others() == [url("questions", other)]
    with CaptureQueriesContext(connection) as queries:
        others()
    count = len(queries)
    for _ in range(9):
        session_with(page=session.page)
    others()  # what is kept until something changes is read anew
    with django_assert_num_queries(count):
        assert len(others()) == 10


def test_who_may_not_see_who_registered_has_the_settings_alone(
    session: EventSession, logged_in: Callable[..., Client]
) -> None:
    address = reverse("agenda_sessions:edit", args=[session.page_id, session.pk])
    assert tabs(logged_in("eindredacteur"), address) == {"Instellingen": address, "open": "Instellingen"}


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


# One registration


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


# Adding by hand


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


# Questions


def asked(**changes: str) -> dict[str, str]:
    data = {"questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0"}
    first = {"text": "Hoe komt u?", "kind": "choice", "options": "Fiets\nTrein", "retention": "normal", "order": "0"}
    return {**data, **{f"questions-0-{name}": value for name, value in {**first, **changes}.items()}}


def test_questions_are_kept_with_how_long_answers_are(desk: Client, session: EventSession) -> None:
    desk.post(url("questions", session), asked(retention="sensitive", is_required="on"))
    question = Question.objects.get()
    assert (question.choices, question.retention, question.is_required) == (["Fiets", "Trein"], "sensitive", True)
    assert "Hoe komt u?" in html(desk, url("questions", session))


def test_a_choice_without_choices_is_refused(desk: Client, session: EventSession) -> None:
    answer = desk.post(url("questions", session), asked(options="Fiets"))
    assert "minstens twee keuzes" in answer.content.decode()
    assert not Question.objects.exists()


def test_a_question_goes_until_somebody_has_answered_it(desk: Client, session: EventSession) -> None:
    question = Question.objects.create(session=session, text="Waarom?")
    gone = {
        **asked(text="Waarom?", kind="text", options="", id=str(question.pk), DELETE="on"),
        "questions-INITIAL_FORMS": "1",
    }
    register(session, "piet", answers={question.pk: "Daarom"})
    assert "al beantwoord" in desk.post(url("questions", session), gone).content.decode()
    assert Question.objects.exists()
    Registration.objects.get().answers.all().delete()
    desk.post(url("questions", session), gone)
    assert not Question.objects.exists()


@pytest.mark.parametrize("total", ["x", "", "99999"])
def test_a_broken_form_of_questions_gets_an_answer(desk: Client, session: EventSession, total: str) -> None:
    assert desk.post(url("questions", session), {**asked(), "questions-TOTAL_FORMS": total}).status_code == 200


# A mail to all or some


def notice(**changes: Any) -> dict[str, Any]:
    texts = {"subject": "De zaal", "text": "Wij zitten in zaal 3 & 4."}
    return {"states": ["confirmed"], "key": "a" * 32, **texts, **changes}


def test_a_mail_is_shown_before_it_goes(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    register(session, "kees")
    register(session, "lot")
    before = OutgoingMessage.objects.count()
    shown = desk.post(url("notice", session), notice()).content.decode()
    assert "2 mensen krijgen deze e-mail" in shown
    assert "zaal 3 &amp; 4" in shown
    assert OutgoingMessage.objects.count() == before


def test_a_mail_goes_once_however_often_it_is_sent(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    register(session, "kees", 2)
    for _ in range(2):
        answer = desk.post(url("notice", session), notice(**{"action-send": "1"}))
        assert "gaat naar 1 persoon" in said(answer)
    sent = OutgoingMessage.objects.filter(template="registration_notice")
    assert [(one.recipient, one.subject) for one in sent] == [("piet@gemeente.example", "De zaal")]
    assert "zaal 3 & 4" in sent[0].text
    assert sent[0].links


def test_a_test_goes_to_oneself_without_anybodys_link(desk: Client, session: EventSession, manager: User) -> None:
    register(session, "piet")
    answer = desk.post(url("notice", session), notice(**{"action-test": "1"}))
    assert "1 persoon krijgt deze e-mail" in answer.content.decode()
    sent = OutgoingMessage.objects.filter(template="registration_notice").get()
    assert (sent.recipient, sent.subject, sent.links) == (manager.email, "Proef: De zaal", {})
    assert "[persoonlijke link]" in sent.text


def test_a_mail_to_nobody_is_refused_and_writing_can_go_on(desk: Client, session: EventSession) -> None:
    assert "Er is niemand met deze stand" in desk.post(url("notice", session), notice()).content.decode()
    again = desk.post(url("notice", session), notice(**{"action-back": "1"})).content.decode()
    assert "zaal 3 &amp; 4" in again


def test_too_many_mails_a_day_are_a_mistake(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    for number in range(6):
        last = desk.post(url("notice", session), notice(key=f"{number}" * 32, **{"action-send": "1"}))
    assert "Wacht tot morgen" in last.content.decode()
    assert OutgoingMessage.objects.filter(template="registration_notice").count() == 5


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "x" * 5001}, {"states": ["x"]}, {"key": "nee"}, {"subject": "a\0"}]
)
def test_a_mail_that_is_not_right_does_not_go(desk: Client, session: EventSession, wrong: dict[str, Any]) -> None:
    register(session, "piet")
    assert desk.post(url("notice", session), notice(**{"action-send": "1", **wrong})).status_code == 200
    assert not OutgoingMessage.objects.filter(template="registration_notice").exists()


# Calling off and rescheduling


def test_calling_off_shows_first_who_gets_which_mail(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    register(session, "kees", 2)
    before = OutgoingMessage.objects.count()
    address = reverse("agenda_sessions:cancel", args=[session.page_id, session.pk])
    shown = html(desk, address)
    assert "2 mensen krijgen deze e-mail" in shown
    assert "Gelast af en verstuur" in shown
    assert OutgoingMessage.objects.count() == before
    session.refresh_from_db()
    assert session.state == "scheduled"
    desk.post(address)
    session.refresh_from_db()
    assert (session.state, OutgoingMessage.objects.count()) == ("cancelled", before + 2)


def test_calling_off_is_tried_on_oneself_first(desk: Client, session: EventSession, manager: User) -> None:
    register(session, "piet")
    register(session, "kees")
    register(session, "lot")
    address = reverse("agenda_sessions:cancel", args=[session.page_id, session.pk])
    before = OutgoingMessage.objects.count()
    answer = desk.post(address, {"action-test": "1"})
    assert answer.url == address
    assert manager.email in said(answer)
    session.refresh_from_db()
    assert session.state == "scheduled"
    (trial,) = OutgoingMessage.objects.order_by("pk")[before:]
    assert (trial.recipient, trial.template, trial.calendar) == (
        manager.email, "registration_session_cancelled", "",
    )  # fmt: skip
    assert trial.subject.startswith("Proef: Gaat niet door")


def test_rescheduling_is_tried_on_oneself_first(desk: Client, session: EventSession, manager: User) -> None:
    register(session, "piet")
    before = OutgoingMessage.objects.count()
    answer = changed(desk, session, venue_city="Assen", **{"action-test": "1"})
    assert "1 persoon krijgt deze e-mail" in answer.content.decode()
    assert dict(answer.context["fields"])["venue_city"] == "Assen"
    session.refresh_from_db()
    assert session.venue_city == "Zwolle"
    (trial,) = OutgoingMessage.objects.order_by("pk")[before:]
    assert (trial.recipient, trial.template) == (manager.email, "registration_session_changed")
    assert "Assen" in trial.text


def test_a_trial_of_what_nobody_gets_any_more_says_so_and_saves_nothing(desk: Client, session: EventSession) -> None:
    before = OutgoingMessage.objects.count()
    shown = changed(desk, session, venue_city="Assen", **{"action-test": "1"})
    assert "niemand krijgt hier nu een e-mail over" in said(shown)
    assert shown.context["form"]["venue_city"].value() == "Assen"
    session.refresh_from_db()
    assert session.venue_city == "Zwolle"
    answer = desk.post(reverse("agenda_sessions:cancel", args=[session.page_id, session.pk]), {"action-test": "1"})
    assert "niemand krijgt hier nu een e-mail over" in said(answer)
    assert OutgoingMessage.objects.count() == before


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur"])
def test_who_may_not_see_who_registered_learns_only_how_many_get_mail(
    session: EventSession, logged_in: Callable[..., Client], role: str
) -> None:
    register(session, "piet")
    writer = logged_in(role)
    for shown in (
        html(writer, reverse("agenda_sessions:cancel", args=[session.page_id, session.pk])),
        changed(writer, session, venue_city="Assen").content.decode(),
    ):
        assert "1 persoon krijgt deze e-mail" in shown
        assert "Piet" not in shown
        assert "proefmail" not in shown
        assert "er staan namen in" in shown
    before = OutgoingMessage.objects.count()
    writer.post(reverse("agenda_sessions:cancel", args=[session.page_id, session.pk]), {"action-test": "1"})
    changed(writer, session, venue_city="Assen", **{"action-test": "1"})
    assert OutgoingMessage.objects.count() == before


def changed(client: Client, session: EventSession, **changes: str) -> Any:
    address = reverse("agenda_sessions:edit", args=[session.page_id, session.pk])
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    data = {name: f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "hour") else value for name, value in values.items()}
    return client.post(
        address, {name: value for name, value in {**data, **changes}.items() if value not in (None, False)}
    )


def test_rescheduling_shows_first_who_gets_which_mail(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    before = OutgoingMessage.objects.count()
    shown = changed(desk, session, venue_city="Assen").content.decode()
    assert "1 persoon krijgt deze e-mail" in shown
    assert "Assen" in shown
    session.refresh_from_db()
    assert (session.venue_city, OutgoingMessage.objects.count()) == ("Zwolle", before)
    again = changed(desk, session, venue_city="Assen", **{"action-back": "1"})
    assert again.context["form"]["venue_city"].value() == "Assen"
    assert changed(desk, session, venue_city="Assen", **{"action-send": "1"}).status_code == 302
    session.refresh_from_db()
    assert (session.venue_city, OutgoingMessage.objects.count()) == ("Assen", before + 1)


def test_the_preview_sends_in_what_was_filled_in(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    answer = changed(desk, session, venue_city="Assen", practical_info='Ga\n"links"')
    kept = dict(answer.context["fields"])
    assert (kept["venue_city"], kept["practical_info"], kept["takes_registrations"]) == ("Assen", 'Ga\n"links"', "True")
    desk.post(reverse("agenda_sessions:edit", args=[session.page_id, session.pk]), {**kept, "action-send": "1"})
    session.refresh_from_db()
    assert (session.venue_city, session.takes_registrations, session.capacity) == ("Assen", True, 2)


def test_a_change_that_nobody_must_hear_of_is_saved_at_once(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    assert changed(desk, session, largest_party="7").status_code == 302
    session.refresh_from_db()
    assert session.largest_party == 7


def test_fewer_places_than_are_held_are_refused(desk: Client, session: EventSession) -> None:
    register(session, "piet", 2)
    assert "al 2 plaatsen bezet" in changed(desk, session, capacity="1").content.decode()


def test_more_places_show_the_offers_that_would_go(desk: Client, session: EventSession) -> None:
    register(session, "piet", 2)
    register(session, "kees")
    shown = changed(desk, session, capacity="3").content.decode()
    assert "1 persoon krijgt deze e-mail" in shown
    assert changed(desk, session, capacity="3", **{"action-send": "1"}).status_code == 302
    assert numbers(Registration.objects.get(name="Kees"))[0] == "offered"


# The outbox


def test_the_outbox_names_every_kind_and_leads_to_whom_it_is_about(desk: Client, session: EventSession) -> None:
    piet = register(session, "piet")
    message = OutgoingMessage.objects.get()
    assert kind_of(message.template) == "Plaats bevestigd"
    assert desk.get(subject_url(message)).url == url("registration", session, piet.pk)
    templates = (Path(settings.BASE_DIR) / "templates/mail").glob("registration_*.txt")
    kinds = {path.stem for path in templates} - {"registration_facts", "registration_code"}
    assert not {kind for kind in kinds if kind_of(kind) == kind}
