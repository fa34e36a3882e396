"""Which outgoing messages."""

from datetime import datetime

from django.db import models

from cms.mail.enums import MessageState

# What still has to go, if only the gate opens.
_UNSENT = [MessageState.QUEUED, MessageState.SENDING, MessageState.HELD]


class OutgoingMessageQuerySet(models.QuerySet):
    """Outgoing messages."""

    def about(self, subject_of: str) -> "OutgoingMessageQuerySet":
        """Return the messages about one person or thing ('registration:<public_id>'), newest first."""
        return self.filter(subject_of=subject_of).order_by("-created_at", "-pk")

    def due(self, now: datetime) -> "OutgoingMessageQuerySet":
        """Return what a worker may claim at `now`, longest due first; a dead worker's claim has run out by then."""
        return self.filter(state__in=[MessageState.QUEUED, MessageState.SENDING], due_at__lte=now).order_by(
            "due_at", "pk"
        )

    def unsent(self) -> "OutgoingMessageQuerySet":
        """Return what still waits, for whatever reason."""
        return self.filter(state__in=_UNSENT)

    def failed(self) -> "OutgoingMessageQuerySet":
        """Return what could not be delivered."""
        return self.filter(state=MessageState.FAILED)
