"""The form below a workshop: every state of a session has its answer, and no answer tells who is registered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.mail.models import OutgoingMessage
from events.agenda import services as agenda_services
from events.agenda.models import EventSession
from events.registration import services
from events.registration.models import Answer, Needs, Question, Registration
from events.registration.retention import NEEDS, REGISTRATION
from tests.factories import EventSessionFactory, OrganisationFactory
from tests.registration.conftest import NOON, register
from tests.registration.filling import apply, filled, form_url, text_of

Make = Callable[..., EventSession]


def test_somebody_registers_with_colleagues_answers_and_needs(session_with: Make) -> None:
    session = session_with(capacity=10)
    zwolle = OrganisationFactory(name="Zwolle", cbs_code="GM0193")
    why = Question.objects.create(session=session, text="Waarom komt u?")
    which = Question.objects.create(
        session=session, text="Welke zaal?", kind="choice", options="A\nB", is_required=True
    )
    answer = apply(
        session,
        organisation="gemeente  zwolle",
        rows="3",
        name_1="Piet",
        name_3="Kees",
        dietary="Eén keer vegetarisch",
        **{f"question_{why.pk}": "Nieuwsgierig", f"question_{which.pk}": "B"},
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"{session.page.url}aangemeld/"
    registration = Registration.objects.get()
    assert (registration.state, registration.seats, registration.organisation) == ("confirmed", 3, zwolle)
    assert [one.name for one in registration.attendees.all()] == ["Sanne Bakker", "Piet", "Kees"]
    assert [one.value for one in Answer.objects.all()] == ["Nieuwsgierig", "B"]
    assert Needs.objects.get().dietary == "Eén keer vegetarisch"
    assert OutgoingMessage.objects.get().recipient == "sanne@zwolle.example"


def test_who_registers_others_need_not_come(session_with: Make) -> None:
    session = session_with()
    assert apply(session, comes_along="", name_1="Piet").status_code == 302
    assert [one.name for one in Registration.objects.get().attendees.all()] == ["Piet"]
    answer = apply(session, comes_along="", email="ander@zwolle.example")
    assert "vul de naam in van wie er komt" in text_of(answer)


def test_the_same_form_twice_makes_one_registration(session_with: Make, client: Client) -> None:
    session = session_with()
    sent = filled(key=str(uuid4()))
    answers = [client.post(form_url(session), sent) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {f"{session.page.url}aangemeld/"}
    assert Registration.objects.count() == 1
    assert OutgoingMessage.objects.count() == 1


def test_the_form_of_another_makes_a_registration_of_its_own(session_with: Make) -> None:
    session = session_with()
    key = str(uuid4())
    apply(session, key=key)
    assert apply(session, key=key, email="SANNE@zwolle.example").status_code == 302
    assert apply(session, key=key, name="Noor", email="noor@zwolle.example").status_code == 302
    services.cancel(Registration.objects.get(name="Noor"))
    assert apply(session, key=key, name="Piet", email="piet@zwolle.example").status_code == 302
    assert [one.name for one in Registration.objects.all()] == ["Sanne Bakker", "Noor", "Piet"]
    assert OutgoingMessage.objects.filter(recipient="piet@zwolle.example").count() == 1


def test_nobody_finds_out_who_is_registered(session_with: Make) -> None:
    session = session_with(capacity=5)
    register(session, "sanne")
    known = apply(session, Client(), email="SANNE@gemeente.example")
    new = apply(session, Client(), email="nieuw@gemeente.example")
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert set(known.headers) == set(new.headers)
    shown = [Client().get(new["Location"]), Client().get(known["Location"])]
    assert text_of(shown[0]) == text_of(shown[1])
    assert Registration.objects.count() == 2
    # Who knows somebody's address can't learn it from a refusal either.
    agenda_services.change(session, {"capacity": 2, "waiting_capacity": 0})
    refused = [apply(session, Client(), email=f"{name}@gemeente.example") for name in ("sanne", "derde")]
    texts = [text_of(answer) for answer in refused]
    assert "Alle plaatsen en de wachtlijst zijn vol" in texts[0]
    assert texts[0] == texts[1]
    assert {answer.status_code for answer in refused} == {409}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "cancelled"}, "afgelast"),
        ({"takes_registrations": False}, "kunt u zich hier niet aanmelden"),
        ({"opens_at": NOON + timedelta(days=1)}, "Aanmelden kan vanaf 25 november 2026, 12.00 uur."),
        ({"closes_at": NOON - timedelta(minutes=1)}, "Aanmelden kan niet meer"),
        ({"start": NOON - timedelta(days=2)}, "al geweest"),
        ({"capacity": 0, "waiting_capacity": 0}, "Alle plaatsen en de wachtlijst zijn vol"),
    ],
)
def test_who_cannot_register_reads_why_and_sees_no_form(
    session_with: Make, client: Client, fields: dict[str, Any], message: str
) -> None:
    session = session_with(**fields)
    shown = client.get(form_url(session))
    assert shown.status_code == 200
    assert message in text_of(shown)
    assert '<form class="ol-form"' not in shown.text
    # A form that was open already is refused with the same words, and nothing typed is lost.
    answer = apply(session, client, dietary="Geen noten")
    assert answer.status_code == 409
    assert message in text_of(answer)
    assert "Geen noten" in answer.text
    assert not Registration.objects.exists()


def test_the_window_closes_while_the_form_is_open(
    session_with: Make, client: Client, frozen: time_machine.Traveller
) -> None:
    session = session_with(closes_at=NOON + timedelta(minutes=5))
    assert "Verstuur de aanmelding" in client.get(form_url(session)).text
    frozen.shift(timedelta(minutes=5))
    answer = apply(session, client)
    assert answer.status_code == 409
    assert "de aanmelding is gesloten" in text_of(answer)
    assert 'value="Sanne Bakker"' in answer.text


def test_a_session_that_is_hidden_again_while_its_form_is_open_loses_nothing_that_was_typed(
    session_with: Make, client: Client
) -> None:
    session = session_with(venue_city="Geheimenstad")
    EventSession.objects.update(state="draft")
    answer = apply(session, client)
    assert answer.status_code == 409
    assert 'value="Sanne Bakker"' in answer.text
    assert "kunt u zich hier niet aanmelden" in text_of(answer)
    # What is being prepared is nobody's business.
    assert "Geheimenstad" not in answer.text
    assert "Sanne" not in client.get(form_url(session)).text
    assert not Registration.objects.exists()


def test_a_full_session_offers_the_waiting_list_by_that_name(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1)
    register(session, "eerste")
    shown = client.get(form_url(session))
    assert "Zet u op de wachtlijst" in text_of(shown)
    assert "Zet mij op de wachtlijst" in shown.text
    assert apply(session, client).status_code == 302
    assert Registration.objects.get(email_key="sanne@zwolle.example").state == "waitlisted"


def test_a_session_without_a_waiting_list_offers_none(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1, waiting_capacity=0)
    register(session, "eerste")
    answer = apply(session, client)
    assert answer.status_code == 409
    assert "op de wachtlijst" not in text_of(answer)
    assert "Meld u aan" in text_of(answer)


def test_a_refusal_is_not_called_a_mistake(session_with: Make, client: Client) -> None:
    session = session_with(closes_at=NOON)
    assert title_of_errors(apply(session, client)) == "Dat is niet gelukt"
    session = session_with()
    assert title_of_errors(apply(session, client, name="")) == "Het formulier is nog niet goed ingevuld"
    # A mistake beside what is wrong with the whole.
    both = apply(session, client, name="", webadres="https://robot.example")
    assert title_of_errors(both) == "Het formulier is nog niet goed ingevuld"


def title_of_errors(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").find(id="fouten").text


def test_an_organisation_at_its_limit(session_with: Make, client: Client) -> None:
    session = session_with(organisation_limit=1)
    assert apply(session, client).status_code == 302
    answer = apply(session, client, email="tweede@zwolle.example", organisation="GEMEENTE ZWOLLE")
    assert answer.status_code == 409
    OrganisationFactory(name="Almere")
    assert apply(session, client, email="a@almere.example", organisation="Almere").status_code == 302
    answer = apply(session, client, email="b@almere.example", organisation="Gemeente almere")
    assert answer.status_code == 409
    assert "Van uw organisatie kunnen hoogstens 1 mensen komen" in text_of(answer)


@pytest.mark.parametrize("rows", ["9", "999", "1", ""])
def test_who_brings_too_many_reads_so_and_no_name_is_dropped(session_with: Make, client: Client, rows: str) -> None:
    session = session_with(largest_party=3)
    names = {f"name_{number}": f"Collega {number}" for number in range(1, 10)}
    answer = apply(session, client, rows=rows, **names)
    assert answer.status_code == 409
    assert "U kunt hoogstens 3 mensen tegelijk aanmelden" in text_of(answer)
    page = BeautifulSoup(answer.content, "html.parser")
    assert {row["name"]: row["value"] for row in page.select("[name^=name_]")} == names
    assert not Registration.objects.exists()
    emptied = dict.fromkeys(names, "") | {"name_9": "Piet"}
    assert apply(session, client, **emptied, rows=rows).status_code == 302
    assert [one.name for one in Registration.objects.get().attendees.all()] == ["Sanne Bakker", "Piet"]


def test_who_may_come_alone_is_asked_for_no_colleagues(session_with: Make, client: Client) -> None:
    session = session_with(largest_party=1)
    shown = client.get(form_url(session)).text
    assert "comes_along" not in shown
    assert "name_1" not in shown
    sent = filled()
    for name in ("rows", "name_1", "comes_along"):
        del sent[name]
    assert client.post(form_url(session), sent).status_code == 302
    assert [one.name for one in Registration.objects.get().attendees.all()] == ["Sanne Bakker"]


def test_a_form_that_was_open_when_more_could_come(session_with: Make, client: Client) -> None:
    session = session_with(largest_party=1)
    answer = apply(session, client, rows="1", name_1="Piet")
    assert answer.status_code == 409
    assert "hoogstens 1 persoon" in text_of(answer)
    assert 'value="Piet"' in answer.text
    assert apply(session, client, rows="1", name_1="Piet", comes_along="").status_code == 302
    assert [one.name for one in Registration.objects.get().attendees.all()] == ["Piet"]


def test_what_was_typed_stays_and_each_error_is_linked(session_with: Make, client: Client) -> None:
    session = session_with()
    question = Question.objects.create(session=session, text="Komt u met de trein?", kind="yes-no", is_required=True)
    answer = apply(session, client, name="", email="geen adres", rows="2", name_2="Piet", access="Ringleiding")
    page = BeautifulSoup(answer.content, "html.parser")
    linked = {link["href"].removeprefix("#") for link in page.select(".ol-alert a")}
    assert linked == {"id_name", "id_email", f"id_question_{question.pk}_0"}
    assert all(page.find(id=target) for target in linked)
    assert page.find(id="id_name_2")["value"] == "Piet"
    assert page.find(id="id_access").text.strip() == "Ringleiding"
    assert page.title.text.startswith("Fout: ")
    assert "Dit is geen e-mailadres" in text_of(answer)
    assert not Registration.objects.exists()


def test_one_more_row_without_a_script(session_with: Make, client: Client) -> None:
    session = session_with(largest_party=3)
    sent = {**filled(rows="1", name_1="Piet", name="", comes_along=""), "nog_een": "1"}
    del sent["comes_along"]
    page = BeautifulSoup(client.post(form_url(session), sent).content, "html.parser")
    assert page.find(id="id_name_1")["value"] == "Piet"
    assert page.find(id="id_name_2").has_attr("autofocus")
    assert not page.find(id="id_comes_along").has_attr("checked")
    assert page.find(attrs={"name": "rows"})["value"] == "2"
    assert page.find(attrs={"name": "key"})["value"] == sent["key"]
    assert page.find(attrs={"name": "nog_een"}) is None
    assert not page.select(".ol-field--error")
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "a\0b"},
        {"name": "x" * 5000},
        {"email": "é" * 300 + "@x.example"},
        {"key": "vervalst"},
        {"key": ""},
        {"rows": "-1"},
        {"rows": "9" * 50},
        {"rows": "²"},
        {"name_1": "x" * 200},
        {"organisation": " "},
        {"moment": "a\0b"},
        {"access": "x" * 1001},
        {"nog_een": "1", "rows": "\0", "name": "\0"},
        {"webadres": "https://robot.example"},
    ],
)
def test_bad_input_gets_a_normal_answer(session_with: Make, client: Client, sent: dict[str, str]) -> None:
    session = session_with()
    assert client.post(form_url(session), filled() | sent).status_code in {200, 302}


@pytest.mark.parametrize(
    "value", ["", "=", "=%00", "=5b1c7c2e-1111-4c55-9d0b-2f5a3c1d7e99", "=2026-11-24", "=" + "x" * 999]
)
def test_who_names_no_session_chooses_one(session_with: Make, client: Client, value: str) -> None:
    first = session_with()
    second = session_with(page=first.page, capacity=0)
    answer = client.get(f"{first.page.url}aanmelden/?bijeenkomst{value}")
    assert answer.status_code == 200
    assert form_url(first) in answer.text
    assert form_url(second) in answer.text
    assert "Zet u op de wachtlijst" in answer.text


def test_with_one_session_there_is_nothing_to_choose(session_with: Make, client: Client) -> None:
    session = session_with()
    EventSessionFactory(page=session.page, state="draft")
    assert "Verstuur de aanmelding" in client.get(f"{session.page.url}aanmelden/").text


def test_the_form_is_for_the_session_that_it_was_shown_for(session_with: Make, client: Client) -> None:
    session = session_with()
    shown_at = f"{session.page.url}aanmelden/"
    form = BeautifulSoup(client.get(shown_at).content, "html.parser").select_one("form.ol-form")
    session_with(page=session.page)
    answer = client.post(urljoin(shown_at, form["action"]), filled())
    assert answer.status_code == 302
    assert Registration.objects.get().session == session


def test_the_session_of_another_workshop_or_one_being_prepared_is_not_found(session_with: Make, client: Client) -> None:
    session = session_with()
    draft = EventSessionFactory(page=session.page, state="draft", takes_registrations=True)
    other = session_with()
    for hidden in (draft, other):
        url = f"{session.page.url}aanmelden/?bijeenkomst={hidden.uid}"
        assert "Voor welke datum" in text_of(client.get(url))
        client.post(url, filled())
    assert not Registration.objects.exists()


def test_an_unpublished_workshop_takes_nobody(session_with: Make, client: Client) -> None:
    session = session_with()
    session.page.unpublish()
    assert client.get(form_url(session)).status_code == 404
    assert apply(session, client).status_code == 404
    assert not Registration.objects.exists()


def test_a_restriction_of_the_page_holds_for_the_form_and_the_places(session_with: Make, client: Client) -> None:
    session = session_with(capacity=3)
    PageViewRestriction.objects.create(page=session.page, restriction_type=PageViewRestriction.LOGIN)
    for answer in (client.get(form_url(session)), apply(session), client.get(f"{session.page.url}plaatsen.json")):
        assert answer.status_code == 302
        assert "aangemeld" not in answer["Location"]
    assert not Registration.objects.exists()


def test_looking_changes_nothing_and_is_kept_by_nobody(session_with: Make, client: Client, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    session = session_with()
    for path in (form_url(session), f"{session.page.url}aangemeld/"):
        for method in (client.get, client.head):
            answer = method(path, filled())
            assert answer.status_code == 200
            assert "no-store" in answer["Cache-Control"]
    assert not Registration.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_a_form_without_a_token_is_refused(session_with: Make) -> None:
    session = session_with()
    assert apply(session, Client(enforce_csrf_checks=True)).status_code == 403


def test_a_robot_and_a_flood_are_stopped(session_with: Make, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_with()
    page = BeautifulSoup(client.get(form_url(session)).content, "html.parser")
    fast = filled() | {"moment": page.find(attrs={"name": "moment"})["value"]}
    assert "heel snel verstuurd" in text_of(client.post(form_url(session), fast))
    monkeypatch.setattr("events.registration.visitors.applying._LIMIT", 1)
    assert apply(session, client).status_code == 302
    answer = apply(session, client, email="tweede@zwolle.example")
    assert answer.status_code == 429
    assert "te vaak achter elkaar" in text_of(answer)
    assert Registration.objects.count() == 1


def test_the_form_promises_the_terms_that_hold(session_with: Make, client: Client) -> None:
    text = text_of(client.get(form_url(session_with())))
    assert "Een week na afloop wissen wij het" in text
    assert "Een jaar na afloop wissen wij ze" in text
    assert (NEEDS.days, REGISTRATION.days) == (7, 365)


def test_twenty_sessions_take_no_more_queries_than_one(session_with: Make, queries_of: Callable[[str], int]) -> None:
    session = session_with(capacity=3)
    session_with(page=session.page)
    url = f"{session.page.url}aanmelden/"
    few = queries_of(url)
    for _ in range(20):
        session_with(page=session.page, capacity=2)
    assert queries_of(url) == few
