"""Footnotes: what stands between double parentheses in running text moves to the foot of the page."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from cms.blocks.markup import INLINE_TAG, TAG, is_balanced

# A note opens and closes within one piece of text, so that it never swallows a paragraph or a block. Links and other
# tags are read first and left alone: a mark is itself a link, and links don't nest.
_NOTE = re.compile(
    rf"<a\b.*?</a>|{TAG}|\s*\(\((?!\()(?P<text>(?:{INLINE_TAG}|(?!\(\(|\)\)(?!\)))[^<])+)\)\)(?!\))", re.DOTALL
)
# Nothing that an editor writes can hold this element: cleaning takes it away.
_MARKED = re.compile(r"<ol-note>(.*?)</ol-note>", re.DOTALL)


@dataclass(frozen=True)
class Footnote:
    """A note: its number, the ids of note and mark, and its text with links and emphasis."""

    number: int
    id: str
    mark_id: str
    body: SafeString


def mark_footnotes(html: str) -> str:
    """Put each note of cleaned rich text in an element of its own, for `collect_footnotes` to find in the body.

    A pair of parentheses that is empty, cuts an element in two or stands in a link stays as it was written.
    """

    def marked(match: re.Match[str]) -> str:
        text = (match["text"] or "").strip()
        return f"<ol-note>{text}</ol-note>" if text and is_balanced(text) else match[0]

    return _NOTE.sub(marked, html)


def without_footnotes(html: str) -> str:
    """Return cleaned rich text without its notes."""
    return _MARKED.sub("", mark_footnotes(html))


def with_footnotes_in_brackets(html: str) -> str:
    """Return cleaned rich text with each note between brackets, as it is read in plain text."""
    return _MARKED.sub(r" (\1)", mark_footnotes(html))


def collect_footnotes(html: str, id_prefix: str = "") -> tuple[str, list[Footnote]]:
    """Put a numbered mark where each note stood; return the HTML and the notes in order."""
    notes: list[Footnote] = []

    def numbered(match: re.Match[str]) -> str:
        number = len(notes) + 1
        anchor = f"{id_prefix}noot-{number}"
        notes.append(Footnote(number, anchor, f"{anchor}-in-tekst", mark_safe(match[1])))  # noqa: S308 - cleaned
        return (
            f'<sup class="ol-footnote-mark"><a href="#{anchor}" id="{anchor}-in-tekst" '
            f'aria-label="Voetnoot {number}">{number}</a></sup>'
        )

    return _MARKED.sub(numbered, html), notes
