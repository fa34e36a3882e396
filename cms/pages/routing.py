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
        along += pages.filter(url_path__in=paths[1:]).select_related("phase").order_by("depth")
    for above, below in pairwise(along):
        if above.depth + 1 == below.depth:
            below._cached_parent_obj = above  # where treebeard's get_parent() looks
    request.pages_along = along  # type: ignore[attr-defined]
    return along


@per_generation
def known_sites() -> list[Site]:
    """Return all sites, each with its root page and its settings; one query."""
    settings = [relation.name for relation in Site._meta.related_objects if relation.one_to_one]
    return list(Site.objects.select_related("root_page", *settings))


def _site_at(host: str, port: int) -> Site | None:
    """Return the site of a host and port as Wagtail chooses it, or None.

    That is the one with both; else the default site when it has that host; else the only one with that host;
    else the default site.
    """
    named = [site for site in known_sites() if site.hostname == host]
    default = next((site for site in known_sites() if site.is_default_site), None)
    exact = next((site for site in named if site.port == port), None)
    return exact or (default if default in named or len(named) != 1 else named[0])


def site_of(request: HttpRequest) -> Site | None:
    """Return the site of `request`, where `Site.find_for_request` finds it too; without a query when it is known."""
    if not hasattr(request, "_wagtail_site"):
        host = split_domain_port(request.get_host())[0]
        request._wagtail_site = copy(_site_at(host, int(request.get_port())))  # type: ignore[attr-defined]
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
        if rest and not has_addresses(page):
            continue
        try:
            return _specific(page).route(request, rest)
        except Http404:
            continue
    return None


def _specific(page: "BasePage") -> "BasePage":
    """Return `page` as its own class has it, with what that class is served with; it knows the page above it."""
    page_class = page.specific_class
    if page_class is None:
        return page.specific
    specific = page_class.objects.select_related(*page_class.served_with).get(pk=page.pk)
    specific._cached_parent_obj = getattr(page, "_cached_parent_obj", None)
    return specific


def has_addresses(page: "BasePage") -> bool:
    """Return whether the class of `page` answers more than its own address."""
    page_class = page.specific_class
    return page_class is not None and page_class.route is not AbstractPage.route
