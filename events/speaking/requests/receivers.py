"""What the worker does for requests."""

from datetime import datetime
from typing import Any

from events.speaking.requests.services import erase_due, hold_past_talks


def work_on_tick(*, now: datetime, **_signal: Any) -> None:
    """Note which talks were held, and erase what is old."""
    hold_past_talks(now)
    erase_due(now)
