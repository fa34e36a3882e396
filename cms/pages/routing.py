"""Which page answers an address.

Wagtail asks the database for every step of the path; here one look-up finds all pages along it, and the deepest
of them answers. An address below a page (a print view, a calendar file) goes to the deepest page along the path
that has addresses of its own; a page wins from such an address of a page above it.
"""

from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING

from django.apps import apps
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from wagtail.models import AbstractPage, Site
from wagtail.models.sites import get_site_for_hostname
from wagtail.url_routing import RouteResult

from cms.pages.generation import per_generation

if TYPE_CHECKING:
    from cms.pages.models import BasePage

# Deeper pages than this don't exist, and a longer IN would only serve who makes addresses up.
MAX_DEPTH = 20


def pages_along(request: HttpRequest, root: "BasePage", components: list[str]) -> list["BasePage"]:
    """Return the pages at and along the path below `root`, `root` first; one query, none for the root itself.

    They are kept on the request, so that the breadcrumb needs no query.
    """
    paths = [root.url_path]
    for component in components[:MAX_DEPTH]:
        paths.append(f"{paths[-1]}{component}/")
    along = [root]
    if components:
        pages = apps.get_model("pages.BasePage").objects
        along += pages.filter(url_path__in=paths[1:]).order_by("depth")
    for above, below in pairwise(along):
        if above.depth + 1 == below.depth:
            below._cached_parent_obj = above  # where treebeard's get_parent() looks
    request.pages_along = along  # type: ignore[attr-defined]
    return along


@per_generation
def _site_of(host: str, port: str) -> Site | None:
    """Return the site of a host and port, or None."""
    try:
        return get_site_for_hostname(host, port)
    except Site.DoesNotExist:
        return None


def site_of(request: HttpRequest) -> Site | None:
    """Return the site of `request`, where `Site.find_for_request` finds it too; without a query when it is known."""
    if not hasattr(request, "_wagtail_site"):
        host = split_domain_port(request.get_host())[0]
        request._wagtail_site = copy(_site_of(host, request.get_port()))  # type: ignore[attr-defined]
    return request._wagtail_site  # type: ignore[attr-defined]


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page that answers `path` on the site of `request`, with the arguments for its `serve`; or None."""
    site = site_of(request)
    # PostgreSQL takes no NUL in a question, and no page has one in its address.
    if site is None or "\0" in path:
        return None
    components = [component for component in path.split("/") if component]
    along = pages_along(request, copy(site.root_page), components)
    for page in reversed(along):
        rest = components[page.depth - along[0].depth :]
        if rest and not _has_addresses(page):
            continue
        try:
            return page.specific.route(request, rest)
        except Http404:
            continue
    return None


def _has_addresses(page: "BasePage") -> bool:
    """Return whether the class of `page` answers more than its own address."""
    page_class = page.specific_class
    return page_class is not None and page_class.route is not AbstractPage.route
