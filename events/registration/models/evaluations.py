"""What participants thought of a session; nothing leads from an answer to who gave it."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from events.registration.enums import Score


class Evaluation(models.Model):
    """What somebody thought of a session. It keeps no moment and no order, by which one could tell who it was."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey("agenda.EventSession", on_delete=models.CASCADE, related_name="evaluations")
    overall = models.PositiveSmallIntegerField("Hoe vond u de bijeenkomst?", choices=Score)
    useful = models.PositiveSmallIntegerField(
        "Hoe goed kunt u gebruiken wat u leerde?", choices=Score, null=True, blank=True
    )
    organised = models.PositiveSmallIntegerField("Hoe was het geregeld?", choices=Score, null=True, blank=True)
    liked = models.TextField("Wat was goed?", blank=True, max_length=2000)
    missed = models.TextField("Wat kan beter?", blank=True, max_length=2000)

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return Score(self.overall).label


class SpentInvitation(models.Model):
    """That an invitation to evaluate was used. `key` is a keyed hash of the registration, and says nothing of what.

    Rows stand in the order of their keys, not in that in which they were used; see `evaluating.evaluate`.
    """

    key = models.CharField(max_length=64, primary_key=True)
    session = models.ForeignKey("agenda.EventSession", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "gebruikte uitnodiging"
        verbose_name_plural = "gebruikte uitnodigingen"

    def __str__(self) -> str:
        return self.key
