"""The ways into the Kennisbank."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import get_page_models

from cms.pages.cards import Card
from cms.pages.kinds import content_type_ids
from cms.pages.models import BasePage
from cms.pages.querysets import BasePageQuerySet

if TYPE_CHECKING:
    from kennisbank.overview.models import KennisbankPage


def index_classes() -> list[type]:
    """Return the page classes under which knowledge is kept: those whose children may be knowledge."""
    return [
        page_class
        for page_class in get_page_models()
        if page_class is not BasePage
        and not page_class.is_knowledge
        and any(getattr(child, "is_knowledge", False) for child in page_class.clean_subpage_models())
    ]


def entrances(kennisbank: "KennisbankPage", visible: BasePageQuerySet, request: HttpRequest) -> list[Card]:
    """Return a card for each way in, in tree order: the indexes of knowledge, and whatever is filed straight below.

    The projects stand elsewhere in the tree and are an entrance all the same.
    """
    straight_below = Q(path__startswith=kennisbank.path, depth=kennisbank.depth + 1)
    pages = visible.filter(Q(content_type__in=content_type_ids(index_classes())) | straight_below).order_by("path")
    return [replace(page.get_card(request), kind="", date=None) for page in pages.for_cards()]
