"""A mail of staff to all or some of a session."""

from typing import Any

import pytest
from django.test import Client

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda.models import EventSession
from tests.registration.conftest import register
from tests.registration.desk import said, url


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
