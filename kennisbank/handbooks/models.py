"""The handbook series: series -> handbook -> chapters, nested once."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.url_routing import RouteResult

from cms.blocks.pages import BodyPage, body_field
from cms.blocks.reading import minutes_label, reading_minutes
from cms.pages.filing import phase_link, theme_links
from cms.pages.findables import Key
from cms.pages.keeping import kept_for_visitors
from cms.pages.models import BasePage
from cms.taxonomy.findable_terms import every_term
from kennisbank.handbooks.glossary import letters
from kennisbank.handbooks.nesting import TOO_DEEP, ChapterCopyForm, handbook_of, is_section, is_too_deep
from kennisbank.handbooks.outline import in_order, neighbours, outline_of
from kennisbank.handbooks.printing import PRINT_SLUG, printed


class HandbookSeriesPage(BasePage):
    """All handbooks."""

    template = "kennisbank/handbooks/handbook_series_page.html"
    icon = "book"
    parent_page_types: ClassVar[list[str]] = ["overview.KennisbankPage"]
    subpage_types: ClassVar[list[str]] = ["handbooks.HandbookPage"]
    max_count = 1
    admin_default_ordering = "ord"
    page_description = "De reeks van alle handboeken."

    class Meta:
        verbose_name = "handboekenreeks"
        verbose_name_plural = "handboekenreeksen"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the handbooks as cards, in the order of the tree."""
        handbooks = self.visible_children(request).for_cards()
        return {
            **super().get_context(request, *args, **kwargs),
            "cards": [handbook.get_card(request) for handbook in handbooks],
        }


