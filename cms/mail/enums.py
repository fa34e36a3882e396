"""In which state an outgoing message can be."""

from django.db import models


class MessageState(models.TextChoices):
    """From writing to its end; what staff read is `OutgoingMessage.state_label`."""

    QUEUED = "queued", "wacht op verzending"
    # A worker is at it: it may or may not have reached the mail server.
    SENDING = "sending", "wordt verzonden"
    # The gate is closed (see cms.mail.gate).
    HELD = "held", "wacht op vrijgave"
    SENT = "sent", "verzonden"
    FAILED = "failed", "niet bezorgd: bel even"
    DROPPED = "dropped", "niet verzonden"


# What can still be kept from going.
WAITING = [MessageState.QUEUED, MessageState.HELD]


class CalendarMethod(models.TextChoices):
    """What a calendar file in a message asks of the receiver's calendar (RFC 5546)."""

    NONE = "", "geen"
    REQUEST = "REQUEST", "uitnodiging"
    CANCEL = "CANCEL", "afzegging"
