"""When the worker was last at work."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

# The worker ticks every minute; after ten without a tick it is down, and somebody must know.
SILENCE_ALLOWED = timedelta(minutes=10)


class Heartbeat(models.Model):
    """The one row that every tick of the worker updates; `failures` counts what went wrong in that tick."""

    ticked_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "hartslag"
        verbose_name_plural = "hartslagen"

    def __str__(self) -> str:
        return f"{self.ticked_at:%d-%m-%Y %H:%M}"

    @classmethod
    def latest(cls) -> "Heartbeat | None":
        """Return the last tick; None when the worker never ran."""
        return cls.objects.filter(pk=1).first()

    @classmethod
    def beat(cls, now: datetime, failures: int) -> None:
        """Write down that the worker ticked at `now`."""
        cls.objects.update_or_create(pk=1, defaults={"ticked_at": now, "failures": failures})

    @property
    def is_silent(self) -> bool:
        """Return whether the last tick was too long ago."""
        return timezone.now() - self.ticked_at > SILENCE_ALLOWED
