"""What changes the outbox; nobody else writes to it."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from cms.database.composed import insert
from cms.mail import gate
from cms.mail.delivery import claim_next, deliver, is_refusal
from cms.mail.enums import WAITING, MessageState
from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink
from cms.mail.rehearsal import note
from cms.mail.writing import render, text_for_staff

# How long a message is kept after it was sent, given up or dropped.
KEPT = timedelta(days=90)
# Before whom or what the message is about that is tried out.
_TRIAL = "trial:"


def send_later(
    *,
    event: str,
    template: str,
    to: str,
    context: Mapping[str, Any],
    subject_of: str,
    links: Mapping[str, PrivateLink] | None = None,
    calendar: str = "",
    calendar_method: str = "",
    code: str = "",
    due_at: datetime | None = None,
    is_new: bool = False,
) -> OutgoingMessage:
    """Write a message to `to` into the outbox, to be sent when the transaction has committed and `due_at` has come.

    `event` says what happened ("registration.transition:812"); for the same event, template and address there is one
    message, and a repeat returns that one. `template` is a file in templates/mail/, filled in now with `context` and
    `links`; `subject_of` says whom or what it is about. `calendar` is a calendar file, sent as an invitation
    ("REQUEST") or a cancellation ("CANCEL"). `code` is an address that the mail shows as a QR code too, where its text
    names it. With `is_new` the caller vouches that the event happened in this very
    transaction, so that nothing can be there yet and nothing is looked for; IntegrityError says otherwise.

    Raise TransactionManagementError outside a transaction: the message must stand or fall with what it tells.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A message is written in the transaction of what it tells about.")
    now = timezone.now()
    message = OutgoingMessage(
        event=event,
        template=template,
        recipient=to,
        subject_of=subject_of,
        links={name: asdict(link) for name, link in (links or {}).items()},
        calendar=calendar,
        calendar_method=calendar_method,
        created_at=now,
        due_at=due_at or now,
    )
    message.subject, message.text = render(message, context)
    message.code = code if code in message.text else ""
    deliver_soon()
    if is_new:
        insert(message)
        note(message)
        return message
    # One statement, and no savepoint, where get_or_create would need four.
    OutgoingMessage.objects.bulk_create([message], ignore_conflicts=True)
    written = OutgoingMessage.objects.get(event=event, template=template, recipient=to)
    if written.public_id == message.public_id:
        note(written)
    return written


def send_trial(message: OutgoingMessage, *, to: str, event: str) -> None:
    """Send what `message` of a rehearsal says, as staff may read it, to `to`: without private links or invitation.

    It is erased together with what is about the same person.
    """
    with transaction.atomic():
        OutgoingMessage.objects.create(
            event=event,
            template=message.template,
            recipient=to,
            subject_of=_TRIAL + message.subject_of,
            subject=f"Proef: {message.subject}",
            text=text_for_staff(message),
            code=message.code,
        )
        deliver_soon()


def deliver_soon() -> None:
    """Deliver after the commit what is due, where no worker runs; elsewhere the worker does."""
    if settings.MAIL_DELIVERY == "at_once":
        transaction.on_commit(deliver_due, robust=True)


def deliver_due(now: datetime | None = None, limit: int = 100) -> int:
    """Send at most `limit` messages that are due at `now`; return how many the mail server took.

    When the mail server is away, stop after the first: the others keep their turn.
    """
    if not gate.is_open():
        return 0
    sent = 0
    mailer = get_connection()
    try:
        for _ in range(limit):
            moment = now or timezone.now()
            message = claim_next(moment)
            if message is None:
                break
            error = deliver(message, mailer, moment)
            if error is None:
                sent += 1
            elif not is_refusal(error):
                break
    finally:
        mailer.close()
    return sent


def try_again(message: OutgoingMessage) -> bool:
    """Give a message that was given up its first attempt anew; return whether it was given up."""
    is_queued = (
        OutgoingMessage.objects.failed()
        .filter(pk=message.pk)
        .update(state=MessageState.QUEUED, attempts=0, due_at=timezone.now(), finished_at=None)
    )
    deliver_soon()
    return bool(is_queued)


def drop(message: OutgoingMessage) -> bool:
    """Keep a message that waits from being sent; return whether it still waited."""
    return bool(
        OutgoingMessage.objects.filter(pk=message.pk, state__in=WAITING).update(
            state=MessageState.DROPPED, finished_at=timezone.now()
        )
    )


def settle(messages: Collection[OutgoingMessage], at: datetime, *, refused: str = "") -> None:
    """Let `messages`, just written, count as sent at `at`, or as `refused` with that answer; nothing goes.

    For people who don't exist: those of the demo.
    """
    state = MessageState.FAILED if refused else MessageState.SENT
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in messages], state__in=WAITING).update(
        state=state, created_at=at, due_at=at, finished_at=at, attempts=1, last_answer=refused
    )


def erase_old(now: datetime) -> int:
    """Erase what was sent, given up or dropped longer ago than KEPT; return how many messages that were."""
    return OutgoingMessage.objects.filter(finished_at__lt=now - KEPT).delete()[0]


def erase_about(subjects: Collection[str]) -> int:
    """Erase all messages about `subjects` ("registration:<public_id>"); return how many messages that were."""
    both = [*subjects, *(f"{_TRIAL}{subject}" for subject in subjects)]
    return OutgoingMessage.objects.filter(subject_of__in=both).delete()[0]
