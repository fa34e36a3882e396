"""The handbook series: series -> handbook -> chapters, nested once."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from cms.blocks.pages import BodyPage, body_field
from cms.pages.models import BasePage


class HandbookSeriesPage(BasePage):
    """All handbooks."""

    template = "kennisbank/handbooks/handbook_series_page.html"
    icon = "book"
    parent_page_types: ClassVar[list[str]] = ["overview.KennisbankPage"]
    subpage_types: ClassVar[list[str]] = ["handbooks.HandbookPage"]
    max_count = 1
    page_description = "De reeks van alle handboeken."

    class Meta:
        verbose_name = "handboekenreeks"
        verbose_name_plural = "handboekenreeksen"


class HandbookPage(BodyPage):
    """One handbook: its own page introduces it, its chapters stand below it."""

    edition = models.CharField("druk", max_length=60, blank=True, help_text="Bijvoorbeeld: Tweede druk.")
    edition_date = models.DateField("datum van de druk", null=True, blank=True)
    authors = models.CharField("auteurs", max_length=200, blank=True, help_text="Met komma's ertussen.")
    audience = models.CharField("voor wie", max_length=250, blank=True, help_text="Eén zin: wie heeft hier iets aan?")
    body = body_field(("text", "<h2>Waarom dit handboek?</h2><p></p><h2>Hoe gebruikt u het?</h2><p></p>"))

    template = "kennisbank/handbooks/handbook_page.html"
    kind = "handboek"
    icon = "book"
    is_knowledge = True
    parent_page_types: ClassVar[list[str]] = ["handbooks.HandbookSeriesPage"]
    subpage_types: ClassVar[list[str]] = ["handbooks.ChapterPage"]
    page_description = "Een handboek met hoofdstukken."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("audience"),
        MultiFieldPanel(["edition", "edition_date", "authors"], heading="Uitgave"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "handboek"
        verbose_name_plural = "handboeken"


class ChapterPage(BodyPage):
    """One chapter, or one section of a chapter when it stands below another."""

    reviewed_on = models.DateField(
        "laatst nagekeken", null=True, blank=True, help_text="Wanneer las iemand dit voor het laatst helemaal na?"
    )
    body = body_field(("text", "<p>Zeg in twee zinnen wat de lezer hierna kan.</p><h2>De kern</h2><p></p>"))

    template = "kennisbank/handbooks/chapter_page.html"
    kind = "hoofdstuk"
    icon = "document"
    is_knowledge = True
    parent_page_types: ClassVar[list[str]] = ["handbooks.HandbookPage", "handbooks.ChapterPage"]
    subpage_types: ClassVar[list[str]] = ["handbooks.ChapterPage"]
    page_description = "Een hoofdstuk van een handboek, of een paragraaf van een hoofdstuk."

    content_panels: ClassVar[list[Panel | str]] = [*BodyPage.content_panels, FieldPanel("reviewed_on")]

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"


class GlossaryPage(BasePage):
    """All terms with their explanation, each under an anchor of its own."""

    template = "kennisbank/handbooks/glossary_page.html"
    icon = "list"
    parent_page_types: ClassVar[list[str]] = ["overview.KennisbankPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    page_description = "De begrippenlijst. De begrippen zelf staan in het menu Indeling."

    class Meta:
        verbose_name = "begrippenlijst"
        verbose_name_plural = "begrippenlijsten"
