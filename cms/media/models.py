"""Our own images and documents."""

from contextlib import suppress
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

# The kinds of document of which the text is read.
READABLE = ("pdf", "docx")


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

    @property
    def text(self) -> str:
        """Return what was read of its file; '' while nothing was."""
        reading = getattr(self, "reading", None)
        return reading.text if reading and reading.file_name == self.file.name else ""

    @property
    def found_by(self) -> str:
        """Return by what visitors find it, in words for staff."""
        reading = getattr(self, "reading", None)
        if self.file_extension not in READABLE:
            return "Van dit soort bestand leest de site de tekst niet. Bezoekers vinden het op zijn titel."
        if reading and reading.file_name == self.file.name:
            return str(reading.get_state_display())
        return "De tekst wordt nog gelezen. Tot dan vinden bezoekers het op zijn titel."

    def clean(self) -> None:
        """Check the file's extension, once there is a file: the form for many uploads at once adds it later."""
        if self.file:
            super().clean()


class ReadingState(models.TextChoices):
    """How it stands with the text of a document, in words for staff."""

    READ = "read", "Bezoekers vinden het op zijn titel en op wat erin staat."
    CUT = "cut", "Het is heel lang. Bezoekers vinden het op zijn titel en op het begin van de tekst."
    EMPTY = "empty", "Er is geen tekst in te lezen: het is misschien een scan. Bezoekers vinden het op zijn titel."
    PROTECTED = "protected", "Er zit een wachtwoord op. Bezoekers vinden het op zijn titel."
    UNREADABLE = "unreadable", "De tekst is niet te lezen. Bezoekers vinden het op zijn titel."


class DocumentReading(models.Model):
    """The text of a document, as it was read of the file that it had then.

    `file_name` is that file's: a document with another file waits to be read.
    """

    document = models.OneToOneField(SiteDocument, on_delete=models.CASCADE, related_name="reading")
    file_name = models.CharField(max_length=255)
    state = models.CharField("toestand", max_length=12, choices=ReadingState)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField("gelezen", auto_now=True)

    class Meta:
        verbose_name = "gelezen tekst"
        verbose_name_plural = "gelezen teksten"
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_state_display()
