"""What changes the outbox; nobody else writes to it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink
from cms.mail.writing import render


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
    due_at: datetime | None = None,
) -> OutgoingMessage:
    """Write a message to `to` into the outbox, to be sent when the transaction has committed and `due_at` has come.

    `event` says what happened ("registration.transition:812"); for the same event, template and address there is one
    message, and a repeat returns that one. `template` is a file in templates/mail/, filled in now with `context` and
    `links`; `subject_of` says whom or what it is about. `calendar` is a calendar file, sent as an invitation
    ("REQUEST") or a cancellation ("CANCEL").

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
    # One statement, and no savepoint, where get_or_create would need four.
    OutgoingMessage.objects.bulk_create([message], ignore_conflicts=True)
    return OutgoingMessage.objects.get(event=event, template=template, recipient=to)
