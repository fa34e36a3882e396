"""What kinds and states of meeting there are."""

from django.db import models


class MeetingKind(models.TextChoices):
    """What visitors come to."""

    WORKSHOP = "workshop", "Workshop"
    MEETING = "bijeenkomst", "Bijeenkomst"
    WEBINAR = "webinar", "Webinar"


class SessionMode(models.TextChoices):
    """Where a session takes place."""

    ON_SITE = "op-locatie", "Op locatie"
    ONLINE = "online", "Online"
    HYBRID = "hybride", "Op locatie en online"


class SessionState(models.TextChoices):
    """The life of a session: draft -> scheduled -> cancelled or completed."""

    DRAFT = "draft", "In voorbereiding"
    SCHEDULED = "scheduled", "Gaat door"
    CANCELLED = "cancelled", "Afgelast"
    COMPLETED = "completed", "Geweest"

    @classmethod
    def public(cls) -> list["SessionState"]:
        """Return the states in which visitors see a session."""
        return [cls.SCHEDULED, cls.CANCELLED, cls.COMPLETED]
