"""Where the form stands: below the list of speakers, and below each of them."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from wagtail.url_routing import RouteResult

# The path below the page, and the name of its view.
_VIEWS = {("aanvragen",): "ask", ("aanvragen", "verstuurd"): "sent"}


class TakesRequests:
    """A page below which visitors ask for a speaker: never from a cache, and only while the page itself is there."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer the addresses of the form too."""
        view = _VIEWS.get(tuple(path_components))
        if view and self.live:  # type: ignore[attr-defined]
            return RouteResult(self, kwargs={"view": view})
        return super().route(request, path_components)  # type: ignore[misc]

    def serve(self, request: HttpRequest, *args: Any, view: str = "", **kwargs: Any) -> HttpResponseBase:
        """Serve the page, or the form below it."""
        if not view:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        from events.speaking.requests import views  # noqa: PLC0415 - the form needs the page classes themselves

        return getattr(views, view)(request, self)

    def request_actions(self, label: str, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the link to the form for `components/page_header.html`; none for a page without an address."""
        url = self.get_url(request)  # type: ignore[attr-defined]
        return [{"label": label, "url": f"{url}aanvragen/", "icon": "microphone"}] if url else []
