"""What visitors call the kinds of things that are found."""

from functools import cache
from typing import NamedTuple

from wagtail.models import get_page_models

from cms.pages.findable_pages import KIND


class Kind(NamedTuple):
    """A kind of thing: how results and filters name it, and its icon in our sprite."""

    label: str
    icon: str


# What is no page, and pages whose class has no kind of its own.
_OTHERS = {
    KIND: Kind("Pagina", "document"),
    "document": Kind("Document", "download"),
    "begrip": Kind("Begrip", "quote"),
}


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by what the index calls them."""
    pages = {page.kind: Kind(page.kind_label, page.icon) for page in get_page_models() if getattr(page, "kind", "")}
    return {**pages, **_OTHERS}


def kind_of(name: str) -> Kind:
    """Return the kind that the index calls `name`; one that is new to us is called what the index calls it."""
    return kinds().get(name) or Kind(name.capitalize(), "document")
