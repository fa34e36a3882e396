"""What stays when registrations are erased: numbers, and a log of what went."""

from typing import ClassVar

from django.db import models

from cms.taxonomy.models import Province, SizeClass


class KeptCount(models.Model):
    """How many came to a session from municipalities of one province and size, of registrations that are erased.

    It outlives the session: `title`, `start` and `themes` (titles) say which one it was when its page is deleted.
    """

    session = models.ForeignKey("agenda.EventSession", null=True, on_delete=models.SET_NULL, related_name="kept_counts")
    title = models.CharField("workshop", max_length=255)
    start = models.DateTimeField("begin")
    themes = models.JSONField("thema's", default=list)
    # '' where the organisation is no municipality, or unknown.
    province = models.CharField("provincie", max_length=4, choices=Province, blank=True)
    size_class = models.CharField("grootte", max_length=12, choices=SizeClass, blank=True)
    registrations = models.PositiveIntegerField("aanmeldingen", default=0)
    people = models.PositiveIntegerField("mensen met een plaats", default=0)
    attended = models.PositiveIntegerField("waren er", default=0)

    class Meta:
        verbose_name = "bewaard aantal"
        verbose_name_plural = "bewaarde aantallen"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "province", "size_class"], name="registration_one_kept_count")
        ]

    def __str__(self) -> str:
        return f"{self.people} mensen"


class Erasure(models.Model):
    """What was erased at one moment: numbers alone."""

    at = models.DateTimeField("wanneer")
    needs = models.PositiveIntegerField("wensen", default=0)
    answers = models.PositiveIntegerField("gevoelige antwoorden", default=0)
    registrations = models.PositiveIntegerField("aanmeldingen", default=0)
    people = models.PositiveIntegerField("deelnemers", default=0)

    class Meta:
        verbose_name = "wissing"
        verbose_name_plural = "wissingen"
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
