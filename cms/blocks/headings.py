"""Anchors for headings."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import slugify

_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading that can be linked to."""

    id: str
    title: str
    level: int


def anchor_headings(html: str, id_prefix: str = "") -> tuple[str, list[Heading]]:
    """Give each plain `h2` and `h3` an id made of its words; return the HTML and the headings in order.

    Equal headings are told apart by a number. Headings with attributes of their own are left alone.
    """
    headings: list[Heading] = []
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        level, inner = match.groups()
        title = unescape(strip_tags(inner)).strip()
        if not title:
            return ""
        base = id_prefix + (slugify(title)[:60] or "kop")
        anchor, number = base, 2
        while anchor in taken:
            anchor, number = f"{base}-{number}", number + 1
        taken.add(anchor)
        headings.append(Heading(anchor, title, int(level)))
        return f'<h{level} id="{anchor}">{inner}</h{level}>'

    return _HEADING.sub(anchored, html), headings
