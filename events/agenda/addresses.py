"""Addresses below a workshop that other apps answer, such as `…/aanmelden/`.

The view restrictions of the page hold for them. No cache keeps their answers, because a form has its own token;
save of those that are the same for everybody and say for how long they may be kept.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.url_routing import RouteResult

from cms.pages.keeping import keep_no_longer

if TYPE_CHECKING:
    from events.agenda.models import WorkshopPage

View = Callable[[HttpRequest, "WorkshopPage"], HttpResponseBase]
_views: dict[str, View] = {}
_kept: dict[str, int] = {}
# The query parameter that names a session of the workshop by its uid.
SESSION_KEY = "bijeenkomst"
# The file that says how many places are left, for the script of the page.
PLACES_FILE = "plaatsen.json"


def register_address(name: str, view: View, *, keep_seconds: int = 0) -> None:
    """Let `view` answer `<workshop>/<name>/`; it gets the request and the page.

    With `keep_seconds` its answer is the same for everybody, and caches keep it for so long at most. A `name` that ends
    in '.json' is the name of a file, without the last slash.
    """
    _views[name] = view
    _kept[name] = keep_seconds


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
        if seconds := _kept.get(address):
            keep_no_longer(request, seconds)
        else:
            patch_cache_control(response, private=True, no_store=True)
        return response
