"""What the worker does for the outbox."""

from datetime import datetime
from typing import Any

from cms.mail.services import deliver_due, erase_old


def deliver(**_signal: Any) -> None:
    """Send what is due, at each tick and in between."""
    deliver_due()


def erase(now: datetime, **_signal: Any) -> None:
    """Erase what was kept long enough."""
    erase_old(now)
