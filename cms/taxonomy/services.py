"""What changes the tags of the whole site at once."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from taggit.models import ItemBase, Tag
from wagtail.models import Revision
from wagtail.search import index

from cms.pages.findables import say_things_changed
from cms.pages.generation import renew_generation
from cms.taxonomy.tags import is_used, normalise_tag, tag_named, tagged_revisions, tagging_models


class TagExistsError(Exception):
    """The name belongs to another tag: `existing`."""

    def __init__(self, existing: Tag) -> None:
        super().__init__(existing.name)
        self.existing = existing


class TagInUseError(Exception):
    """Something has the tag, or had it in an older version."""


@transaction.atomic
def rename_tag(tag: Tag, name: str) -> None:
    """Give `tag` the name `name`, normalised, and the slug that goes with it.

    Raises TagExistsError when another tag has that name, and ValidationError for a name that can't be one.
    """
    name = normalise_tag(name)
    existing = tag_named(name)
    if existing is not None and existing != tag:
        raise TagExistsError(existing)
    tag.name = name
    tag.slug = _free_slug(tag)
    try:
        tag.full_clean()
    except ValidationError:
        tag.refresh_from_db()
        raise
    tag.save()
    _refresh(_tagged_with([tag]))


@transaction.atomic
def merge_tags(survivor: Tag, others: Collection[Tag]) -> None:
    """Give everything that has one of `others` the tag `survivor` instead, and delete `others`.

    Versions of pages that aren't live change along: a draft that is published later, or an old version to which
    an editor returns, has the surviving tag.
    """
    merged = [tag for tag in others if tag != survivor]
    touched = _tagged_with(merged)
    for model in tagging_models():
        _retag(model, survivor, merged)
    _retag_revisions(survivor, merged)
    Tag.objects.filter(pk__in=[tag.pk for tag in merged]).delete()
    _refresh(touched)


@transaction.atomic
def delete_tag(tag: Tag) -> None:
    """Delete `tag`; raise TagInUseError when that would take it from something, an old version included."""
    if is_used(tag):
        raise TagInUseError
    tag.delete()


def _free_slug(tag: Tag) -> str:
    """Return the slug for the name of `tag`, with a number behind it when another tag has that slug."""
    base = tag.slugify(tag.name)[:90] or "trefwoord"
    taken = set(Tag.objects.exclude(pk=tag.pk).filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := base if number == 1 else f"{base}-{number}") not in taken
    )


def _tagged_with(tags: Collection[Tag]) -> list[Any]:
    """Return everything that has one of `tags` now."""
    return [
        row.content_object
        for model in tagging_models()
        for row in model.objects.filter(tag__in=tags).prefetch_related("content_object")
    ]


def _retag(model: type[ItemBase], survivor: Tag, merged: Collection[Tag]) -> None:
    """Change the rows of `model`, leaving one for each thing that had several of the tags."""
    thing = [field.attname for field in model._meta.concrete_fields if not field.primary_key and field.name != "tag"]
    rows = model.objects.filter(tag__in=[survivor, *merged])
    kept = list(rows.order_by().values(*thing).annotate(first=Min("pk")).values_list("first", flat=True))
    rows.exclude(pk__in=kept).delete()
    rows.update(tag=survivor)


def _retag_revisions(survivor: Tag, merged: Collection[Tag]) -> None:
    """Change `tagged_items` in every version of every page."""
    gone = {tag.pk for tag in merged}
    for batch in tagged_revisions():
        changed = [revision for revision in batch if gone & {item["tag"] for item in revision.content["tagged_items"]}]
        for revision in changed:
            revision.content["tagged_items"] = _retagged(revision.content["tagged_items"], survivor.pk, gone)
        Revision.objects.bulk_update(changed, ["content"])


def _retagged(items: list[dict[str, Any]], survivor: int, gone: set[int]) -> list[dict[str, Any]]:
    """Return the tags of one version with those that are `gone` replaced, each tag once."""
    by_tag: dict[int, dict[str, Any]] = {}
    for item in items:
        tag = survivor if item["tag"] in gone else item["tag"]
        by_tag.setdefault(tag, {**item, "tag": tag})
    return list(by_tag.values())


def _refresh(things: Collection[Any]) -> None:
    """Let search and kept pages know the tags that `things` have now."""
    for thing in things:
        index.insert_or_update_object(getattr(thing, "specific", thing))
    say_things_changed(things)
    renew_generation()
