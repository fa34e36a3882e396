"""From the blocks of a body to the HTML that a visitor reads.

The blocks are rendered with their rich text as it stands in the database; then, once over the whole body, links and
embeds are expanded (one query for all of them), headings get anchors, footnotes are collected and terms explained.
"""

from dataclasses import dataclass, field
from typing import Any

import nh3
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.rich_text import expand_db_html

from cms.blocks.footnotes import Footnote, collect_footnotes
from cms.blocks.headings import Heading, anchor_headings
from cms.blocks.image import FIGURE_RENDITIONS
from cms.blocks.reading import reading_minutes
from cms.blocks.terms import explain_terms

# What rich text may hold: what its editor makes, and the marks under which the database keeps links and embeds.
_ALLOWED_TAGS = {"p", "h2", "h3", "h4", "b", "strong", "i", "em", "a", "ol", "ul", "li", "hr", "br", "embed"}
_ALLOWED_ATTRIBUTES = {
    "a": {"href", "linktype", "id"},
    "embed": {"embedtype", "id", "alt", "format", "url"},
}


@dataclass(frozen=True)
class RenderedBody:
    """A body ready to show, and what was found in it.

    `headings` are those of level 2 and 3 in the order of reading; `minutes` is the reading time.
    """

    html: SafeString
    headings: list[Heading] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    minutes: int = 0


def clean_rich_text(source: str) -> SafeString:
    """Return rich text from the database without anything that its editor can't make."""
    return mark_safe(  # noqa: S308 - cleaned here
        nh3.clean(source, tags=_ALLOWED_TAGS, attributes=_ALLOWED_ATTRIBUTES, link_rel=None)
    )


def render_body(stream: StreamValue, *, id_prefix: str = "", explain: bool = True) -> RenderedBody:
    """Render the blocks of `stream` with a bounded number of queries.

    `id_prefix` keeps the anchors apart where several bodies stand on one page; `explain` is False where terms
    should not explain themselves, as in print.
    """
    prefetch_figures(stream)
    html = expand_db_html(str(stream.stream_block.render(stream)))
    html, headings = anchor_headings(html, id_prefix)
    html, footnotes = collect_footnotes(html, id_prefix)
    minutes = reading_minutes(html)
    if explain:
        html = explain_terms(html)
    return RenderedBody(mark_safe(html), headings, footnotes, minutes)  # noqa: S308 - made of cleaned parts


def prefetch_figures(stream: StreamValue) -> None:
    """Fetch what exists of the renditions of all pictures in `stream`, in one query."""
    images: list[Any] = [
        image for child in stream if child.block_type == "image" and (image := child.value["image"]) is not None
    ]
    if images:
        renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=FIGURE_RENDITIONS)
        prefetch_related_objects(images, Prefetch("renditions", renditions, to_attr="prefetched_renditions"))
