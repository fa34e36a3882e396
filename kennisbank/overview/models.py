"""The Kennisbank: everything in it together."""

from typing import Any, ClassVar

from django.http import HttpRequest

from cms.pages.models import BasePage


class KennisbankPage(BasePage):
    """The entrance of the Kennisbank, with everything in it as one filtered list."""

    template = "kennisbank/overview/kennisbank_page.html"
    kind = "kennisbank"
    icon = "book"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "handbooks.HandbookSeriesPage",
        "handbooks.GlossaryPage",
        "articles.ArticleIndexPage",
    ]
    max_count = 1
    page_description = "De ingang van de Kennisbank, met alles bij elkaar."

    class Meta:
        verbose_name = "kennisbank"
        verbose_name_plural = "kennisbanken"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the list that the visitor's filters ask for."""
        return super().get_context(request, *args, **kwargs)
