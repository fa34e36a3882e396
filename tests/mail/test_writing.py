"""A message is written once, with what it tells, and without a secret in it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import signing
from django.db import transaction
from django.db.transaction import TransactionManagementError

from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink, address_of, sign, unsign
from cms.mail.services import send_later
from cms.mail.writing import text_for_staff, text_to_send

Write = Callable[..., OutgoingMessage]


@pytest.mark.django_db
def test_a_message_says_what_its_template_says(write: Write) -> None:
    message = OutgoingMessage.objects.get(pk=write().pk)
    assert message.subject == "Uw aanmelding voor Balie & loket"
    assert "Beste Jan <b>,\n\nU hebt een plaats." in message.text
    assert message.state_label == "wacht op verzending"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_is_refused(write: Write) -> None:
    with pytest.raises(TransactionManagementError):
        send_later(event="a", template="test", to="jan@voorbeeld.nl", context={}, subject_of="x:1")


@pytest.mark.django_db(transaction=True)
def test_it_falls_with_its_transaction(write: Write) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not OutgoingMessage.objects.exists()


@pytest.mark.django_db
def test_a_repeat_returns_the_message_that_is_there(write: Write) -> None:
    first = write()
    again = write(context={"title": "Iets anders", "name": "Piet"})
    assert again == first
    assert again.subject == first.subject
    assert OutgoingMessage.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"event": "test:2"}, {"to": "piet@voorbeeld.nl"}])
def test_another_event_or_address_is_another_message(write: Write, change: dict[str, str]) -> None:
    assert write(**change) != write()


@pytest.mark.django_db
def test_the_key_to_a_registration_is_not_stored(write: Write) -> None:
    message = write()
    token = sign("test", "abc", 1)
    assert token not in str(OutgoingMessage.objects.values().get())
    assert f"http://localhost:8000/mijn/{token}/" in text_to_send(message)
    assert "afzeggen: [persoonlijke link]" in text_for_staff(message)


@pytest.mark.django_db
def test_what_somebody_typed_is_never_taken_for_a_link(write: Write) -> None:
    message = write(context={"title": "x", "name": "{{ links.mine }} [abc:mine]"})
    assert text_to_send(message).count("/mijn/") == 1


@pytest.mark.django_db
def test_a_subject_stays_one_line(write: Write) -> None:
    message = write(context={"title": "x\nBcc: allen@voorbeeld.nl\r\n" + "y" * 300, "name": "Jan"})
    assert message.subject.startswith("Uw aanmelding voor x Bcc: allen@voorbeeld.nl yyy")
    assert len(message.subject) == 200


@pytest.mark.django_db
def test_staff_find_the_messages_about_somebody_newest_first(write: Write) -> None:
    first, second = write(event="test:1"), write(event="test:2")
    write(event="test:3", subject_of="test:other")
    assert list(OutgoingMessage.objects.about("test:abc")) == [second, first]


def test_a_private_link_opens_one_thing_of_one_generation() -> None:
    assert unsign("test", sign("test", "abc", 3)) == ("abc", 3)
    assert sign("test", "abc", 3) == sign("test", "abc", 3)
    assert address_of(PrivateLink("test", "abc", 3, "afzeggen/")).endswith("/afzeggen/")


@pytest.mark.parametrize("token", ["", "abc", "é\x00:x", ":", "a" * 10_000, sign("test", "abc", 3)[:-1]])
def test_a_token_that_we_never_made_is_refused(token: str) -> None:
    with pytest.raises(signing.BadSignature):
        unsign("test", token)


def test_a_token_of_one_kind_opens_nothing_of_another() -> None:
    with pytest.raises(signing.BadSignature):
        unsign("other", sign("test", "abc", 3))


def test_a_template_without_a_subject_is_refused(write: Write, settings: Any, db: None) -> None:
    folder = settings.TEMPLATES[0]["DIRS"][0] / "mail"
    (folder / "bad.txt").write_text("Beste {{ name }},")
    with pytest.raises(ValueError, match="Onderwerp"):
        write(template="bad")
