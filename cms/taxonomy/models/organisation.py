"""Municipalities and other organisations."""

from math import log, pi, tan
from typing import ClassVar

from django.db import models


class Province(models.TextChoices):
    """The twelve provinces, by the code that CBS gives them."""

    GRONINGEN = "PV20", "Groningen"
    FRYSLAN = "PV21", "Fryslân"
    DRENTHE = "PV22", "Drenthe"
    OVERIJSSEL = "PV23", "Overijssel"
    FLEVOLAND = "PV24", "Flevoland"
    GELDERLAND = "PV25", "Gelderland"
    UTRECHT = "PV26", "Utrecht"
    NOORD_HOLLAND = "PV27", "Noord-Holland"
    ZUID_HOLLAND = "PV28", "Zuid-Holland"
    ZEELAND = "PV29", "Zeeland"
    NOORD_BRABANT = "PV30", "Noord-Brabant"
    LIMBURG = "PV31", "Limburg"


class SizeClass(models.TextChoices):
    """How large a municipality is, in the four classes that bureau and VNG speak of."""

    SMALL = "klein", "Minder dan 25.000 inwoners"
    MEDIUM = "middelgroot", "25.000 tot 50.000 inwoners"
    LARGE = "groot", "50.000 tot 100.000 inwoners"
    CITY = "stad", "100.000 inwoners of meer"

    @classmethod
    def of(cls, inhabitants: int | None) -> "SizeClass | None":
        """Return the class of a municipality with so many inhabitants; None when that isn't known."""
        if inhabitants is None:
            return None
        if inhabitants < 25_000:
            return cls.SMALL
        if inhabitants < 50_000:
            return cls.MEDIUM
        return cls.LARGE if inhabitants < 100_000 else cls.CITY


class Organisation(models.Model):
    """A municipality (with its CBS code) or another organisation (without one)."""

    name = models.CharField("naam", max_length=120, unique=True)
    cbs_code = models.CharField(
        "CBS-code",
        max_length=6,
        null=True,
        blank=True,
        unique=True,
        help_text="Bijvoorbeeld GM0193. Leeg als het geen gemeente is.",
    )
    province = models.CharField("provincie", max_length=4, choices=Province, blank=True)
    inhabitants = models.PositiveIntegerField("inwoners", null=True, blank=True)
    size_class = models.CharField("grootte", max_length=12, choices=SizeClass, blank=True, editable=False)
    latitude = models.FloatField("breedtegraad", null=True, blank=True, help_text="In graden, WGS 84.")
    longitude = models.FloatField("lengtegraad", null=True, blank=True, help_text="In graden, WGS 84.")
    identifier = models.URLField(
        "OWMS-adres",
        max_length=300,
        blank=True,
        help_text="Het adres dat standaarden.overheid.nl aan de organisatie geeft.",
    )

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, with the size class that follows from the inhabitants."""
        self.cbs_code = self.cbs_code or None
        self.size_class = SizeClass.of(self.inhabitants) or ""
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_municipality(self) -> bool:
        """Return whether CBS counts this among the municipalities."""
        return self.cbs_code is not None

    @property
    def map_point(self) -> tuple[float, float] | None:
        """Return (x, y) of the centre on our map of the Netherlands, in its own units; None without a place.

        The map's outlines are in Mercator's projection, 613 wide and 724 high; the constants were fitted to
        them and are right within 3 units.
        """
        if self.latitude is None or self.longitude is None:
            return None
        mercator = log(tan(pi / 4 + self.latitude * pi / 360)) * 180 / pi
        return round(157.6 * self.longitude - 527, 1), round(10035.8 - 157.6 * mercator, 1)
