"""Reminding: not at once after a confirmation."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from events.agenda.models import EventSession
from events.registration.services import send_reminders
from tests.registration.conftest import register


def test_who_just_heard_is_not_reminded(
    session_with: Callable[..., EventSession], frozen: time_machine.Traveller
) -> None:
    now = timezone.now()
    late, early = (session_with(start=now + timedelta(hours=hours)) for hours in (20, 40))
    register(late, "anna")
    register(early, "bert")
    assert send_reminders(now) == 0
    for hours, count in ((16, 0), (9, 1), (1, 0)):
        frozen.shift(timedelta(hours=hours))
        assert send_reminders(timezone.now()) == count
    reminded = OutgoingMessage.objects.filter(template="registration_reminder")
    assert [message.recipient for message in reminded] == ["bert@gemeente.example"]
