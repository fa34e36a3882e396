"""For developers: what pages are built of."""

from typing import Any

from django.views.generic import TemplateView

from cms.components.overview import all_components
from cms.components.tokens import all_tokens


class ComponentsView(TemplateView):
    """Every component in its states, with its docblock."""

    template_name = "components_overview/components.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the components, and the index of them."""
        components = all_components()
        index = [{"id": component.name, "title": component.name, "level": 2} for component in components]
        return {**super().get_context_data(**kwargs), "components": components, "index": index}


class TokensView(TemplateView):
    """The design tokens: colours, sizes of type, spacing."""

    template_name = "components_overview/tokens.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the tokens by kind."""
        return {**super().get_context_data(**kwargs), **all_tokens()}
