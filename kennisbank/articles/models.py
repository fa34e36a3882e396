"""Knowledge articles."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, Panel

from cms.blocks.pages import BodyPage, body_field
from cms.pages.models import BasePage


class ArticleIndexPage(BasePage):
    """All articles."""

    template = "kennisbank/articles/article_index_page.html"
    icon = "article"
    parent_page_types: ClassVar[list[str]] = ["overview.KennisbankPage"]
    subpage_types: ClassVar[list[str]] = ["articles.ArticlePage"]
    max_count = 1
    page_description = "De lijst van alle artikelen."

    class Meta:
        verbose_name = "lijst van artikelen"
        verbose_name_plural = "lijsten van artikelen"


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
