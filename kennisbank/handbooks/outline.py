"""The outline of a handbook: its chapters in the order of the tree, with their numbers.

Numbers come from all published chapters, also those that a visitor may not see: what somebody cites as 'hoofdstuk 3'
is chapter 3 for everybody. A section below a chapter that isn't published has no number and no place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from cms.pages.addresses import ADDRESS_FIELDS

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from kennisbank.handbooks.models import ChapterPage


@dataclass
class Entry:
    """One chapter, or one section of it, as tables of contents show it."""

    page: "ChapterPage"
    number: str
    url: str
    is_current: bool = False
    children: list["Entry"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the chapter's title, without its number."""
        return self.page.title

    @property
    def is_open(self) -> bool:
        """Return whether this entry or one below it is the page in hand."""
        return self.is_current or any(child.is_current for child in self.children)


def numbered(pages: "Iterable[ChapterPage]", depth: int) -> "Iterator[tuple[ChapterPage, str]]":
    """Give published chapters, in the order of the tree, their numbers; `depth` is that of the handbook."""
    chapter = section = 0
    chapter_path = None
    for page in pages:
        if page.depth == depth + 1:
            chapter, section, chapter_path = chapter + 1, 0, page.path
            yield page, str(chapter)
        elif page.path[: -page.steplen] == chapter_path:
            section += 1
            yield page, f"{chapter}.{section}"


def outline_of(
    handbook: "BasePage", request: HttpRequest, *, current: int | None = None, with_bodies: bool = False
) -> list[Entry]:
    """Return the chapters of `handbook` that the visitor may see, each with its sections; one query.

    `current` is the id of the page in hand. A section whose chapter is kept from the visitor is left out.
    """
    chapters = apps.get_model("handbooks.ChapterPage").objects.descendant_of(handbook).live().order_by("path")
    user = getattr(request, "user", None) or AnonymousUser()
    if not with_bodies:
        chapters = chapters.only("title", "summary", "minutes", "live", "depth", *ADDRESS_FIELDS)
    entries: list[Entry] = []
    by_path: dict[str, Entry] = {}
    for page, number in numbered(chapters, handbook.depth):
        siblings = (
            entries if page.depth == handbook.depth + 1 else _children_of(by_path.get(page.path[: -page.steplen]))
        )
        if siblings is not None and page.is_visible_to(user):
            entry = Entry(page, number, page.get_url(request) or "", is_current=page.pk == current)
            siblings.append(entry)
            by_path[page.path] = entry
    return entries


def _children_of(entry: Entry | None) -> list[Entry] | None:
    return entry.children if entry else None


def in_order(entries: list[Entry]) -> list[Entry]:
    """Return chapters and sections one after the other, as they are read."""
    return [one for entry in entries for one in (entry, *entry.children)]


def neighbours(entries: list[Entry]) -> tuple[Entry | None, Entry | None]:
    """Return what is read before and after the page in hand; None at either end, and twice when it isn't there."""
    line = in_order(entries)
    at = next((index for index, entry in enumerate(line) if entry.is_current), None)
    if at is None:
        return None, None
    return (line[at - 1] if at else None), (line[at + 1] if at + 1 < len(line) else None)
