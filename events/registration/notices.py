"""A mail that staff write themselves to those of a session."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink
from cms.mail.services import send_later
from events.agenda.models import EventSession
from events.registration import mails
from events.registration.book import lock_session
from events.registration.models import Registration

_TEMPLATE = "registration_notice"
# Against a flood by mistake: so many such mails a session and a day.
MOST_A_DAY = 5


@dataclass(frozen=True)
class Notice:
    """What is written, and to those in which states; the same `key` is sent once."""

    key: str
    states: Collection[str]
    subject: str
    text: str


class TooManyNoticesError(Exception):
    """So many mails went out already that this must be a mistake; its text says so in Dutch."""


def send_notice(session: EventSession, notice: Notice) -> list[OutgoingMessage]:
    """Write `notice` to everybody it is for who gave an address; raise TooManyNoticesError above MOST_A_DAY."""
    now = timezone.now()
    with transaction.atomic():
        locked = lock_session(pk=session.pk)
        prefix = f"registration.notice:{locked.pk}:"
        _refuse_more(prefix, notice.key, now)
        to = Registration.objects.filter(session=locked, state__in=notice.states).exclude(email="")
        return [
            send_later(
                event=f"{prefix}{notice.key}:{one.pk}",
                template=_TEMPLATE,
                to=one.email,
                context={"name": one.name, "subject": notice.subject, "text": notice.text},
                subject_of=one.subject_of,
                links={"mine": PrivateLink(mails.LINK, str(one.public_id), one.link_generation)},
            )
            for one in to
        ]


def _refuse_more(prefix: str, key: str, now: datetime) -> None:
    recent = OutgoingMessage.objects.filter(event__startswith=prefix, created_at__gt=now - timedelta(days=1))
    keys = {event.removeprefix(prefix).partition(":")[0] for event in recent.values_list("event", flat=True)}
    if len(keys - {key}) >= MOST_A_DAY:
        raise TooManyNoticesError(
            f"Vandaag gingen er al {MOST_A_DAY} berichten over deze bijeenkomst weg. Wacht tot morgen."
        )
