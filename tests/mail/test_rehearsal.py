"""What would be sent, without anything being sent or changed."""

from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import RequestFactory

from cms.mail.models import OutgoingMessage
from cms.mail.rehearsal import previews, rehearse
from cms.mail.services import erase_about, send_later
from cms.mail.trials import MOST_AN_HOUR, answer_trial
from cms.users.models import User
from tests.factories import UserFactory


def write(event: str, to: str = "piet@gemeente.example", text: str = "Dag Piet") -> OutgoingMessage:
    context = {"name": "Piet", "subject": "De zaal", "text": text}
    return send_later(event=event, template="registration_notice", to=to, context=context, subject_of="test:1")


def test_everything_is_undone(db: None, settings: Any) -> None:
    settings.MAIL_DELIVERY = "at_once"
    with rehearse() as written:
        UserFactory(email="weg@ol2000.example")
        write("a")
    assert [message.event for message in written] == ["a"]
    assert not OutgoingMessage.objects.exists()
    assert not User.objects.exists()


def test_what_was_written_before_is_not_counted_again(db: None) -> None:
    with transaction.atomic():
        write("a")
    with rehearse() as written:
        write("a")
        write("b")
    assert [message.event for message in written] == ["b"]
    assert [message.event for message in OutgoingMessage.objects.all()] == ["a"]


def test_a_refusal_ends_it(db: None) -> None:
    def refused() -> None:
        with rehearse():
            write("a")
            raise ValueError("kan niet")

    with pytest.raises(ValueError, match="kan niet"):
        refused()
    assert not OutgoingMessage.objects.exists()
    # What follows is no rehearsal.
    with rehearse() as written:
        pass
    with transaction.atomic():
        write("b")
    assert written == []
    assert OutgoingMessage.objects.count() == 1


@pytest.mark.parametrize(("role", "is_read"), [("evenementbeheerder", True), ("redacteur", False)])
def test_each_kind_is_shown_once_and_read_by_who_may(db: None, role: str, is_read: bool) -> None:
    user = UserFactory(role=role)
    with rehearse() as written:
        write("a", text="Voor de eerste")
        write("a", to="kees@gemeente.example", text="Voor de tweede")
    (preview,) = previews(written, user)
    assert (preview.count, preview.subject) == (2, "De zaal")
    assert ("Voor de eerste" in preview.text) is is_read
    assert "Voor de tweede" not in preview.text


def tried(user: User, times: int = 1) -> list[str]:
    """Try two kinds of mail on `user`; what is said."""
    said: list[str] = []
    with rehearse() as written:
        for name in ("Anna", "Bert"):
            write(name, f"{name}@gemeente.example", f"Dag {name}")
            send_later(
                event=name,
                template="registration_link_again",
                to=f"{name}@gemeente.example",
                context={"name": name},
                subject_of="test:1",
            )
    for _ in range(times):
        request = RequestFactory().post("/")
        request.user = user
        request.session = {}  # type: ignore[assignment]
        request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
        answer_trial(request, written)
        said += [str(message).strip() for message in request._messages]  # type: ignore[attr-defined]
    return said


def test_a_trial_holds_one_of_each_kind_for_oneself_alone(db: None) -> None:
    user = UserFactory(role="evenementbeheerder")
    assert tried(user) == [f"Een proef is onderweg naar {user.email}."]
    first, second = OutgoingMessage.objects.order_by("pk")
    assert {first.recipient, second.recipient} == {user.email}
    assert (first.template, second.template) == ("registration_notice", "registration_link_again")
    assert first.subject == "Proef: De zaal"
    assert "Dag Anna" in first.text
    # It names somebody, so it goes when they go; but it was not sent to them.
    assert not OutgoingMessage.objects.about("test:1")
    assert erase_about(["test:1"]) == 2


def test_too_many_trials_an_hour_are_a_mistake(db: None) -> None:
    user = UserFactory(role="evenementbeheerder")
    assert "Wacht een uur" in tried(user, 6)[-1]
    assert OutgoingMessage.objects.count() == MOST_AN_HOUR


def test_who_may_not_read_what_goes_gets_no_trial(db: None) -> None:
    with pytest.raises(PermissionDenied):
        tried(UserFactory(role="redacteur"))
    assert not OutgoingMessage.objects.exists()
