"""Where the page cache meets a page that is about to be served."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail import hooks

from cms.pages.models import BasePage
from cms.serving.page_cache import only_known

Serve = Callable[[BasePage, HttpRequest, Any, Any], HttpResponseBase]


# Before Wagtail's own check of view restrictions, so as to see what that makes of the answer.
@hooks.register("on_serve_page", order=-100)
def serve_through_the_cache(serve: Serve) -> Serve:
    """Let one process make a missing answer, and say whether it may be kept.

    It may when it is a plain answer without a wish of its own about caching; a page behind a view restriction
    has one (`private, no-store`).
    """

    def serve_page(page: BasePage, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
        drop_unknown_parameters(request, page)
        slot = getattr(request, "page_cache_slot", None)
        if slot is None:
            return serve(page, request, args, kwargs)
        if slot.find_or_lock() is not None:
            return HttpResponse()  # the middleware answers with what was found
        response = serve(page, request, args, kwargs)
        slot.is_cacheable = response.status_code == 200 and not response.has_header("Cache-Control")
        return response

    return serve_page


def drop_unknown_parameters(request: HttpRequest, page: BasePage) -> None:
    """Leave in the query only what `page` reads: nothing else may show in an answer that is kept for others."""
    if request.META.get("QUERY_STRING"):
        known = only_known(request.GET, page.known_parameters)
        request.GET = known  # type: ignore[assignment]
        request.META["QUERY_STRING"] = known.urlencode()
