"""Addresses that somebody typed instead of choosing a page: whether those on our own site lead anywhere."""

from collections.abc import Iterable
from itertools import accumulate
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Site
from wagtail.views import serve

from cms.pages.models import BasePage
from cms.pages.routing import find_route, has_addresses

# The web server knows what is there, Django doesn't.
_FILES = (settings.MEDIA_URL, settings.STATIC_URL)


def leading_nowhere(addresses: Iterable[str]) -> set[str]:
    """Return those of `addresses` that are on our own site and get a 404 there.

    Four queries for all (site, pages, documents, redirects), and two more for each address below a page that has
    addresses of its own.
    """
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return set()
    hosts = {urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname, site.hostname}
    paths = {address: path for address in addresses if (path := _own_path(address, hosts))}
    found = {path: _resolve(path) for path in set(paths.values())}
    wrong = {path for path, match in found.items() if match is None}
    wrong |= _without_page([path for path, match in found.items() if match and match.func is serve], site)
    wrong |= _without_document({path: match for path, match in found.items() if match})
    if wrong:
        # PostgreSQL takes no NUL in a question.
        old = {Redirect.normalise_path(path): path for path in wrong if "\0" not in path}
        wrong -= {old[path] for path in Redirect.objects.filter(old_path__in=old).values_list("old_path", flat=True)}
    return {address for address, path in paths.items() if path in wrong}


def _own_path(address: str, hosts: set[str | None]) -> str | None:
    """Return the path of `address` when it is on our own site and not that of a file, else None."""
    try:
        parts = urlsplit(address.strip())
        is_ours = parts.hostname in hosts if parts.netloc else not parts.scheme and parts.path.startswith("/")
    except ValueError:
        return None
    path = unquote(parts.path) or "/"
    return path if is_ours and not path.startswith(_FILES) else None


def _resolve(path: str) -> ResolverMatch | None:
    """Return what answers `path`, with a slash behind it if need be; as the site itself adds one."""
    for candidate in (path, f"{path}/"):
        try:
            return resolve(candidate)
        except Resolver404:
            continue
    return None


def _without_page(paths: list[str], site: Site) -> set[str]:
    """Return those of `paths` at which no published page of `site` answers."""
    steps = {path: [f"{step}/" for step in path.split("/") if step] for path in paths}
    along = {path: list(accumulate(parts, initial=site.root_page.url_path)) for path, parts in steps.items()}
    urls = {url for path_urls in along.values() for url in path_urls}
    pages = {page.url_path: page for page in BasePage.objects.filter(live=True, url_path__in=urls)}
    return {path for path in paths if along[path][-1] not in pages and not _is_routed(path, along[path], pages, site)}


def _is_routed(path: str, urls: list[str], pages: dict[str, BasePage], site: Site) -> bool:
    """Return whether a page above `path` answers it: a print view, a calendar file."""
    if not any(has_addresses(pages[url]) for url in urls if url in pages):
        return False
    request = HttpRequest()
    request._wagtail_site = site  # type: ignore[attr-defined]
    return find_route(request, path) is not None


def _without_document(found: dict[str, ResolverMatch]) -> set[str]:
    """Return those paths that ask for a document that isn't there, or isn't called so any more."""
    asked = {path: match.args for path, match in found.items() if match.view_name == "wagtaildocs_serve"}
    if not asked:
        return set()
    # No database takes a longer number.
    numbers = [pk for pk, _name in asked.values() if len(pk) < 10]
    documents = get_document_model().objects.filter(pk__in=numbers)
    there = {(str(document.pk), document.filename) for document in documents}
    return {path for path, named in asked.items() if named not in there}
