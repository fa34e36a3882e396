"""Pages that others lead to from everywhere: those of which the site has only one, and those that a room names."""

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


def _only_ones() -> Conditions:
    """Name the kinds of page of which the site has one."""
    kinds = [page_class for page_class in get_page_models() if page_class.kind and page_class.max_count == 1]
    types = ContentType.objects.get_for_models(*kinds)
    return {_name(page_class.kind): Q(content_type=types[page_class]) for page_class in kinds}


def _name(kind: str) -> str:
    return f"only_{kind.replace(' ', '_')}"


_naming: list[Callable[[], Conditions]] = [_only_ones]


def name_landmarks(conditions: Callable[[], Conditions]) -> None:
    """Let the pages that `conditions` returns be looked up together with all other landmarks."""
    _naming.append(conditions)


@per_generation
def _landmarks() -> dict[str, list[Landmark]]:
    """Return all landmarks by name, in the order of the tree; one query."""
    conditions = {name: condition for naming in _naming for name, condition in naming().items()}
    pages = apps.get_model("pages.BasePage").objects.visible().annotate(**conditions)
    named = pages.filter(reduce(or_, (Q(**{name: True}) for name in conditions))).order_by("path")
    found = list(named.only("title", *ADDRESS_FIELDS))
    addresses = addresses_of(found)
    return {
        name: [Landmark(page.pk, page.title, addresses[page.pk]) for page in found if getattr(page, name)]
        for name in conditions
    }


def landmarks(name: str) -> list[Landmark]:
    """Return the landmarks of that name, in the order of the tree."""
    return _landmarks().get(name, [])


def landmark_url(kind: str) -> str:
    """Return the address of the one page of `kind`; '' while there is none that everybody may see."""
    return next((landmark.url for landmark in landmarks(_name(kind))), "")
