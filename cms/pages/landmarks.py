"""Pages that others lead to from everywhere: those of which the site has only one, and those that a room names."""

from collections import defaultdict
from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Q
from wagtail.models import get_page_models

from cms.pages.addresses import ADDRESS_FIELDS, addresses_of
from cms.pages.generation import per_generation

# By its name, which pages are meant; the names are identifiers.
Conditions = dict[str, Q | Exists]


class Landmark(NamedTuple):
    """A page that everybody may see, as a link shows it."""

    pk: int
    title: str
    url: str


_naming: list[Callable[[], Conditions]] = []


def name_landmarks(conditions: Callable[[], Conditions]) -> None:
    """Let the pages that `conditions` returns be looked up together with all other landmarks."""
    _naming.append(conditions)


@per_generation
def _landmarks() -> dict[str, list[Landmark]]:
    """Return all landmarks by name, and the only page of a kind by its kind, in the order of the tree; one query."""
    conditions = {name: condition for naming in _naming for name, condition in naming().items()}
    only_ones = [page_class for page_class in get_page_models() if page_class.kind and page_class.max_count == 1]
    types = {kind.pk for kind in ContentType.objects.get_for_models(*only_ones).values()}
    is_named = reduce(or_, (Q(**{name: True}) for name in conditions), Q(content_type__in=types))
    pages = apps.get_model("pages.BasePage").objects.visible().annotate(**conditions).filter(is_named)
    found = list(pages.order_by("path").only("title", "content_type", *ADDRESS_FIELDS))
    addresses = addresses_of(found)
    named: dict[str, list[Landmark]] = defaultdict(list)
    for page in found:
        names = [name for name in conditions if getattr(page, name)]
        if page.content_type_id in types:
            names.append(page.specific_class.kind)
        for name in names:
            named[name].append(Landmark(page.pk, page.title, addresses[page.pk]))
    return named


def landmarks(name: str) -> list[Landmark]:
    """Return the landmarks of that name, or the one page of that kind, in the order of the tree."""
    return _landmarks().get(name, [])


def landmark_url(kind: str) -> str:
    """Return the address of the one page of `kind`; '' while there is none that everybody may see."""
    return next((landmark.url for landmark in landmarks(kind)), "")
