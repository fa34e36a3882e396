"""Anchors for headings."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.text import slugify

from cms.blocks.markup import text_of

_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_EMPTY = re.compile(r"<h([2-6])>\s*(?:<br ?/?>\s*)*</h\1>")
_ANY_HEADING = re.compile(r"<(/?)h([2-6])\b")
_FOOTNOTE_MARK = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
# Anchors that the frame of the page, footnotes and terms use.
_TAKEN_ELSEWHERE = re.compile(r"(?:inhoud|menu)$|(?:noot|term|zoeken)-")


@dataclass(frozen=True)
class Heading:
    """A heading that can be linked to."""

    id: str
    title: str
    level: int


def anchor_headings(html: str, id_prefix: str = "") -> tuple[str, list[Heading]]:
    """Give each plain `h2` and `h3` an id made of its words; return the HTML and the headings in order.

    Equal headings are told apart by a number; empty ones go. Headings with attributes of their own are left alone.
    """
    headings: list[Heading] = []
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        level, inner = match.groups()
        title = " ".join(unescape(text_of(_FOOTNOTE_MARK.sub("", inner))).split())
        if not title:
            return match[0]
        base = slugify(title)[:60].strip("-") or "kop"
        if _TAKEN_ELSEWHERE.match(base):
            base = f"kop-{base}"
        anchor, number = base, 2
        while anchor in taken:
            anchor, number = f"{base}-{number}", number + 1
        taken.add(anchor)
        headings.append(Heading(id_prefix + anchor, title, int(level)))
        return f'<h{level} id="{id_prefix}{anchor}">{inner}</h{level}>'

    return _HEADING.sub(anchored, _EMPTY.sub("", html)), headings


def lower_headings(html: str, levels: int) -> str:
    """Put every heading of `html` so many levels lower, 6 at most: for a body within a larger document."""
    return _ANY_HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + levels)}", html) if levels else html
