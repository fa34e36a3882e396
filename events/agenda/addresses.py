"""Addresses below a workshop that other apps answer, such as `…/aanmelden/`.

The view restrictions of the page hold for them, and no cache keeps their answers: a form has its own token, and
what stands there changes by the minute.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.url_routing import RouteResult

if TYPE_CHECKING:
    from events.agenda.models import WorkshopPage

View = Callable[[HttpRequest, "WorkshopPage"], HttpResponseBase]
_views: dict[str, View] = {}


def register_address(name: str, view: View) -> None:
    """Let `view` answer `<workshop>/<name>/`; it gets the request and the page."""
    _views[name] = view


class HasAddresses:
    """A page below which other apps answer the addresses that they registered."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Let a registered name lead to this page, when it is published."""
        if len(path_components) == 1 and path_components[0] in _views:
            if not self.live:  # type: ignore[attr-defined]
                raise Http404
            return RouteResult(self, kwargs={"address": path_components[0]})
        return super().route(request, path_components)  # type: ignore[misc]

    def serve(self, request: HttpRequest, *args: Any, address: str = "", **kwargs: Any) -> HttpResponseBase:
        """Serve the page, or what stands at one of its addresses."""
        if not address:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        response = _views[address](request, self)  # type: ignore[arg-type]
        patch_cache_control(response, private=True, no_store=True)
        return response
