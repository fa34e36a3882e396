"""What the worker does each time."""

import logging
from datetime import datetime

from cms.pages.signals import tick
from cms.worker.lock import only_worker
from cms.worker.models import Heartbeat
from cms.worker.publishing import publish_due

logger = logging.getLogger(__name__)


def work(now: datetime) -> bool:
    """Do what is due at `now`, unless another worker is at it; return whether this one did.

    Receivers of `cms.pages.signals.tick` do the rest; one that fails is logged and does not stop the others.
    """
    with only_worker() as alone:
        if not alone:
            logger.info("Another worker is at work.")
            return False
        failures = publish_due(now)
        for receiver, result in tick.send_robust(sender=Heartbeat, now=now):
            if isinstance(result, Exception):
                failures += 1
                logger.error("Tick failed in %r.", receiver, exc_info=result)
        Heartbeat.beat(now, failures)
    return True
