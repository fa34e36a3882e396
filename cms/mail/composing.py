"""From a row in the outbox to a mail as a mail server wants it."""

from email.mime.image import MIMEImage
from io import BytesIO
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from cms.mail.models import OutgoingMessage
from cms.mail.writing import text_to_send

# What the HTML calls the picture of the code.
_CODE_CID = "code@ol2000"


def compose(message: OutgoingMessage) -> EmailMultiAlternatives:
    """Return the mail of `message`: text, the same as HTML and, when it has them, its calendar file and its code.

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
    # The code stands below the paragraph that names its address.
    above, address, below = text.partition(message.code) if message.code else (text, "", "")
    facts = {
        "subject": message.subject,
        "text": above + address,
        "code_cid": address and _CODE_CID,
        "rest": below.strip(),
    }
    mail.attach_alternative(render_to_string("mail/frame.html", facts), "text/html")
    if message.calendar:
        mail.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}")
        mail.attach("afspraak.ics", message.calendar.encode(), "application/ics")
    if message.code:
        mail.attach(_code_image(message.code))
    return mail


def _code_image(address: str) -> MIMEImage:
    """Return the QR code of `address` as a picture to show within the HTML (RFC 2392); one or two kilobytes."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=5, border=4)
    part = MIMEImage(picture.getvalue(), "png")
    part.add_header("Content-ID", f"<{_CODE_CID}>")
    part.add_header("Content-Disposition", "inline", filename="code.png")
    return part


def message_id(message: OutgoingMessage) -> str:
    """Return the Message-ID: the same at each attempt, so that a receiver can tell a mail that comes twice."""
    return f"<{message.public_id}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>"


def mail_folder() -> str:
    """Return the folder in which mail ends on a developer's machine and in the demo; empty where it really goes."""
    to_files = settings.EMAIL_BACKEND == "django.core.mail.backends.filebased.EmailBackend"
    return str(settings.EMAIL_FILE_PATH) if to_files else ""
