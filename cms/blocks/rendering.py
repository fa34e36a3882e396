"""From the blocks of a body to the HTML that a visitor reads.

The blocks are rendered with their rich text as it stands in the database; then, once over the whole document, links
are expanded (one query for all of them), footnotes are collected, headings get anchors and terms are explained.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import BoundBlock, StreamValue, StructValue
from wagtail.rich_text import RichText, expand_db_html

from cms.blocks.footnotes import Footnote, collect_footnotes, mark_footnotes
from cms.blocks.headings import Heading, anchor_headings, lower_headings
from cms.blocks.page_links import unlink_dead
from cms.blocks.reading import reading_minutes
from cms.blocks.terms import explain_terms

# What rich text may hold: what its editor makes, and the marks under which the database keeps links.
_cleaner = nh3.Cleaner(
    tags={"p", "h2", "h3", "h4", "b", "strong", "i", "em", "a", "ol", "ul", "li", "hr", "br"},
    attributes={"a": {"href", "linktype", "id"}},
    link_rel=None,
)
# Between the bodies of one document while it is expanded; cleaning and escaping keep it out of what editors write.
_SEAM = "<!-- seam -->"


@dataclass(frozen=True)
class RenderedBody:
    """A body ready to show, and what was found in it.

    `headings` are those of level 2 and 3 in the order of reading; `minutes` is the reading time.
    """

    html: SafeString
    headings: list[Heading] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    minutes: int = 0


def clean_rich_text(value: RichText) -> SafeString:
    """Return rich text from the database without anything that its editor can't make, its footnotes marked.

    Each text is cleaned by itself: all of a page at once takes a third of the time (1.7 against 5 ms for 38 KB in
    60 texts), but then an element that one text leaves open would reach into the next.
    """
    return mark_safe(mark_footnotes(_cleaner.clean(value.source)))  # noqa: S308 - cleaned here


@dataclass(frozen=True)
class TitledText:
    """A title with cleaned rich text below it: a step, a question."""

    title: str
    body: SafeString


def titled_texts(values: Iterable[StructValue]) -> list[TitledText]:
    """Return what templates show of blocks that have a `title` and a `text`."""
    return [TitledText(value["title"], clean_rich_text(value["text"])) for value in values]


def render_body(stream: StreamValue) -> RenderedBody:
    """Render the blocks of `stream` with a bounded number of queries; terms explain themselves."""
    (html,) = _render_all([stream])
    html, footnotes = collect_footnotes(html)
    html, headings = anchor_headings(html)
    return RenderedBody(mark_safe(explain_terms(html)), headings, footnotes, reading_minutes(stream))  # noqa: S308


@dataclass(frozen=True)
class Part:
    """One body of a document of several: the prefix that keeps its anchors apart, and how deep it stands."""

    stream: StreamValue
    id_prefix: str
    depth: int


def render_document(parts: Sequence[Part]) -> list[RenderedBody]:
    """Render several bodies for one page, in print, with as many queries as for one.

    Anchors differ from part to part, headings are lowered by the depth of their part, and terms are left alone.
    """
    bodies = []
    for part, source in zip(parts, _render_all([part.stream for part in parts]), strict=True):
        html, footnotes = collect_footnotes(source, part.id_prefix)
        html, headings = anchor_headings(html, part.id_prefix)
        bodies.append(RenderedBody(mark_safe(lower_headings(html, part.depth)), headings, footnotes))  # noqa: S308
    return bodies


def render_preview(block: BoundBlock) -> SafeString:
    """Render one block as it looks on a page, for the editor who is about to choose it."""
    html, _footnotes = collect_footnotes(unlink_dead(expand_db_html(block.render())))
    return mark_safe(html)  # noqa: S308 - made of cleaned parts


def _render_all(streams: Sequence[StreamValue]) -> list[str]:
    """Return the HTML of each stream with its links expanded; everything in them is looked up once for all."""
    if not streams:
        return []
    bounds = list(accumulate((len(stream) for stream in streams), initial=0))
    # One stream fetches the pictures, pages and documents of all its blocks at once.
    whole = streams[0] if len(streams) == 1 else _joined(streams)
    rendered = [str(child.render()) for child in whole]
    html = _SEAM.join("\n".join(rendered[start:end]) for start, end in pairwise(bounds))
    return unlink_dead(expand_db_html(html)).split(_SEAM)


def _joined(streams: Sequence[StreamValue]) -> StreamValue:
    block = streams[0].stream_block
    return StreamValue(block, [child for stream in streams for child in stream.get_prep_value()], is_lazy=True)
