"""A trial of what would be sent: the mails of a rehearsal, to who is about to send them and to nobody else."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin import messages

from cms.mail.models import OutgoingMessage
from cms.mail.rehearsal import firsts, may_read
from cms.mail.services import send_trial

# Against a flood by mistake.
MOST_AN_HOUR = 10


def answer_trial(request: HttpRequest, written: list[OutgoingMessage]) -> None:
    """Send one of each kind of `written`, messages of a rehearsal, to the user of `request`, and say so; or why not.

    Raise PermissionDenied for who may not read what the site sends.
    """
    user = request.user
    if not may_read(user):
        raise PermissionDenied
    if not written:
        messages.error(request, "Er is niets te proberen: niemand krijgt hier nu een e-mail over.")
        return
    now = timezone.now()
    event = f"trial:{user.pk}:"
    recent = OutgoingMessage.objects.filter(event__startswith=event, created_at__gt=now - timedelta(hours=1))
    if recent.count() >= MOST_AN_HOUR:
        messages.error(request, "U hebt dit uur al veel proefmails verstuurd. Wacht een uur.")
        return
    for message in firsts(written):
        send_trial(message, to=user.email, event=f"{event}{now.isoformat()}")  # type: ignore[union-attr]
    messages.success(request, f"Een proef is onderweg naar {user.email}.")  # type: ignore[union-attr]
