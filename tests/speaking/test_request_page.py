"""The private page of who asked for a speaker."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.mail.private_links import sign
from cms.users.models import User
from events.speaking.requests import services
from events.speaking.requests.enums import RequestStatus, Step
from events.speaking.requests.models import SpeakingRequest
from home.models import HomePage
from tests.factories import AgendaPageFactory, SpeakerPageFactory, UserFactory
from tests.speaking.asking import make_request, status_url


@pytest.fixture
def user(home: HomePage) -> User:
    return UserFactory(role="evenementbeheerder", last_name="Geheimenis")


def text_of(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def test_it_shows_what_was_asked_and_where_it_stands(user: User, client: Client) -> None:
    request = services.ask(make_request(message="Graag\neen quiz"), user, "Hoe laat?")
    services.note(request, user, "Alleen voor ons")
    answer = client.get(status_url(request))
    shown = text_of(answer)
    for words in (
        "Dag van de balie",
        "Gemeente Zwolle",
        "een quiz",
        "Wij hebben een vraag aan u",
        "Hoe laat?",
        "Geen voorkeur",
    ):
        assert words in shown
    for words in ("Alleen voor ons", "Geheimenis", "sam@zwolle.example"):
        assert words not in shown
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "same-origin")
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_what_is_agreed_stands_apart_from_what_was_asked(user: User, client: Client) -> None:
    AgendaPageFactory()
    request, start = make_request(), timezone.localtime() + timedelta(days=40)
    speaker = SpeakerPageFactory(title="Elif Karaca")
    request = services.plan(request, user, {"speaker": speaker, "start": start, "end": start + timedelta(hours=1)})
    assert "Wat is afgesproken" not in text_of(client.get(status_url(request)))
    request = services.confirm(request, user, "")
    shown = text_of(client.get(status_url(request)))
    assert "Wat is afgesproken Spreker Elif Karaca Wanneer" in shown
    assert "Wat u vroeg Organisatie" in shown
    services.decline(request, user, "Ziek")
    assert "Wat is afgesproken" not in text_of(client.get(status_url(request)))


def test_looking_changes_nothing(user: User, client: Client) -> None:
    request = services.ask(make_request(), user, "Hoe laat?")
    before = SpeakingRequest.objects.values().get()
    for method in (client.get, client.head):
        assert method(f"{status_url(request)}?step=withdrawn").status_code == 200
    assert SpeakingRequest.objects.values().get() == before
    assert client.put(status_url(request)).status_code == 405


def test_a_question_is_answered(user: User, client: Client) -> None:
    request = services.ask(make_request(), user, "Hoe laat?")
    answer = client.post(status_url(request), {"step": "answered", "text": "Om twee uur."}, follow=True)
    assert "Om twee uur." in text_of(answer)
    request.refresh_from_db()
    assert request.status == "received"
    assert "Uw antwoord" not in text_of(answer)


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\0b"])
def test_an_answer_that_cannot_be_is_said_to_be_so(user: User, client: Client, text: str) -> None:
    request = services.ask(make_request(), user, "Hoe laat?")
    answer = client.post(status_url(request), {"step": "answered", "text": text})
    assert answer.status_code == 200
    assert "Het formulier is nog niet goed ingevuld" in text_of(answer)
    request.refresh_from_db()
    assert request.status == "question"


def test_it_is_withdrawn_by_a_button_and_only_once(client: Client, db: None) -> None:
    request = make_request()
    answer = client.post(status_url(request), {"step": "withdrawn"}, follow=True)
    assert "Deze aanvraag is ingetrokken" in text_of(answer)
    assert "Trek de aanvraag in" not in text_of(answer)
    again = client.post(status_url(request), {"step": "withdrawn"})
    assert again.status_code == 409
    assert "Dit kan niet meer: de stand van deze aanvraag is 'ingetrokken'" in text_of(again)
    assert [step.step for step in request.steps.all()] == ["submitted", "withdrawn"]


def test_an_answer_to_nothing_is_refused(client: Client, db: None) -> None:
    request = make_request()
    answer = client.post(status_url(request), {"step": "answered", "text": "Hallo?"})
    assert answer.status_code == 409
    assert request.steps.count() == 1


def test_a_form_from_elsewhere_is_refused(db: None) -> None:
    request = make_request()
    assert Client(enforce_csrf_checks=True).post(status_url(request), {"step": "withdrawn"}).status_code == 403


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "a" * 3000,
        "%00",
        "é:ü",
        sign("speaking", "7f5d0a53-4d3a-4d3a-9d3a-7f5d0a534d3a", 1),
        sign("registration", "7f5d0a53-4d3a-4d3a-9d3a-7f5d0a534d3a", 1),
    ],
)
def test_a_link_that_opens_nothing_says_what_to_do(client: Client, db: None, token: str) -> None:
    url = reverse("speaking_request", args=[token])
    for answer in (client.get(url), client.post(url, {"step": "withdrawn"})):
        assert answer.status_code == 404
        assert "Deze link werkt niet" in text_of(answer)
        assert answer["Cache-Control"] == "no-store"


def test_another_generation_or_kind_opens_nothing(client: Client, db: None) -> None:
    request = make_request()
    for kind, generation in (("speaking", 2), ("registration", 1)):
        url = reverse("speaking_request", args=[sign(kind, str(request.public_id), generation)])
        assert client.get(url).status_code == 404


def test_it_takes_as_many_queries_after_twenty_steps_as_after_one(user: User, client: Client) -> None:
    def queries() -> int:
        client.get(status_url(request))
        with CaptureQueriesContext(connection) as captured:
            client.get(status_url(request))
        return len(captured)

    request = make_request()
    for_one = queries()
    for _ in range(19):
        services.propose(request, user, "Donderdag?")
    assert queries() == for_one <= 8


@pytest.mark.parametrize("status", RequestStatus)
def test_every_status_is_said_in_words_for_who_asked(client: Client, db: None, status: RequestStatus) -> None:
    request = make_request()
    SpeakingRequest.objects.filter(pk=request.pk).update(status=status)
    answer = client.get(status_url(request))
    request.refresh_from_db()
    assert answer.context["situation"]["title"] in text_of(answer)
    assert ("Uw antwoord" in text_of(answer)) == request.may(Step.ANSWERED)
    assert ("Trek de aanvraag in" in text_of(answer)) == request.may(Step.WITHDRAWN)
