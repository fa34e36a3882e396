"""What editors wrote in a page: its pieces of running text, its pictures, its links, read without rendering."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

from cms.blocks.links import LinkTextBlock
from cms.pages.models import BasePage

# A leaf of a body: the block that describes it, and its value as the database keeps it.
Leaf = tuple[Any, Any]
_BLOCK_END = re.compile(r"</(?:p|li|h[2-6])>|<br\s*/?>|<hr\s*/?>")


def leaves(page: BasePage) -> Iterator[Leaf]:
    """Yield every leaf of every body of `page`, in the order of reading.

    What the database keeps is read, not what the blocks make of it: a chooser whose choice is gone would show
    nothing there.
    """
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            yield from _walk(stream.stream_block, list(stream.raw_data))


def _walk(block: Any, raw: Any) -> Iterator[Leaf]:
    """Yield the leaves of `raw`, the value of `block`."""
    parts = _parts(block, raw) if raw is not None else []
    if parts is None:
        yield block, raw
        return
    for child, value in parts:
        yield from _walk(child, value)


def _parts(block: Any, raw: Any) -> list[Leaf] | None:
    """Return what `block` is made of, each part with its value in `raw`; None when it is a leaf."""
    if isinstance(block, StreamBlock):
        children = block.child_blocks
        return [(children[item["type"]], item["value"]) for item in raw if item["type"] in children]
    if isinstance(block, ListBlock):
        return [(block.child_block, item["value"] if _is_wrapped(item) else item) for item in raw]
    if isinstance(block, TypedTableBlock):
        columns = [block.child_blocks.get(column["type"]) for column in raw.get("columns", [])]
        cells = [cell for row in raw.get("rows", []) for cell in zip(columns, row["values"], strict=False)]
        return [(child, value) for child, value in cells if child is not None]
    if isinstance(block, StructBlock):
        return [(child, raw.get(name)) for name, child in block.child_blocks.items()]
    return None


def _is_wrapped(item: Any) -> bool:
    """Return whether an item of a list has an id beside its value, as Wagtail writes it since version 2.16."""
    return isinstance(item, dict) and item.get("type") == "item"


def rich_texts(page: BasePage) -> list[str]:
    """Return the pieces of running text, as HTML with links as the database keeps them."""
    return [raw for block, raw in leaves(page) if isinstance(block, RichTextBlock) and isinstance(raw, str)]


def link_texts(page: BasePage) -> list[str]:
    """Return the texts of links that stand in a field of their own."""
    return [raw for block, raw in leaves(page) if isinstance(block, LinkTextBlock) and raw]


def choices(page: BasePage) -> Iterator[tuple[type, int]]:
    """Yield (model, primary key) for every page, document and image that somebody chose."""
    for block, raw in leaves(page):
        if isinstance(block, ChooserBlock) and isinstance(raw, int):
            yield block.model_class, raw


def plain_text(texts: Iterable[str]) -> str:
    """Return the words of pieces of HTML, with a line for each paragraph, heading and item."""
    return unescape(strip_tags(_BLOCK_END.sub("\n", "\n".join(texts))))
