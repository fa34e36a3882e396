"""States of a speaker engagement."""

from django.db import models


class EngagementState(models.TextChoices):
    """Whether a talk is to come, was held, or was called off."""

    PLANNED = "planned", "Gepland"
    HELD = "held", "Gehouden"
    CANCELLED = "cancelled", "Afgelast"