class HandbookPage(BodyPage):
    """One handbook: its own page introduces it, its chapters stand below it."""

    edition = models.CharField("druk", max_length=60, blank=True, help_text="Bijvoorbeeld: Tweede druk.")
    edition_date = models.DateField("datum van de druk", null=True, blank=True)
    authors = models.CharField("auteurs", max_length=200, blank=True, help_text="Met komma's ertussen.")
    audience = models.CharField("voor wie", max_length=250, blank=True, help_text="Eén zin: wie heeft hier iets aan?")
    body = body_field(("text", "<h2>Waarom dit handboek?</h2><p></p><h2>Hoe gebruikt u het?</h2><p></p>"))

    template = "kennisbank/handbooks/handbook_page.html"
    print_template = "kennisbank/handbooks/handbook_print.html"
    kind = "handboek"
    icon = "book"
    is_knowledge = True
    parent_page_types: ClassVar[list[str]] = ["handbooks.HandbookSeriesPage"]
    subpage_types: ClassVar[list[str]] = ["handbooks.ChapterPage"]
    admin_default_ordering = "ord"
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

    def get_card_note(self) -> str:
        """Return how many published chapters it has, and its edition."""
        count = ChapterPage.objects.child_of(self).live().count() if self.path else 0
        chapters = "1 hoofdstuk" if count == 1 else f"{count} hoofdstukken"
        return " · ".join([chapters, self.edition] if self.edition else [chapters])

    def get_found_names(self) -> Iterable[str]:
        """Return for whom it is and who wrote it."""
        return [self.audience, self.authors]

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Return what is known of this edition, for a data list."""
        facts = [
            ("Voor wie", self.audience),
            ("Druk", self.edition),
            ("Verschenen", date_format(self.edition_date, "F Y") if self.edition_date else ""),
            ("Auteurs", self.authors),
        ]
        return [{"label": label, "value": value} for label, value in facts if value]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the outline, and where reading begins."""
        context = super().get_context(request, *args, **kwargs)
        outline = outline_of(self, request)
        if outline:
            context["header"]["actions"] = [
                {"label": "Begin met lezen", "url": outline[0].url, "icon": "book"},
                {
                    "label": "Alles op één pagina",
                    "url": f"{self.get_url(request)}{PRINT_SLUG}/",
                    "icon": "print",
                    "is_secondary": True,
                },
            ]
        return {**context, "outline": outline}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer the address of the print view too."""
        if self.live and path_components == [PRINT_SLUG]:
            return RouteResult(self, kwargs={"is_print": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, is_print: bool = False, **kwargs: Any) -> HttpResponse:
        """Return the page, or the whole handbook as one document."""
        if not is_print:
            return super().serve(request, *args, **kwargs)
        context = BasePage.get_context(self, request)
        return TemplateResponse(request, self.print_template, {**context, "printed": printed(self, request)})


def note_for_chapters(handbook: BasePage) -> str:
    """Return what stands on the cards of the chapters of `handbook`: nothing while that is not published."""
    return f"Handboek: {handbook.title}"[:120] if handbook.live else ""


class ChapterPage(BodyPage):
    """One chapter, or one section of a chapter when it stands below another."""

    reviewed_on = models.DateField(
        "laatst nagekeken", null=True, blank=True, help_text="Wanneer las iemand dit voor het laatst helemaal na?"
    )
    minutes = models.PositiveSmallIntegerField("leestijd in minuten", default=0, editable=False)
    body = body_field(("text", "<p>Zeg in twee zinnen wat de lezer hierna kan.</p><h2>De kern</h2><p></p>"))

    template = "kennisbank/handbooks/chapter_page.html"
    kind = "hoofdstuk"
    icon = "document"
    is_knowledge = True
    is_filed_with_parent = True
    parent_page_types: ClassVar[list[str]] = ["handbooks.HandbookPage", "handbooks.ChapterPage"]
    subpage_types: ClassVar[list[str]] = ["handbooks.ChapterPage"]
    admin_default_ordering = "ord"
    copy_form_class = ChapterCopyForm
    page_description = "Een hoofdstuk van een handboek, of een paragraaf van een hoofdstuk."

    content_panels: ClassVar[list[Panel | str]] = [*BodyPage.content_panels, FieldPanel("reviewed_on")]

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"

    @classmethod
    def can_exist_under(cls, parent: BasePage) -> bool:
        """Return whether a chapter or section can stand under `parent`; sections hold none."""
        return super().can_exist_under(parent) and not is_section(parent)

    def can_move_to(self, parent: BasePage) -> bool:
        """Return whether this can be moved under `parent`; a chapter with sections can't become a section."""
        return super().can_move_to(parent) and not is_too_deep(self, parent)

    def clean(self) -> None:
        """Raise ValidationError for a section below a section, and for the slug of the print view."""
        super().clean()
        if self.slug == PRINT_SLUG:
            raise ValidationError({"slug": "Dit adres is van de afdrukversie van het handboek. Kies een ander."})
        if self.path and is_section(self.get_parent()):
            raise ValidationError(TOO_DEEP)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, with the reading time that tables of contents show."""
        self.minutes = reading_minutes(self.body)
        return super().save(*args, **kwargs)

    @cached_property
    def handbook(self) -> BasePage | None:
        """The handbook that this stands in, its base page alone; None while the page has no place in the tree."""
        return handbook_of(self) if self.path else None

    @property
    def minutes_label(self) -> str:
        """Return the reading time in words."""
        return minutes_label(self.minutes)

    def get_found_in(self) -> str:
        """Return the title of the handbook, while that is published."""
        return self.handbook.title if self.handbook and self.handbook.live else ""

    def get_card_note(self) -> str:
        """Return in which handbook this is."""
        return note_for_chapters(self.handbook) if self.handbook else ""

    def get_header(self) -> dict[str, Any]:
        """Return the head of the page; what the chapter isn't filed under itself, it is with its handbook."""
        header = super().get_header()
        if self.handbook:
            header["themes"] = header["themes"] or theme_links(self.handbook.themes.all())
            header["phase"] = header["phase"] or phase_link(self.handbook.phase)
        meta = [{"icon": "clock", "text": self.minutes_label}] if self.minutes else []
        if self.reviewed_on:
            meta.append({"icon": "check", "text": f"Nagekeken op {date_format(self.reviewed_on, 'j F Y')}"})
        return {**header, "meta": meta}

    def get_header_image(self) -> Any:
        """Return the chapter's own image only: that of a theme would stand on each chapter."""
        return self.image

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the outline of the handbook around this chapter, and what is read before and after it."""
        context = super().get_context(request, *args, **kwargs)
        around = kept_for_visitors(request, ("around", self.pk), lambda: self._around(request))
        here = next((entry for entry in in_order(around["outline"]) if entry.is_current), None)
        if here:
            context["header"]["kind"] = f"{'Paragraaf' if '.' in here.number else 'Hoofdstuk'} {here.number}"
        return {**context, **around}

    def _around(self, request: HttpRequest) -> dict[str, Any]:
        outline = outline_of(self.handbook, request, current=self.pk) if self.handbook else []
        previous, following = neighbours(outline)
        handbook = self.handbook if self.handbook and self.handbook.live else None
        return {"handbook": handbook, "outline": outline, "previous": previous, "next": following}


class GlossaryPage(BasePage):
    """All terms with their explanation, each under an anchor of its own."""

    template = "kennisbank/handbooks/glossary_page.html"
    kind = "begrippenlijst"
    icon = "list"
    parent_page_types: ClassVar[list[str]] = ["overview.KennisbankPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    page_description = "De begrippenlijst. De begrippen zelf staan in het menu Indeling."

    class Meta:
        verbose_name = "begrippenlijst"
        verbose_name_plural = "begrippenlijsten"

    @classmethod
    def named_in(cls, ids: Collection[int]) -> Iterable[Key]:  # noqa: ARG003 - there is one glossary
        """Return all terms: each is found as a place on this page."""
        return every_term()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return all terms by letter."""
        return {**super().get_context(request, *args, **kwargs), "letters": letters()}
