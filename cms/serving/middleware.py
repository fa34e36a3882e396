"""What happens to every request on its way in and out."""

from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.defaults import page_not_found

from cms.pages.generation import one_generation
from cms.pages.keeping import keep_seconds
from cms.serving.page_cache import Slot, is_personal, slot_for


class OwnNotFoundPageMiddleware:
    """On a developer's machine and in the demo: the page that visitors see, in place of Django's for developers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as it comes."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what isn't there with the site's own page."""
        return page_not_found(request, exception) if isinstance(exception, Http404) else None


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the public site, and the admin's own under its address."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the policy for `response`: a view's own, else the one for the part of the site it came from.

        A preview is the public page in a frame of the editor, so that our own pages may frame it.
        """
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None:
            return parts
        if request.path.startswith(settings.ADMIN_PATH):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        elif getattr(request, "is_preview", False):
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        return parts


class PageCacheMiddleware:
    """Answer anonymous visitors from the page cache, and keep there what pages say may be kept.

    Which answers those are is decided where a page is served (see `cms.serving.wagtail_hooks`); everything else
    passes through.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer `request`; everything made on the way belongs to one generation."""
        with one_generation():
            slot = slot_for(request)
            return self._answer_through(request, slot) if slot else self._answer_apart(request)

    def _answer_through(self, request: HttpRequest, slot: Slot) -> HttpResponseBase:
        if entry := slot.find():
            return entry.answer(request)
        request.page_cache_slot = slot  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            entry = slot.entry or slot.keep(response, keep_seconds(request))
        finally:
            slot.release()
        return entry.answer(request) if entry else response

    def _answer_apart(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if is_personal(request) and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
