"""What speaking adds to Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from events.speaking.requests import admin_urls
from events.speaking.requests.dashboard import RequestsPanel
from events.speaking.requests.permissions import may_handle


@hooks.register("register_admin_urls")
def request_urls() -> list[URLResolver]:
    """Put the screens for requests in the admin."""
    return [path("spreekverzoeken/", include(admin_urls))]


class _RequestsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may handle requests."""
        return may_handle(request.user)


@hooks.register("register_admin_menu_item")
def requests_item() -> MenuItem:
    """Lead to the requests from the menu."""
    return _RequestsItem("Spreekverzoeken", reverse("speaking_requests:index"), icon_name="comment", order=310)


@hooks.register("construct_homepage_panels")
def show_requests(request: HttpRequest, panels: list[Component]) -> None:
    """Put on the dashboard what waits for who handles requests."""
    if may_handle(request.user):
        panels.append(RequestsPanel())
