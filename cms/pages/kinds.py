"""The kinds of page, as visitors and their filters know them."""

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from wagtail.models import get_page_models

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def classes_of_kind(*kinds: str) -> "list[type[BasePage]]":
    """Return the page classes whose `kind` is one of `kinds`."""
    return [page_class for page_class in get_page_models() if page_class.kind in kinds]


def knowledge_classes() -> "list[type[BasePage]]":
    """Return the page classes that belong to the Kennisbank, in the order of their labels."""
    classes = [page_class for page_class in get_page_models() if getattr(page_class, "is_knowledge", False)]
    return sorted(classes, key=lambda page_class: page_class.kind_label)


def content_type_ids(classes: "list[type[BasePage]]") -> list[int]:
    """Return the ids of the content types of `classes`; from Django's cache after the first time."""
    return (
        [content_type.pk for content_type in ContentType.objects.get_for_models(*classes).values()] if classes else []
    )
