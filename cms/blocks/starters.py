"""What a new page begins with: some of it tells the editor what to write, and is nothing for a visitor to read."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.blocks.base import BlockField
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.rich_text import RichText

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


def instructions_in(start: Iterable[tuple[str, Any]]) -> tuple[str, ...]:
    """Return what the texts among `start`, (kind of block, value), tell the editor; headings she may keep."""
    paragraphs = (_words(found) for kind, html in start if kind == "text" for found in _PARAGRAPH.findall(html))
    return tuple(filter(None, paragraphs))


def left_in(html: str, instructions: Iterable[str]) -> list[str]:
    """Return those of `instructions` that still stand in `html`."""
    text = _words(html)
    return [instruction for instruction in instructions if instruction in text]


def _words(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())


class StarterField(BlockField):
    """The form field of a body that begins with `instructions`: with them the page is a draft at most.

    Wagtail defers validation where a draft is saved, and validates in full where a page goes on to publication.
    """

    def __init__(self, *, instructions: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.instructions = instructions

    def clean(self, value: Any) -> StreamValue:
        """Return the body; raise StreamBlockValidationError at each text that still holds an instruction."""
        body = super().clean(value)
        if getattr(self, "is_deferred_validation", False):
            return body
        errors = {
            index: ValidationError(
                "Hier staat nog de voorbeeldtekst: '%(text)s' Vervang die door uw eigen tekst of haal hem weg. "
                "Als concept bewaren kan wel.",
                params={"text": " ".join(left)},
            )
            for index, child in enumerate(body)
            if isinstance(child.value, RichText) and (left := left_in(child.value.source, self.instructions))
        }
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return body
