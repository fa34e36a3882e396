"""Footnotes: what stands between double parentheses in the text moves to the foot of the page."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

# A note opens and closes within one piece of text, so that it never swallows a paragraph or a block.
_NOTE = re.compile(r"\s*\(\((?P<text>(?:(?!\(\(|\)\)|</?(?:p|li|h[2-6]|div|td|th)\b).)+)\)\)", re.DOTALL)
_TAG = re.compile(r"<(/?)(a|b|strong|i|em)\b[^>]*>")


@dataclass(frozen=True)
class Footnote:
    """A note: its number, the ids of note and mark, and its text with links and emphasis."""

    number: int
    id: str
    mark_id: str
    body: SafeString


def collect_footnotes(html: str, id_prefix: str = "") -> tuple[str, list[Footnote]]:
    """Put a numbered mark where each note stood; return the HTML and the notes in order.

    A pair of parentheses that cuts an element in two stays as it was written.
    """
    notes: list[Footnote] = []

    def marked(match: re.Match[str]) -> str:
        text = match["text"].strip()
        if not text or not _is_balanced(text):
            return match[0]
        number = len(notes) + 1
        note = Footnote(
            number,
            f"{id_prefix}noot-{number}",
            f"{id_prefix}noot-{number}-in-tekst",
            mark_safe(text),  # noqa: S308 - a part of the cleaned body
        )
        notes.append(note)
        return (
            f'<sup class="ol-footnote-mark"><a href="#{note.id}" id="{note.mark_id}" aria-label="Voetnoot {number}">'
            f"{number}</a></sup>"
        )

    return _NOTE.sub(marked, html), notes


def _is_balanced(html: str) -> bool:
    """Return whether every inline element in `html` closes where it opened."""
    open_tags: list[str] = []
    for closing, name in _TAG.findall(html):
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags
