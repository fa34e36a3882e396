"""Knowledge articles."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.panels import FieldPanel, Panel

from cms.blocks.pages import BodyPage, body_field
from cms.blocks.reading import minutes_label, reading_minutes
from cms.listing.forms import PAGE_KEY
from cms.listing.listing import PER_PAGE
from cms.listing.narrowing import page_links
from cms.pages.models import BasePage


class ArticleIndexPage(BasePage):
    """All articles."""

    template = "kennisbank/articles/article_index_page.html"
    icon = "article"
    parent_page_types: ClassVar[list[str]] = ["overview.KennisbankPage"]
    subpage_types: ClassVar[list[str]] = ["articles.ArticlePage"]
    max_count = 1
    known_parameters = (PAGE_KEY,)
    page_description = "De lijst van alle artikelen."

    class Meta:
        verbose_name = "lijst van artikelen"
        verbose_name_plural = "lijsten van artikelen"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return one page of articles as cards, newest first; the nearest page there is for a number that isn't."""
        articles = self.visible_children(request).order_by("-date", "pk").for_cards()
        pages = Paginator(articles, PER_PAGE).get_page(request.GET.get(PAGE_KEY))
        return {
            **super().get_context(request, *args, **kwargs),
            "cards": [article.get_card(request) for article in pages],
            "pages": pages,
            "page_links": page_links(pages, "?"),
        }


class ArticlePage(BodyPage):
    """One article: something that is known, in a few minutes of reading."""

    authors = models.CharField("auteurs", max_length=200, blank=True, help_text="Met komma's ertussen.")
    body = body_field(
        ("text", "<p>Zeg in twee zinnen wat de lezer hierna weet.</p><h2>Wat is er aan de hand?</h2><p></p>"),
        ("text", "<h2>Zo pakt u het aan</h2><p></p>"),
    )

    template = "kennisbank/articles/article_page.html"
    kind = "artikel"
    icon = "article"
    is_knowledge = True
    parent_page_types: ClassVar[list[str]] = ["articles.ArticleIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Kennis over één onderwerp, in een paar minuten te lezen."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        FieldPanel("authors"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "artikel"
        verbose_name_plural = "artikelen"

    def get_card_note(self) -> str:
        """Return how long reading takes."""
        minutes = reading_minutes(self.body)
        return minutes_label(minutes) if minutes else ""

    def get_found_names(self) -> Iterable[str]:
        """Return who wrote it."""
        return [self.authors]

    def get_header(self) -> dict[str, Any]:
        """Return the head of the page, with who wrote it, when, and how long reading takes."""
        meta = [
            ("person", self.authors),
            ("calendar", date_format(localtime(self.date), "j F Y") if self.date else ""),
            ("clock", self.get_card_note()),
        ]
        return {**super().get_header(), "meta": [{"icon": icon, "text": text} for icon, text in meta if text]}
