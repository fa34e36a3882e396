"""The addresses of many pages at once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cms.pages.models import BasePage

# What a page's address is made of: all that a query needs to fetch.
ADDRESS_FIELDS = ("path", "url_path", "locale")


class _Addressing:
    """Where Wagtail keeps the roots of the sites while it writes many addresses; no site of its own."""

    id = None


def addresses_of(pages: "Iterable[BasePage]") -> dict[int, str]:
    """Return the address of each of `pages` by its id, reading the roots of the sites once."""
    shared = _Addressing()
    return {page.pk: page.get_url(request=shared, current_site=shared) or "" for page in pages}
