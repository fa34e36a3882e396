"""How a due message is claimed by one worker, and what becomes of it."""

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from cms.mail import gate
from cms.mail.composing import compose
from cms.mail.enums import MessageState
from cms.mail.models import OutgoingMessage

logger = logging.getLogger(__name__)

# A claim runs out: what a dead worker left is found again after this long.
CLAIM = timedelta(minutes=10)
# How long to wait after each failure; about two days in all, after which it is given up.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 12 * 60, 24 * 60)]


def claim_next(now: datetime) -> OutgoingMessage | None:
    """Take the message that is longest due for this worker alone; return None when nothing is due.

    One at a time, so that a worker that dies leaves one message in doubt and no more.
    """
    due = OutgoingMessage.objects.due(now)
    # On SQLite a transaction is a lock on everything: not for nothing.
    if not due.exists():
        return None
    with transaction.atomic():
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        if message.state == MessageState.SENDING:
            message.perhaps_twice = True
        message.state = MessageState.SENDING
        message.attempts += 1
        message.due_at = now + CLAIM
        message.save(update_fields=["state", "attempts", "due_at", "perhaps_twice"])
        mark = gate.count()
    gate.note(*mark)
    return message


def deliver(message: OutgoingMessage, mailer: BaseEmailBackend, now: datetime) -> Exception | None:
    """Hand a claimed message to the mail server and write down what came of it; return what went wrong, if anything."""
    handed_over = False
    try:
        if message.attempts > len(PAUSES) + 1:
            raise RuntimeError("The worker died at each attempt.")
        mail = compose(message)
        mailer.open()
        handed_over = True
        mailer.send_messages([mail])
    except Exception as error:
        # A line that broke in the middle: the mail server may have had it all.
        message.perhaps_twice |= handed_over and not _is_answer(error)
        _failed(message, error, now)
        mailer.close()
        return error
    _conclude(message, state=MessageState.SENT, finished_at=now, last_answer="")
    return None


def is_refusal(error: Exception) -> bool:
    """Return whether the mail server said for good that it won't take this message (SMTP 5xx, RFC 5321 §4.2.1).

    A refused log-in or sender is our own mistake, which somebody will mend: then the message waits.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _is_answer(error: Exception) -> bool:
    """Return whether the mail server itself said that it doesn't take the message now."""
    return isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected)


def _failed(message: OutgoingMessage, error: Exception, now: datetime) -> None:
    """Plan the next attempt, or give up."""
    if is_refusal(error) or message.attempts > len(PAUSES):
        logger.warning("Message %s is not delivered: %s", message.pk, error)
        _conclude(message, state=MessageState.FAILED, finished_at=now, last_answer=_answer(error))
        return
    logger.warning("Message %s waits for attempt %s: %r", message.pk, message.attempts + 1, error)
    due_at = now + PAUSES[message.attempts - 1]
    _conclude(
        message,
        state=MessageState.QUEUED,
        due_at=due_at,
        last_answer=_answer(error),
        perhaps_twice=message.perhaps_twice,
    )


def _conclude(message: OutgoingMessage, **values: object) -> None:
    """Write `values`, unless the claim had run out and another worker has it."""
    claimed = OutgoingMessage.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    claimed.update(**values)


def _answer(error: Exception) -> str:
    """Return in one line what the mail server said."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {_decoded(text)}" for code, text in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [f"{error.smtp_code} {_decoded(error.smtp_error)}"]
    else:
        answers = [str(error) or type(error).__name__]
    return " ".join(" ".join(answers).replace("\0", "").split())[:500]


def _decoded(text: bytes | str) -> str:
    return text.decode(errors="replace") if isinstance(text, bytes) else text
