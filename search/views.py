"""The search page."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from cms.listing.listing import page_links
from cms.pages.cards import Card
from cms.pages.models import BasePage
from search.forms import SearchForm
from search.services import find_pages

PER_PAGE = 12


class SearchView(TemplateView):
    """Search all published pages that the visitor may see."""

    template_name = "search/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the question, and one page of what was found."""
        form = SearchForm(self.request.GET)
        form.is_valid()
        question = form.cleaned_data["q"]
        pages = Paginator(find_pages(question, self.request.user), PER_PAGE).get_page(form.cleaned_data["pagina"])
        prefix = f"?{urlencode({'q': question})}&"
        return {
            **super().get_context_data(**kwargs),
            "query": question,
            "search_value": question,
            "cards": [self.card(page) for page in pages],
            "pages": pages,
            "page_url_prefix": prefix,
            "page_links": page_links(pages, prefix),
            "total_label": _total(pages.paginator.count),
        }

    def card(self, page: BasePage) -> Card:
        """Return the card of a page that was found, with its themes named."""
        card = page.get_card(self.request)
        return replace(card, meta=[*card.meta, *(theme.title for theme in page.themes.all())])


def _total(count: int) -> str:
    return f"{count} resultaat" if count == 1 else f"{count} resultaten"
