"""The home page, and pages for what fits nowhere else."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, Panel

from cms.blocks.fields import BodyField
from cms.blocks.pages import BodyPage, body_field
from cms.pages.keeping import kept_for_visitors
from cms.pages.models import BasePage
from home.blocks import EntrancesBlock
from home.showcase import showcase


class HomePage(BasePage):
    """What the bureau is, its ways of working as entrances, and what is new."""

    lead = models.TextField(
        "inleiding", max_length=300, help_text="Twee zinnen die zeggen wat het bureau voor gemeenten doet."
    )
    entrances = BodyField(EntrancesBlock(max_num=6), verbose_name="ingangen", blank=True, default=list)
    highlight = models.ForeignKey(
        "pages.BasePage",
        verbose_name="uitgelicht",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Eén pagina die u deze week onder de aandacht brengt.",
    )

    template = "home/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.BasePage"]
    subpage_types: ClassVar[list[str]] = [
        "home.ContentPage",
        "overview.KennisbankPage",
        "projects.ProjectIndexPage",
        "agenda.AgendaPage",
        "speaking.SpeakerIndexPage",
    ]
    max_count = 1
    served_with = ("image",)
    page_description = "De voorpagina van de site."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("entrances"),
        MultiFieldPanel([PageChooserPanel("highlight")], heading="Uitgelicht"),
    ]

    class Meta:
        verbose_name = "voorpagina"
        verbose_name_plural = "voorpagina's"

    def get_found_text(self) -> Iterable[str]:
        """Return what the page says at its head."""
        return [self.lead]

    def get_header(self) -> dict[str, Any]:
        """Return the opening of the page; the home page is filed under nothing."""
        return {"title": self.title, "lead": self.lead, "image": self.image}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the home page shows: entrances, highlight, next meetings and newest stories as cards."""
        shown = kept_for_visitors(request, ("showcase", self.pk), lambda: showcase(self, request))
        return {**super().get_context(request, *args, **kwargs), **shown}


class ContentPage(BodyPage):
    """A page for what fits nowhere else: about the bureau, contact, privacy, accessibility."""

    body = body_field(
        ("text", "<h2>Waar gaat het over?</h2><p>Begin met wat de lezer moet weten of doen.</p>"),
    )

    template = "home/content_page.html"
    kind = "pagina"
    icon = "document"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["home.ContentPage"]
    page_description = "Voor wat nergens anders past: over ons, contact, privacy."

    class Meta:
        verbose_name = "informatiepagina"
        verbose_name_plural = "informatiepagina's"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows, with the pages below this one as links."""
        below = self.visible_children(request).order_by("path")
        links = [{"title": page.title, "url": page.get_url(request), "description": page.summary} for page in below]
        return {**super().get_context(request, *args, **kwargs), "children": links}
