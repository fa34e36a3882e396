"""A whole handbook on one page, for paper and for who reads on end."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from cms.blocks.rendering import Part, RenderedBody, render_document
from kennisbank.handbooks.outline import Entry, in_order, outline_of

if TYPE_CHECKING:
    from kennisbank.handbooks.models import HandbookPage

# The last step of the print view's address.
PRINT_SLUG = "afdrukken"


@dataclass(frozen=True)
class PrintedChapter:
    """One chapter or section of the document: where it stands in the outline, its anchor and its body."""

    entry: Entry
    anchor: str
    body: RenderedBody

    @property
    def is_section(self) -> bool:
        """Return whether this stands below a chapter."""
        return "." in self.entry.number


@dataclass(frozen=True)
class PrintedHandbook:
    """The document: what introduces it, and its chapters and sections in the order of reading."""

    introduction: RenderedBody
    chapters: list[PrintedChapter]


def anchor_of(entry: Entry) -> str:
    """Return the anchor of a chapter in the document, such as 'hoofdstuk-2-1'."""
    return f"hoofdstuk-{entry.number.replace('.', '-')}"


def printed(handbook: "HandbookPage", request: HttpRequest) -> PrintedHandbook:
    """Return the document as the visitor may see it, with as many queries for twenty chapters as for one."""
    entries = in_order(outline_of(handbook, request, with_bodies=True))
    anchors = [anchor_of(entry) for entry in entries]
    introduction, *bodies = render_document(
        [
            Part(handbook.body, "", depth=0),
            *(
                Part(entry.page.body, f"{anchor}-", depth=2 if "." in entry.number else 1)
                for entry, anchor in zip(entries, anchors, strict=True)
            ),
        ]
    )
    return PrintedHandbook(
        introduction,
        [PrintedChapter(*chapter) for chapter in zip(entries, anchors, bodies, strict=True)],
    )
