"""Staff see what was sent to whom, try again what failed, and release what waits; others see nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.mail import labels
from cms.mail.enums import MessageState
from cms.mail.gate import is_closed
from cms.mail.models import Gate, OutgoingMessage
from cms.mail.private_links import sign
from home.models import HomePage
from tests.mail.conftest import fresh

pytestmark = pytest.mark.django_db

Write = Callable[..., OutgoingMessage]
Login = Callable[..., Client]
LIST, RELEASE = "/beheer/post/", "/beheer/post/vrijgeven/"


@pytest.fixture
def manager(home: HomePage, logged_in: Login) -> Client:
    return logged_in("evenementbeheerder")


def text(client: Client, url: str, **query: Any) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def with_state(message: OutgoingMessage, state: str, **values: Any) -> OutgoingMessage:
    OutgoingMessage.objects.filter(pk=message.pk).update(state=state, **values)
    return fresh(message)


def address(message: OutgoingMessage, name: str = "message") -> str:
    return reverse(f"post:{name}", args=[message.pk])


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur"])
def test_who_has_nothing_to_do_with_registrations_sees_no_mail(
    home: HomePage, logged_in: Login, write: Write, role: str
) -> None:
    client, message = logged_in(role), with_state(write(), "failed")
    Gate.objects.create(pk=1, closed=True)
    for url in (LIST, RELEASE, address(message)):
        assert client.get(url).status_code in {302, 403}
    for url in (RELEASE, address(message, "opnieuw"), address(message, "niet-versturen")):
        client.post(url)
    assert fresh(message).state == MessageState.FAILED
    assert is_closed()
    dashboard = text(client, reverse("wagtailadmin_home"))
    assert "jan@voorbeeld.nl" not in dashboard
    assert "Alle post wacht" not in dashboard


@pytest.mark.parametrize("role", ["evenementbeheerder", "beheerder"])
def test_staff_see_what_went_to_whom(home: HomePage, logged_in: Login, write: Write, role: str) -> None:
    message = with_state(write(), "sent", finished_at=timezone.now())
    client = logged_in(role)
    listed = text(client, LIST)
    assert "jan@voorbeeld.nl verzonden Uw aanmelding voor Balie & loket" in listed
    shown = text(client, address(message))
    assert "Wijzigen of afzeggen: [persoonlijke link]" in shown
    assert sign("test", "abc", 1) not in client.get(address(message)).content.decode()


def test_in_the_demo_the_link_is_there_and_the_folder_is_named(
    manager: Client, write: Write, settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    message = write()
    assert sign("test", "abc", 1) in manager.get(address(message)).content.decode()
    assert str(tmp_path / "mail") in text(manager, LIST)


def test_kinds_and_subjects_are_named_and_linked(
    manager: Client, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "_kinds", {})
    monkeypatch.setattr(labels, "_subjects", {})
    message = write()
    assert 'href="/beheer/iemand/abc/"' not in manager.get(address(message)).content.decode()
    labels.name_kinds({"test": "Plaats bevestigd"})
    labels.register_subject("test", lambda name: f"/beheer/iemand/{name}/")
    assert "Plaats bevestigd" in text(manager, LIST)
    assert 'href="/beheer/iemand/abc/"' in manager.get(address(message)).content.decode()


STANDS = {
    "niet-bezorgd": {"state": "failed"},
    "wacht": {"state": "queued"},
    "vrijgave": {"state": "held"},
    "verzonden": {"state": "sent"},
    "dubbel": {"state": "sent", "perhaps_twice": True},
    "niet-verzonden": {"state": "dropped"},
}


@pytest.mark.parametrize("stand", STANDS)
def test_the_list_is_narrowed_by_how_it_stands(manager: Client, write: Write, stand: str) -> None:
    for name, values in STANDS.items():
        with_state(write(to=f"{name}@voorbeeld.nl"), **values)
    shown = manager.get(LIST, {"stand": stand}).context["object_list"]
    assert [message.recipient for message in shown] == [f"{stand}@voorbeeld.nl"]


def test_the_list_is_searched_by_address_and_narrowed_by_kind(manager: Client, write: Write) -> None:
    jan, piet = write(), write(to="piet@voorbeeld.nl")
    OutgoingMessage.objects.filter(pk=piet.pk).update(template="other")
    assert list(manager.get(LIST, {"q": "JAN@"}).context["object_list"]) == [jan]
    assert list(manager.get(LIST, {"template": "other"}).context["object_list"]) == [piet]


@pytest.mark.parametrize(
    "query",
    ["stand=x", "template=x", "p=0", "p=x", "q=%00", "stand=%00", "q=" + "a" * 5000, "ordering=x", "template=%00"],
)
def test_a_nonsense_question_gets_an_answer(manager: Client, write: Write, query: str) -> None:
    write()
    assert manager.get(f"{LIST}?{query}").status_code == 200
    assert manager.get(f"{LIST}resultaten/?{query}").status_code == 200


def test_an_unknown_message_is_not_found(manager: Client) -> None:
    assert manager.get(reverse("post:message", args=[10**15])).status_code == 404
    assert manager.post(reverse("post:opnieuw", args=[10**15])).status_code == 404


def test_the_list_takes_as_many_queries_for_twenty_as_for_one(manager: Client, write: Write) -> None:
    def queries() -> int:
        manager.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            manager.get(LIST)
        return len(captured)

    write()
    one = queries()
    for number in range(19):
        write(event=str(number))
    assert queries() == one


def test_what_failed_is_tried_again_on_a_post_alone(manager: Client, write: Write) -> None:
    message = with_state(write(), "failed", last_answer="550 no such user", attempts=1)
    assert "Probeer het nog een keer" in text(manager, address(message))
    assert "550 no such user" in text(manager, address(message))
    assert manager.get(address(message, "opnieuw")).status_code == 405
    assert fresh(message).state == MessageState.FAILED
    response = manager.post(address(message, "opnieuw"), follow=True)
    assert "wordt zo nog een keer verzonden" in response.content.decode()
    assert fresh(message).state == MessageState.QUEUED
    assert ModelLogEntry.objects.filter(action="mail.opnieuw", object_id=message.pk).exists()
    # Twice is harmless.
    assert "wacht al op verzending" in manager.post(address(message, "opnieuw"), follow=True).content.decode()


def test_what_waits_can_be_kept_back(manager: Client, write: Write) -> None:
    message = write()
    manager.post(address(message, "niet-versturen"))
    assert fresh(message).state == MessageState.DROPPED
    sent = with_state(write(event="sent"), "sent")
    assert "Verstuur dit bericht niet" not in text(manager, address(sent))
    assert "niet meer tegen te houden" in manager.post(address(sent, "niet-versturen"), follow=True).content.decode()
    assert fresh(sent).state == MessageState.SENT


@pytest.mark.parametrize(("choice", "left"), [("alles", ["queued", "queued"]), ("zeker", ["dropped", "queued"])])
def test_after_a_restore_staff_are_told_and_release(
    manager: Client, write: Write, choice: str, left: list[str]
) -> None:
    Gate.objects.create(pk=1, closed=True)
    messages = [with_state(write(event=str(number)), "held", perhaps_twice=number == 0) for number in range(2)]
    for url in (LIST, reverse("wagtailadmin_home")):
        assert "Alle post wacht." in text(manager, url)
    assert "Er wachten 2 berichten. 1 daarvan is misschien al eerder verzonden." in text(manager, RELEASE)
    # Looking releases nothing.
    assert is_closed()
    response = manager.post(RELEASE, {"wat": choice}, follow=True)
    assert "De post is vrijgegeven" in response.content.decode()
    assert [fresh(message).state for message in messages] == left
    assert "Alle post wacht." not in text(manager, LIST)
    assert "Er wacht geen post op vrijgave." in text(manager, RELEASE)
    assert ModelLogEntry.objects.filter(action="mail.vrijgeven").count() == 1
    manager.post(RELEASE, {"wat": choice})
    assert ModelLogEntry.objects.filter(action="mail.vrijgeven").count() == 1


@pytest.mark.parametrize("state", ["held", "failed"])
def test_without_a_worker_it_goes_at_once(
    manager: Client,
    write: Write,
    mail_server: Any,
    settings: Any,
    *,
    django_capture_on_commit_callbacks: Callable[..., Any],
    state: str,
) -> None:
    message = with_state(write(), state)
    Gate.objects.create(pk=1, closed=state == "held", replaces="-")
    settings.MAIL_DELIVERY = "at_once"
    with django_capture_on_commit_callbacks(execute=True):
        if state == "held":
            manager.post(RELEASE, {"wat": "alles"})
        else:
            manager.post(address(message, "opnieuw"))
    assert fresh(message).state == MessageState.SENT


def test_the_dashboard_names_whom_to_call(manager: Client, write: Write) -> None:
    assert "Alle post is bezorgd of onderweg." in text(manager, reverse("wagtailadmin_home"))
    with_state(write(), "failed", finished_at=timezone.now())
    assert "jan@voorbeeld.nl: Uw aanmelding voor Balie & loket bel even" in text(manager, reverse("wagtailadmin_home"))
