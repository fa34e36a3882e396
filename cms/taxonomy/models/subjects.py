"""What a page is about: its themes, and the phase in which it is needed."""

from typing import ClassVar

from django.db import models


class Subject(models.Model):
    """Something that pages are filed under, in an order that the bureau chose."""

    title = models.CharField("naam", max_length=60, unique=True)
    slug = models.SlugField(
        "webnaam",
        unique=True,
        help_text="Staat in het adres van een gefilterde lijst, bijvoorbeeld ?thema=draagvlak.",
    )
    description = models.CharField("omschrijving", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class Theme(Subject):
    """A subject on which the bureau advises; its image stands in where a page has none."""

    image = models.ForeignKey(
        "media.SiteImage",
        verbose_name="afbeelding",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Staat op pagina's over dit thema die zelf geen afbeelding hebben.",
    )

    class Meta(Subject.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"


class Phase(Subject):
    """A step in introducing one counter."""

    class Meta(Subject.Meta):
        verbose_name = "fase"
        verbose_name_plural = "fasen"
