"""The worker: what must happen on the site without anybody asking for it."""

import logging
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from cms.worker.services import work

logger = logging.getLogger(__name__)

_STOP = {signal.SIGTERM, signal.SIGINT}


class Command(BaseCommand):
    """Tick until told to stop."""

    help = "Publish what is planned and let every app do its regular work; more than one at a time does no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --once and --interval."""
        parser.add_argument("--once", action="store_true", help="Tick once and stop; fails when that fails.")
        parser.add_argument("--interval", type=float, default=60, help="Seconds between ticks (default: 60).")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        """Tick every `interval` seconds; SIGTERM or SIGINT lets a tick under way end and then stops."""
        if not 0 < interval <= 3600:
            raise CommandError("--interval must be more than 0 and at most 3600 seconds.")
        if once:
            work(timezone.now())
            return
        # Held back while a tick is under way, and waited for between ticks.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
        self.stdout.write(f"Worker ticks every {interval:g} seconds.")
        self._tick()
        while signal.sigtimedwait(_STOP, interval) is None:
            self._tick()
        self.stdout.write("Worker stopped.")

    def _tick(self) -> None:
        """Tick, and survive a database that is away for a while."""
        close_old_connections()
        try:
            work(timezone.now())
        except Exception:
            logger.exception("Tick failed.")
