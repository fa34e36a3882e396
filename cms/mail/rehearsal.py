"""What would be sent: something is done, its messages are looked at, and all of it is undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cms.mail.models import OutgoingMessage
from cms.mail.writing import text_for_staff

# The messages of the rehearsal that goes on, if any.
_written: ContextVar[list[OutgoingMessage] | None] = ContextVar("rehearsal", default=None)


@dataclass(frozen=True)
class Preview:
    """How many people would get one kind of message, and how it reads to the first of them; '' for who may not see."""

    count: int
    subject: str
    text: str


@contextmanager
def rehearse() -> Iterator[list[OutgoingMessage]]:
    """Yield a list that fills with the messages written meanwhile; at the end everything is undone, they included."""
    messages: list[OutgoingMessage] = []
    reset = _written.set(messages)
    try:
        with transaction.atomic():
            yield messages
            transaction.set_rollback(True)
    finally:
        _written.reset(reset)


def note(message: OutgoingMessage) -> None:
    """Let the rehearsal that goes on, if any, know of `message`."""
    if (messages := _written.get()) is not None:
        messages.append(message)


def previews(messages: list[OutgoingMessage], user: Any) -> list[Preview]:
    """Return one preview for each kind of message, in the order in which they were written.

    Their texts name people: only who may see what the site sends reads them.
    """
    may_read = user.has_perm("mail.view_outgoingmessage")
    kinds = dict.fromkeys(message.template for message in messages)
    alike = ([message for message in messages if message.template == kind] for kind in kinds)
    return [Preview(len(some), some[0].subject, text_for_staff(some[0]) if may_read else "") for some in alike]
