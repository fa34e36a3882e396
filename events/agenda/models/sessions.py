"""When and where a workshop takes place."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from events.agenda.enums import SessionMode, SessionState
from events.agenda.querysets import EventSessionQuerySet


class EventSession(models.Model):
    """One time that a workshop takes place.

    Not a revisioned child of the page: publishing an old revision must never change a date or place.
    `uid` and `sequence` are those of the session in calendars (RFC 5545): the first never changes, the second
    is raised whenever time, place or state does.
    """

    page = models.ForeignKey(
        "agenda.WorkshopPage", verbose_name="workshop", on_delete=models.CASCADE, related_name="sessions"
    )
    start = models.DateTimeField("begin", db_index=True)
    end = models.DateTimeField("einde")
    mode = models.CharField("vorm", max_length=12, choices=SessionMode, default=SessionMode.ON_SITE)
    venue_name = models.CharField("locatie", max_length=120, blank=True)
    venue_address = models.CharField("adres", max_length=160, blank=True)
    venue_city = models.CharField("plaats", max_length=80, blank=True)
    online_link = models.URLField(
        "link om mee te doen", blank=True, help_text="Geheim: alleen deelnemers krijgen deze link, per e-mail."
    )
    state = models.CharField("stand", max_length=10, choices=SessionState, default=SessionState.DRAFT)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = EventSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering: ClassVar[list[str]] = ["start", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")),
                name="agenda_session_ends_after_start",
                violation_error_message="Het einde ligt voor het begin.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page.title}, {self.start:%d-%m-%Y %H:%M}"
