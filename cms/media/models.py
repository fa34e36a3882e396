"""Our own images and documents."""

from contextlib import suppress
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index


class Licence(models.TextChoices):
    """Under what terms others may use something of ours."""

    CC0 = "cc0", "CC0 (vrij te gebruiken)"
    CC_BY = "cc-by", "CC BY 4.0 (vrij te gebruiken met naamsvermelding)"
    OWN = "own", "Eigen materiaal, alle rechten voorbehouden"
    PERMITTED = "permitted", "Van een ander, met toestemming"


class SiteImage(AbstractImage):
    """A picture, with a text for who can't see it, or the word that it is decoration.

    Wagtail's own `description` is that text.
    """

    is_decorative = models.BooleanField(
        "alleen versiering",
        default=False,
        help_text="Vink aan als de afbeelding niets toevoegt aan de tekst. Een schermlezer slaat haar dan over.",
    )
    credit = models.CharField("maker", max_length=200, blank=True, help_text="Wie maakte de afbeelding?")
    licence = models.CharField("licentie", max_length=20, choices=Licence, default=Licence.OWN)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"
        permissions: ClassVar[list[tuple[str, str]]] = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self) -> str:
        """Return the alternative text: empty when the picture is decoration."""
        return "" if self.is_decorative else self.description

    def clean(self) -> None:
        """Raise ValidationError when the picture has neither a description nor the mark 'decoration'."""
        super().clean()
        if not self.is_decorative and not self.description.strip():
            raise ValidationError(
                {"description": "Beschrijf wat er te zien is, of vink aan dat de afbeelding alleen versiering is."}
            )


class Rendition(AbstractRendition):
    """A picture at one size and in one format."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Language(models.TextChoices):
    """The languages in which documents of ours come."""

    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "Engels"
    GERMAN = "de", "Duits"
    FRISIAN = "fy", "Fries"


class SiteDocument(AbstractDocument):
    """A file to download."""

    language = models.CharField("taal", max_length=2, choices=Language, default=Language.DUTCH)
    is_accessible = models.BooleanField(
        "toegankelijk",
        default=False,
        help_text="Vink aan als de pdf voldoet aan PDF/UA: met koppen, leesvolgorde en teksten bij beelden.",
    )

    admin_form_fields = ("title", "file", "language", "is_accessible", "collection", "tags")
    search_fields: ClassVar[list] = [*AbstractDocument.search_fields, index.FilterField("language")]

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documenten"
        permissions: ClassVar[list[tuple[str, str]]] = [("choose_document", "Can choose document")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the document with its size, which a visitor wants to know before fetching it, however it came here."""
        if self.file_size is None and self.file:
            with suppress(OSError):
                self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Check the file's extension, once there is a file: the form for many uploads at once adds it later."""
        if self.file:
            super().clean()
