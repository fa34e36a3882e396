"""Terms that explain themselves: the first time that a term of the glossary occurs in a text."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.html import escape

from cms.blocks.markup import TAG
from cms.pages.generation import per_generation
from cms.pages.landmarks import landmark_url
from cms.taxonomy.vocabulary import vocabulary

_TAG = re.compile(f"({TAG})")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
# A word, or an entity, so that no term is found inside either.
_WORD = re.compile(r"&#?\w+;|\w(?:[\w-]*\w)?")
# Inside these a term is left alone: it would nest a button in a link, or stand in a heading, caption or quotation.
_CLOSED_TO_TERMS = frozenset(
    {"a", "h2", "h3", "h4", "h5", "h6", "summary", "blockquote", "figcaption", "caption", "th", "button", "sup", "dfn"}
)
# Stands in the template where the word of the sentence comes; no text of a page holds it.
_PLACE = "\x00"


@dataclass(frozen=True)
class Term:
    """A term, and the address of its place in the glossary, if there is one."""

    slug: str
    title: str
    explanation: str
    url: str

    @cached_property
    def around(self) -> tuple[str, str]:
        """The HTML before and after the word itself; most texts show few terms, so it is made when it is needed."""
        shown = {"term": self, "text": _PLACE, "url": self.url}
        before, _, after = render_to_string("components/term.html", shown).strip().partition(_PLACE)
        return before, after


@dataclass(frozen=True)
class Glossary:
    """For the first word of each spelling, in lower case: what may follow it, longest first, and the term.

    Text is HTML here, so the spellings are escaped as it is.
    """

    by_first_word: dict[str, list[tuple[str, Term]]]


@per_generation
def glossary() -> Glossary:
    """Return the glossary, longest spelling first so that 'digitale balie' wins from 'digitale'."""
    address = landmark_url("begrippenlijst")
    spellings: dict[str, Term] = {}
    for entry in vocabulary().terms:
        url = f"{address}#begrip-{entry.slug}" if address else ""
        term = Term(entry.slug, entry.title, entry.explanation, url)
        for spelling in entry.spellings:
            spellings.setdefault(escape(spelling).lower(), term)
    by_first_word: dict[str, list[tuple[str, Term]]] = {}
    for spelling in sorted(spellings, key=len, reverse=True):
        first = _WORD.match(spelling)
        if first:
            by_first_word.setdefault(first[0], []).append((spelling[first.end() :], spellings[spelling]))
    return Glossary(by_first_word)


def explain_terms(html: str) -> str:
    """Let each term explain itself the first time that it occurs in running text of `html`."""
    by_first_word = glossary().by_first_word
    if not by_first_word:
        return html
    explained: set[str] = set()
    parts = _TAG.split(html)
    closed = 0
    for index, part in enumerate(parts):
        if index % 2:
            name = _TAG_NAME.match(part)
            if name and name[1] in _CLOSED_TO_TERMS:
                closed += -1 if part.startswith("</") else 1
        elif not closed and part and not part.isspace():
            parts[index] = _explain(part, by_first_word, explained)
    return "".join(parts)


def _explain(text: str, by_first_word: dict[str, list[tuple[str, Term]]], explained: set[str]) -> str:
    """Return `text` with the terms in it that are not in `explained` yet, which grows with them."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return text
    pieces: list[str] = []
    done = 0
    for word in _WORD.finditer(lowered):
        if word.start() < done:
            continue
        for rest, term in by_first_word.get(word[0], ()):
            end = word.end() + len(rest)
            if lowered.startswith(rest, word.end()) and not _goes_on(lowered, end):
                if term.slug not in explained:
                    explained.add(term.slug)
                    before, after = term.around
                    pieces += [text[done : word.start()], before, text[word.start() : end], after]
                    done = end
                break
    return "".join([*pieces, text[done:]])


def _goes_on(text: str, end: int) -> bool:
    """Return whether the word at `end` goes on there: 'balie' is not the whole of 'balies' or 'balie-uren'."""
    following = text[end : end + 2]
    return bool(following) and (following[0].isalnum() or (following[0] == "-" and following[1:].isalnum()))
