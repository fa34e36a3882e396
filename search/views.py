"""The search page."""

from dataclasses import replace
from typing import Any

from django.views.generic import TemplateView

from cms.listing import Listing
from cms.pages.cards import Card
from cms.pages.models import BasePage
from search.services import find_pages
from search.words import question_of


class SearchView(TemplateView):
    """Search all published pages that the visitor may see."""

    template_name = "search/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the question, and one page of what was found."""
        question = question_of(self.request.GET.get("q", ""))
        listing = Listing(find_pages(question, self.request.user), (), self.request, kept=[("q", question)])
        return {
            **super().get_context_data(**kwargs),
            "query": question,
            "search_value": question,
            "cards": [self.card(page) for page in listing.pages],
            "listing": listing,
        }

    def card(self, page: BasePage) -> Card:
        """Return the card of a page that was found, with its themes named."""
        card = page.get_card(self.request)
        return replace(card, meta=[*card.meta, *(theme.title for theme in page.themes.all())])
