"""Who last changed what a page says, read from its revisions.

Saving without a change, autosave, scheduling and the steps of a workflow make revisions too: they hold the
same content and leave the authorship where it was.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Window
from django.db.models.functions import RowNumber
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, AbstractPage, Revision

# What Wagtail keeps of every page; of this only the title and the address are words of the editor's.
_BOOKKEEPING = {field.name for field in AbstractPage._meta.fields} - {"title", "slug"}
# Draftail gives every paragraph a random key of five signs. Anything longer is somebody's words.
_BLOCK_KEY = re.compile(r'(<[a-z][a-z0-9]*) data-block-key="[a-z0-9]{1,6}"')
# How many revisions are read at a time: mostly the newest few tell.
_AT_A_TIME = 5


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
    revisions = Revision.objects.for_instance(instance).order_by("-created_at", "-pk")
    rows = revisions.values_list("user_id", "created_at", "content").iterator(chunk_size=_AT_A_TIME)
    return _start_of_run(rows, type(instance))[0]


def last_changes(model: type[Model], keys: Iterable[str]) -> dict[str, Change]:
    """Return who brought the newest content of each instance of `model`, by its primary key as text.

    One query, and one more for each instance with a long run of revisions with equal content.
    """
    kind = ContentType.objects.get_for_model(model)
    place = Window(RowNumber(), partition_by="object_id", order_by=["-created_at", "-pk"])
    revisions = Revision.objects.filter(base_content_type=kind, object_id__in=list(keys))
    newest = revisions.annotate(place=place).filter(place__lte=_AT_A_TIME).values("pk")
    rows = Revision.objects.filter(pk__in=newest).order_by("object_id", "-created_at", "-pk")
    changes = {}
    for key, group in groupby(rows.values_list("object_id", "user_id", "created_at", "content"), itemgetter(0)):
        of_key = [row[1:] for row in group]
        change, is_whole = _start_of_run(of_key, model)
        if not is_whole and len(of_key) == _AT_A_TIME:
            change = last_change(model(pk=key))
        if change:
            changes[key] = change
    return changes


def _start_of_run(rows: Iterable[tuple[int | None, datetime, Any]], model: type[Model]) -> tuple[Change | None, bool]:
    """Return the last of the first `rows` that say the same, and whether another follows that says something else."""
    change, newest = None, ""
    for user_id, created_at, data in rows:
        content = content_of(data, model)
        if change and content != newest:
            return change, True
        change, newest = Change(user_id, created_at), content
    return change, False


def content_of(data: dict[str, Any], model: type[Model]) -> str:
    """Return what a revision of `model` says, as text that is equal for equal content.

    Left out are bookkeeping, comments, fields that no editor sets, and the keys that rows, blocks and
    paragraphs get when they are saved.
    """
    model = _specific_model(data, model)
    left_out = {"pk", COMMENTS_RELATION_NAME, *_BOOKKEEPING}
    left_out |= {field.name for field in model._meta.fields if not field.editable}
    parents = {relation.get_accessor_name(): relation.field.name for relation in get_all_child_relations(model)}
    streams = {field.name for field in model._meta.fields if isinstance(field, StreamField)}
    content = {
        name: _rows(value, parents[name]) if name in parents else _value(value, is_stream=name in streams)
        for name, value in data.items()
        if name not in left_out
    }
    return json.dumps(content, sort_keys=True)


def _specific_model(data: dict[str, Any], model: type[Model]) -> type[Model]:
    """Return the class that wrote `data`: a revision of a page names it, whatever class the page was read as."""
    if content_type := data.get("content_type"):
        return ContentType.objects.get_for_id(content_type).model_class() or model
    return model


def _value(value: Any, *, is_stream: bool = False) -> Any:
    """Return the value of a field: blocks without their keys, a set of related rows in a fixed order."""
    if is_stream:
        return _block(json.loads(value) if isinstance(value, str) else value)
    if isinstance(value, list) and all(isinstance(key, int) for key in value):
        return sorted(value)
    return value


def _block(value: Any) -> Any:
    """Return a block's value, or a list of blocks, without the keys of blocks and paragraphs."""
    if isinstance(value, str):
        return _BLOCK_KEY.sub(r"\1", value)
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
