"""From a row in the outbox to a mail as a mail server wants it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from cms.mail.models import OutgoingMessage
from cms.mail.writing import text_to_send


def compose(message: OutgoingMessage) -> EmailMultiAlternatives:
    """Return the mail of `message`: text, the same as HTML and, when it has one, its calendar file.

    The calendar file is there twice, as mail programs expect it: as an alternative that says what it asks
    (RFC 6047), for calendars that answer by themselves, and as an attachment to open by hand.
    """
    text = text_to_send(message)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        to=[message.recipient],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(
        render_to_string("mail/frame.html", {"subject": message.subject, "text": text}), "text/html"
    )
    if message.calendar:
        mail.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}")
        mail.attach("afspraak.ics", message.calendar.encode(), "application/ics")
    return mail


def message_id(message: OutgoingMessage) -> str:
    """Return the Message-ID: the same at each attempt, so that a receiver can tell a mail that comes twice."""
    return f"<{message.public_id}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>"


def mail_folder() -> str:
    """Return the folder in which mail ends on a developer's machine and in the demo; empty where it really goes."""
    to_files = settings.EMAIL_BACKEND == "django.core.mail.backends.filebased.EmailBackend"
    return str(settings.EMAIL_FILE_PATH) if to_files else ""
