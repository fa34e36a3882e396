"""Choices of the editorial process."""

from django.db import models


class PublishingMode(models.TextChoices):
    """How changes go live in a part of the tree; the label is the name of the workflow that makes it so."""

    FOUR_EYES = "vier-ogen", "Vier ogen"
    DIRECT = "direct", "Direct"
