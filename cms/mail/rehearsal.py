"""What is written meanwhile, or would be: something is done, and its messages are looked at."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cms.mail.models import OutgoingMessage
from cms.mail.writing import text_for_staff

# The messages written since somebody began to collect them, if anybody did.
_written: ContextVar[list[OutgoingMessage] | None] = ContextVar("written", default=None)


@dataclass(frozen=True)
class Preview:
    """How many people would get one kind of message, and how it reads to the first of them; '' for who may not see."""

    count: int
    subject: str
    text: str


@contextmanager
def collect() -> Iterator[list[OutgoingMessage]]:
    """Yield a list that fills with the messages written meanwhile."""
    messages: list[OutgoingMessage] = []
    reset = _written.set(messages)
    try:
        yield messages
    finally:
        _written.reset(reset)


@contextmanager
def rehearse() -> Iterator[list[OutgoingMessage]]:
    """Yield a list that fills with the messages written meanwhile; at the end everything is undone, they included."""
    with collect() as messages, transaction.atomic():
        yield messages
        transaction.set_rollback(True)


def note(message: OutgoingMessage) -> None:
    """Let whoever collects messages, if anybody does, know of `message`."""
    if (messages := _written.get()) is not None:
        messages.append(message)


def previews(messages: list[OutgoingMessage], user: Any) -> list[Preview]:
    """Return one preview for each kind of message, in the order in which they were written.

    Their texts name people: only who may see what the site sends reads them.
    """
    counts = Counter(message.template for message in messages)
    is_read = may_read(user)
    return [
        Preview(counts[first.template], first.subject, text_for_staff(first) if is_read else "")
        for first in firsts(messages)
    ]


def firsts(messages: list[OutgoingMessage]) -> list[OutgoingMessage]:
    """Return the first message of each kind, in the order in which they were written."""
    return list({message.template: message for message in reversed(messages)}.values())[::-1]


def may_read(user: Any) -> bool:
    """Return whether `user` may read what the site sends."""
    return user.has_perm("mail.view_outgoingmessage")
