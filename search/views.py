"""The search page, on Wagtail's own search backend."""

from typing import Any

from django.views.generic import TemplateView

from search.forms import SearchForm

PER_PAGE = 12


class SearchView(TemplateView):
    """Search all published pages that the visitor may see."""

    template_name = "search/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the question, and one page of what was found."""
        form = SearchForm(self.request.GET)
        form.is_valid()
        return {**super().get_context_data(**kwargs), "query": form.cleaned_data.get("q", "")}
