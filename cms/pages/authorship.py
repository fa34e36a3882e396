"""Who last changed what a page says, read from its revisions.

Saving without a change, autosave, scheduling and the steps of a workflow make revisions too: they hold the
same content and leave the authorship where it was.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, AbstractPage, Revision

# What Wagtail keeps of every page; of this only the title and the address are words of the editor's.
_BOOKKEEPING = {field.name for field in AbstractPage._meta.fields} - {"title", "slug"}
# Draftail gives every paragraph a random key.
_BLOCK_KEY = re.compile(r'\s*data-block-key="[^"]*"')


@dataclass(frozen=True)
class Change:
    """The revision that brought the newest content: who saved it (None: nobody who still has an account), and when."""

    user_id: int | None
    at: datetime


def last_change(instance: Model) -> Change | None:
    """Return who brought the newest content of `instance`, or None when it has no revisions.

    That is the earliest revision of the newest run of revisions with equal content. Reads revisions from
    the newest back, until the content differs.
    """
    revisions = (
        Revision.objects.for_instance(instance)
        .order_by("-created_at", "-pk")
        .values_list("user_id", "created_at", "content")
    )
    change, newest = None, ""
    for user_id, created_at, data in revisions.iterator(chunk_size=5):
        content = content_of(data, type(instance))
        if change and content != newest:
            break
        change, newest = Change(user_id, created_at), content
    return change


def content_of(data: dict[str, Any], model: type[Model]) -> str:
    """Return what a revision of `model` says, as text that is equal for equal content.

    Left out are bookkeeping, comments, fields that no editor sets, and the keys that rows, blocks and
    paragraphs get when they are saved.
    """
    model = _specific_model(data, model)
    left_out = {"pk", COMMENTS_RELATION_NAME, *_BOOKKEEPING}
    left_out |= {field.name for field in model._meta.fields if not field.editable}
    parents = {relation.get_accessor_name(): relation.field.name for relation in get_all_child_relations(model)}
    content = {
        name: _rows(value, parents[name]) if name in parents else _value(value)
        for name, value in data.items()
        if name not in left_out
    }
    return json.dumps(content, sort_keys=True)


def _specific_model(data: dict[str, Any], model: type[Model]) -> type[Model]:
    """Return the class that wrote `data`: a revision of a page names it, whatever class the page was read as."""
    if content_type := data.get("content_type"):
        return ContentType.objects.get_for_id(content_type).model_class() or model
    return model


def _value(value: Any) -> Any:
    """Return the value of a field: blocks without their keys, a set of related rows in a fixed order."""
    if isinstance(value, str) and value.startswith("["):
        try:
            return _block(json.loads(value))
        except ValueError:
            pass
    if isinstance(value, list) and all(isinstance(key, int) for key in value):
        return sorted(value)
    return _block(value)


def _block(value: Any) -> Any:
    """Return a block's value, or a list of blocks, without the keys of blocks and paragraphs."""
    if isinstance(value, str):
        return _BLOCK_KEY.sub("", value)
    if isinstance(value, list):
        return [_block(item) for item in value]
    if isinstance(value, dict):
        is_block = "type" in value and "value" in value
        return {name: _block(item) for name, item in value.items() if not (is_block and name == "id")}
    return value


def _rows(rows: list[dict[str, Any]], parent: str) -> list[Any]:
    """Return the rows below a page without their keys; rows that have no order of their own in a fixed one."""
    plain = [{name: _value(value) for name, value in row.items() if name not in {"pk", parent}} for row in rows]
    has_order = all("sort_order" in row for row in plain)
    return plain if has_order else sorted(plain, key=lambda row: json.dumps(row, sort_keys=True))
