"""What the demo made, so that loading again and removing touch nothing that people changed."""

from typing import ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class SeededObject(models.Model):
    """One thing that the demo made, and what it looked like then.

    `fingerprint` is that of the thing as it was left by the loader: a different one now means that somebody
    changed it since.
    """

    key = models.CharField(max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="seeding_object_once")
        ]

    def __str__(self) -> str:
        return self.key


class SeedingRun(models.Model):
    """The last time that the demo was loaded: with what content, and on what day its dates are built."""

    digest = models.CharField(max_length=64)
    loaded_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.loaded_on}"
