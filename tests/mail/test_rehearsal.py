"""What would be sent, without anything being sent or changed."""

from typing import Any

import pytest
from django.db import transaction

from cms.mail.models import OutgoingMessage
from cms.mail.rehearsal import previews, rehearse
from cms.mail.services import send_later
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
