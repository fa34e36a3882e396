"""The worker: what must happen on the site without anybody asking for it."""

import logging
import signal
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from cms.pages.signals import pulse
from cms.worker.services import work

logger = logging.getLogger(__name__)

# Seconds between looks at what can't wait for the next tick, such as mail.
_PULSE = 2
_STOP = {signal.SIGTERM, signal.SIGINT}


class Command(BaseCommand):
    """Tick until told to stop."""

    help = "Publish what is planned and let every app do its regular work; more than one at a time does no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --once and --interval."""
        parser.add_argument("--once", action="store_true", help="Tick once and stop; fails when that fails.")
        parser.add_argument("--interval", type=float, default=60, help="Seconds between ticks (default: 60).")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        """Tick every `interval` seconds and pulse in between; SIGTERM or SIGINT stops it, but not in the middle."""
        if not 0 < interval <= 3600:
            raise CommandError("--interval must be more than 0 and at most 3600 seconds.")
        if once:
            work(timezone.now())
            return
        # Held back while a tick is under way, and waited for between ticks.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
        self.stdout.write(f"Worker ticks every {interval:g} seconds.")
        next_tick = time.monotonic()
        well = True
        while True:
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + interval
                well = self._survives(work, timezone.now())
            elif well:
                # After a failure only the next tick tries again: a database that is away fills no log.
                well = self._survives(pulse.send, type(self))
            if signal.sigtimedwait(_STOP, min(interval, _PULSE)) is not None:
                break
        self.stdout.write("Worker stopped.")

    def _survives(self, action: Callable[..., object], *args: object) -> bool:
        """Do `action` and return whether that went well; a database may be away for a while."""
        close_old_connections()
        try:
            action(*args)
        except Exception:
            logger.exception("Tick failed.")
            return False
        return True
