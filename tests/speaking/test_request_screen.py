"""The screens on which staff handle requests for a speaker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.mail.labels import kind_of, subject_url
from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.speaking.models import EngagementSpeaker, SpeakerPage
from events.speaking.requests import services
from events.speaking.requests.commands import COMMANDS
from events.speaking.requests.enums import RequestStatus
from events.speaking.requests.models import SpeakingRequest
from home.models import HomePage
from tests.factories import (
    AgendaPageFactory,
    EventSessionFactory,
    SpeakerEngagementPageFactory,
    SpeakerPageFactory,
    UserFactory,
)
from tests.speaking.asking import make_request

INDEX = "/beheer/spreekverzoeken/"


@pytest.fixture
def speaker(home: HomePage) -> SpeakerPage:
    AgendaPageFactory()
    return SpeakerPageFactory(title="Elif Karaca")


@pytest.fixture
def user(speaker: SpeakerPage) -> User:
    return UserFactory(role="evenementbeheerder")


@pytest.fixture
def staff_client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, request: SpeakingRequest) -> str:
    return reverse(f"speaking_requests:{name}", args=[request.pk])


def text_of(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def said(answer: Any) -> list[str]:
    return [str(message).strip() for message in get_messages(answer.wsgi_request)]


def listed(client: Client, query: str = "") -> set[str]:
    answer = client.get(f"{INDEX}?{query}")
    assert answer.status_code == 200
    return {request.organisation_name for request in answer.context["object_list"]}


def test_what_was_decided_is_late_no_more(staff_client: Client, user: User, speaker: SpeakerPage) -> None:
    yesterday, start = timezone.localdate() - timedelta(days=1), timezone.now() + timedelta(days=40)
    decided, undecided = make_request(organisation_name="Besloten"), make_request(organisation_name="Open")
    for request in (decided, undecided):
        services.plan(request, user, {"due_on": yesterday, "speaker": speaker, "start": start})
    services.confirm(decided, user, "Tot dan")
    assert listed(staff_client, "todo=late") == {"Open"}
    warning = "De datum waarop dit afgehandeld moest zijn, is voorbij."
    assert warning in text_of(staff_client.get(url("detail", undecided)))
    assert warning not in text_of(staff_client.get(url("detail", decided)))


def test_the_list_is_filtered_and_searched(staff_client: Client, user: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    services.plan(make_request(organisation_name="Te laat"), user, {"due_on": yesterday})
    services.plan(make_request(organisation_name="Van mij"), user, {"owner": user})
    services.withdraw(make_request(organisation_name="Ingetrokken", topic="Eenmalige uitvraag"))
    assert listed(staff_client) == {"Te laat", "Van mij", "Ingetrokken"}
    assert listed(staff_client, "todo=open") == {"Te laat", "Van mij"}
    assert listed(staff_client, "todo=late") == {"Te laat"}
    assert listed(staff_client, "todo=free") == {"Te laat"}
    assert listed(staff_client, "status=withdrawn&status=held") == {"Ingetrokken"}
    assert listed(staff_client, f"owner={user.pk}") == {"Van mij"}
    assert listed(staff_client, "q=uitvraag") == {"Ingetrokken"}


@pytest.mark.parametrize(
    "query", ["todo=x", "status=%00", "owner=999999999999999999999", "owner=x", "q=%00", "p=x", "ordering=password"]
)
def test_odd_questions_get_an_ordinary_answer(staff_client: Client, db: None, query: str) -> None:
    make_request()
    assert staff_client.get(f"{INDEX}?{query}").status_code == 200
    assert staff_client.get(f"{INDEX}resultaten/?{query}").status_code == 200


def test_an_empty_list_says_so(staff_client: Client) -> None:
    assert "Er is nog geen spreekverzoek" in text_of(staff_client.get(INDEX))


def test_the_screen_shows_everything_there_is_to_know(staff_client: Client, user: User) -> None:
    request = make_request(phone="038 123 45 67", message="Graag een quiz")
    services.note(request, user, "Gebeld, weet niets van een quiz")
    services.plan(request, user, {"due_on": timezone.localdate() - timedelta(days=1)})
    shown = text_of(staff_client.get(url("detail", request)))
    for words in (
        "Gemeente Zwolle: Dag van de balie",
        "sam@zwolle.example",
        "038 123 45 67",
        "Graag een quiz",
        "Gebeld, weet niets",
        "wacht op verzending",
        "is voorbij",
        "Stel een vraag",
    ):
        assert words in shown
    assert "Rond af" not in shown


def test_what_a_visitor_wrote_is_text(staff_client: Client) -> None:
    request = make_request(message="<script>alert(1)</script>", occasion="<b>Dag</b>")
    for address in (INDEX, url("detail", request), url("plan", request)):
        html = staff_client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<b>Dag</b>" not in html


def test_planning_and_accepting(staff_client: Client, user: User, speaker: SpeakerPage) -> None:
    request = make_request()
    refused = staff_client.post(url("confirmed", request), {"text": ""})
    assert "wie er spreekt en wanneer" in text_of(refused)
    start = timezone.localtime() + timedelta(days=40)
    plan = {
        "owner": user.pk,
        "due_on": f"{start:%Y-%m-%d}",
        "speaker": speaker.pk,
        "start": f"{start:%Y-%m-%d} 14:00",
        "end": f"{start:%Y-%m-%d} 15:00",
    }
    wrong = staff_client.post(url("plan", request), {**plan, "end": f"{start:%Y-%m-%d} 13:00"})
    assert "Kies een later einde" in text_of(wrong)
    answer = staff_client.post(url("plan", request), plan)
    assert (answer.status_code, answer.url) == (302, url("detail", request))
    answer = staff_client.post(url("confirmed", request), {"text": "Tot dan!"})
    assert said(answer)[-1] == "De aanvraag is bevestigd."
    request.refresh_from_db()
    assert (request.status, request.owner, request.speaker) == ("confirmed", user, speaker)
    assert timezone.localtime(request.start).hour == 14
    edit_url = reverse("wagtailadmin_pages:edit", args=[request.engagement_id])
    assert edit_url in staff_client.get(url("detail", request)).content.decode()
    assert staff_client.get(edit_url).status_code == 200
    fields = staff_client.get(url("plan", request)).context["form"].fields
    assert set(fields) == {"owner", "due_on"}


@pytest.mark.parametrize("field", ["speaker", "owner"])
def test_a_number_that_no_database_holds_is_no_choice(staff_client: Client, field: str) -> None:
    answer = staff_client.post(url("plan", make_request()), {field: "9" * 30})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() >= {field}


def test_saving_a_plan_without_a_change_keeps_everything(
    staff_client: Client, user: User, speaker: SpeakerPage
) -> None:
    start = timezone.now() + timedelta(days=40)
    request = services.plan(make_request(), user, {"speaker": speaker, "start": start, "owner": user})
    form = staff_client.get(url("plan", request)).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    shown["start"] = f"{timezone.localtime(start):%Y-%m-%d %H:%M}"
    assert staff_client.post(url("plan", request), shown).status_code == 302
    request.refresh_from_db()
    assert request.start == start
    assert request.steps.count() == 2


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.slug)
def test_every_command_asks_first_and_then_does_it(
    staff_client: Client, user: User, speaker: SpeakerPage, command: Any
) -> None:
    start = timezone.now() + timedelta(days=40)
    request = services.plan(make_request(), user, {"speaker": speaker, "start": start})
    status = "held" if command.step == "closed" else "received"
    SpeakingRequest.objects.filter(pk=request.pk).update(status=status)
    count = request.steps.count()
    shown = staff_client.get(url(command.step, request))
    assert command.explanation in text_of(shown)
    assert request.steps.count() == count
    sent = dict.fromkeys(shown.context["form"].fields, "Omdat het zo is.")
    answer = staff_client.post(url(command.step, request), sent)
    assert answer.url == url("detail", request)
    assert command.done in said(answer)
    step = request.steps.last()
    assert (step.step, step.user) == (command.step, user)
    assert "Omdat het zo is." in step.text


@pytest.mark.parametrize(("name", "field"), [("asked", "text"), ("proposed", "text"), ("declined", "reason")])
def test_what_must_be_said_is_asked_for(staff_client: Client, name: str, field: str) -> None:
    request = make_request()
    for wrong in ("", "x" * 2001, "a\0b"):
        answer = staff_client.post(url(name, request), {field: wrong})
        assert answer.status_code == 200
        assert answer.context["form"].errors[field]
    assert request.steps.count() == 1


def test_a_step_too_late_is_refused_in_plain_words(staff_client: Client) -> None:
    request = services.withdraw(make_request())
    answer = staff_client.post(url("asked", request), {"text": "Hoe laat?"})
    assert "de stand van deze aanvraag is 'ingetrokken'" in text_of(answer)
    assert url("plan", request) not in staff_client.get(url("detail", request)).content.decode()


def warnings(client: Client, request: SpeakingRequest) -> list[str]:
    return [clash.text.split(",")[0] for clash in client.get(url("detail", request)).context["clashes"]]


def test_a_clash_is_warned_of(staff_client: Client, user: User, speaker: SpeakerPage) -> None:
    on = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=40)
    request = make_request(date=on.date(), wished_speaker=speaker)
    assert warnings(staff_client, request) == []

    def talk(title: str, who: SpeakerPage, **fields: Any) -> None:
        page = SpeakerEngagementPageFactory(title=title, **fields)
        EngagementSpeaker.objects.create(page=page, speaker=who)

    talk("Zelfde dag", speaker, start=on.replace(hour=0), live=False)
    talk("Dag later", speaker, start=on.replace(hour=0) + timedelta(days=1))
    talk("Afgelast", speaker, start=on, state="cancelled")
    talk("Van een ander", SpeakerPageFactory(), start=on)
    workshop = EventSessionFactory(start=on, end=on + timedelta(hours=2)).page.title
    EventSessionFactory(start=on, end=on + timedelta(hours=2), state="draft")
    services.plan(make_request(organisation_name="Almere"), user, {"speaker": speaker, "start": on})
    assert warnings(staff_client, request) == [
        "Deze spreker spreekt al: Zelfde dag",
        "Deze spreker staat al gepland: Almere: Dag van de balie",
        f"In de agenda: {workshop}",
    ]
    other_day = services.plan(request, user, {"speaker": speaker, "start": on + timedelta(days=1)})
    assert warnings(staff_client, other_day) == ["Deze spreker spreekt al: Dag later"]
    assert warnings(staff_client, services.withdraw(other_day)) == []


def test_a_request_does_not_clash_with_its_own_page(staff_client: Client, user: User, speaker: SpeakerPage) -> None:
    start = timezone.now() + timedelta(days=40)
    request = services.plan(make_request(), user, {"speaker": speaker, "start": start})
    assert warnings(staff_client, services.confirm(request, user, "")) == []


def addresses(request: SpeakingRequest) -> list[str]:
    own = [url(name, request) for name in ("detail", "plan", *(command.step for command in COMMANDS))]
    return [INDEX, f"{INDEX}resultaten/", *own]


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur", None])
def test_nobody_else_reaches_any_of_it(speaker: SpeakerPage, role: str | None) -> None:
    request = make_request()
    client = Client()
    client.force_login(UserFactory(role=role))
    for visitor in (Client(), client):
        for address in addresses(request):
            for answer in (visitor.get(address), visitor.post(address, {"text": "x", "reason": "x"})):
                assert answer.status_code in (302, 403)
                assert b"sam@zwolle" not in answer.content
    assert request.steps.count() == 1


@pytest.mark.parametrize("role", ["evenementbeheerder", "beheerder"])
def test_who_handles_requests_reaches_all_of_it(
    speaker: SpeakerPage, logged_in: Callable[..., Client], role: str
) -> None:
    request, client = make_request(), logged_in(role)
    for address in addresses(request):
        assert client.get(address).status_code == 200


def test_a_request_that_is_not_there(staff_client: Client) -> None:
    assert staff_client.get(f"{INDEX}999999999/").status_code == 404


def test_screens_take_as_many_queries_for_twenty_as_for_one(
    staff_client: Client, user: User, speaker: SpeakerPage
) -> None:
    def queries(address: str) -> int:
        staff_client.get(address)
        with CaptureQueriesContext(connection) as captured:
            staff_client.get(address)
        return len(captured)

    def ask() -> SpeakingRequest:
        return services.plan(make_request(wished_speaker=speaker), user, {"owner": user, "speaker": speaker})

    request = ask()
    services.propose(request, user, "Donderdag?")
    for_one = [queries(INDEX), queries(url("detail", request))]
    for _ in range(19):
        ask()
        services.propose(request, user, "Donderdag?")
    assert [queries(INDEX), queries(url("detail", request))] == for_one
    assert max(for_one) <= 20


def test_every_status_has_its_place_on_the_screen(staff_client: Client) -> None:
    request = make_request()
    for status in RequestStatus:
        SpeakingRequest.objects.filter(pk=request.pk).update(status=status, due_on=timezone.localdate())
        shown = text_of(staff_client.get(url("detail", request)))
        assert status.label in shown
        assert ("Afhandelen voor" in shown) == (status in RequestStatus.unfinished())
        assert status.label in text_of(staff_client.get(INDEX))


def test_the_dashboard_shows_what_waits_for_whom(staff_client: Client, logged_in: Callable[..., Client]) -> None:
    for number in range(9):
        make_request(organisation_name=f"Gemeente {number}")
    other = UserFactory(role="evenementbeheerder")
    services.plan(make_request(organisation_name="Van een ander"), other, {"owner": other})
    services.withdraw(make_request(organisation_name="Ingetrokken"))
    shown = BeautifulSoup(staff_client.get("/beheer/").content, "html.parser").find(id="speaking-requests-section")
    assert len(shown.select("li")) == 8
    assert "Alles bekijken" in shown.text
    assert "ontvangen, voor" in shown.text
    assert "Van een ander" not in shown.text
    assert "Ingetrokken" not in shown.text
    assert "Van een ander" in text_of(logged_in(other).get("/beheer/"))
    assert "Spreekverzoeken" not in text_of(logged_in("redacteur").get("/beheer/"))


@pytest.mark.usefixtures("speaker")
def test_the_outbox_names_every_kind_of_message_and_leads_to_the_request() -> None:
    templates = {f"speaking/{path.stem}" for path in (settings.BASE_DIR / "templates/mail/speaking").glob("*.txt")}
    assert all(kind_of(template) != template for template in templates)
    request = make_request()
    message = OutgoingMessage.objects.about(request.subject).first()
    assert message is not None
    assert subject_url(message) == f"{INDEX}{request.pk}/"
    request.delete()
    assert subject_url(message) == ""
