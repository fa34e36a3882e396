"""Tags: how their names are written, and where they are used."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from taggit.models import ItemBase, Tag
from taggit.utils import _parse_tags
from wagtail.models import Revision

from cms.pages.models import BasePage

_BATCH = 200


def normalise_tag(name: str) -> str:
    """Return `name` as a tag is written: without spaces around it or several in a row."""
    return " ".join(name.split())


def tags_from_string(text: str) -> list[str]:
    """Return the tags in what somebody typed; the parser that taggit uses everywhere."""
    return sorted({name for typed in _parse_tags(text.replace("\x00", "")) if (name := normalise_tag(typed))})


def tag_named(name: str) -> Tag | None:
    """Return the tag with this name, however its letters are cased; SQLite's `iexact` knows ASCII alone."""
    wanted = normalise_tag(name).casefold()
    pk = next((pk for pk, known in Tag.objects.values_list("pk", "name") if known.casefold() == wanted), None)
    return None if pk is None else Tag.objects.get(pk=pk)


def tagging_models() -> list[type[ItemBase]]:
    """Return the models whose rows say that something has a tag: one for pages, one for images and documents."""
    related = [relation.related_model for relation in Tag._meta.related_objects]
    return [model for model in related if isinstance(model, type) and issubclass(model, ItemBase)]


def with_use_counts(tags: QuerySet[Tag]) -> QuerySet[Tag]:
    """Annotate `uses`: how many pages, images and documents have the tag now."""
    total: Any = Value(0)
    for model in tagging_models():
        rows = model.objects.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(n=Count("pk")).values("n")
        total = total + Coalesce(Subquery(rows, output_field=IntegerField()), 0)
    return tags.annotate(uses=total)


def tagged_revisions() -> Iterator[list[Revision]]:
    """Yield, in batches, every version of a page that has tags: drafts, planned and old ones."""
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage), content__tagged_items__0__isnull=False
    ).order_by("pk")
    last = 0
    while batch := list(revisions.filter(pk__gt=last)[:_BATCH]):
        yield batch
        last = batch[-1].pk


def is_used(tag: Tag) -> bool:
    """Return whether anything has `tag`, or had it in a version to which an editor can return."""
    return any(model.objects.filter(tag=tag).exists() for model in tagging_models()) or any(
        item["tag"] == tag.pk
        for batch in tagged_revisions()
        for revision in batch
        for item in revision.content["tagged_items"]
    )
