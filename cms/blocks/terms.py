"""Terms that explain themselves: the first time that a term of the glossary occurs in a text."""

import re
from dataclasses import dataclass

from django.template.loader import get_template

from cms.pages.generation import per_generation
from cms.taxonomy.models import GlossaryTerm

_TAG = re.compile(r"(<[^>]+>)")
_TAG_NAME = re.compile(r"</?([a-z0-9]+)")
# Inside these a term is left alone: it would nest a button in a link, or stand in a heading.
_CLOSED_TO_TERMS = frozenset(
    {"a", "h2", "h3", "h4", "h5", "h6", "summary", "blockquote", "figcaption", "caption", "th", "button", "sup", "dfn"}
)


@dataclass(frozen=True)
class Term:
    """What a text shows of a term."""

    slug: str
    title: str
    explanation: str


@dataclass(frozen=True)
class Glossary:
    """All terms by their spelling in lower case, and one pattern that finds any of them as a whole word."""

    terms: dict[str, Term]
    pattern: re.Pattern[str] | None


@per_generation
def glossary() -> Glossary:
    """Return the glossary, longest spelling first so that 'digitale balie' wins from 'balie'."""
    terms: dict[str, Term] = {}
    for entry in GlossaryTerm.objects.all():
        term = Term(entry.slug, entry.term, entry.explanation)
        for spelling in entry.spellings:
            terms.setdefault(spelling.lower(), term)
    if not terms:
        return Glossary({}, None)
    spellings = "|".join(re.escape(spelling) for spelling in sorted(terms, key=len, reverse=True))
    return Glossary(terms, re.compile(rf"(?<![\w-])(?:{spellings})(?![\w-])", re.IGNORECASE))


def explain_terms(html: str) -> str:
    """Let each term explain itself the first time that it occurs in running text of `html`."""
    book = glossary()
    if book.pattern is None:
        return html
    explained: set[str] = set()

    def explanation(match: re.Match[str]) -> str:
        term = book.terms[match[0].lower()]
        if term.slug in explained:
            return match[0]
        explained.add(term.slug)
        return get_template("components/term.html").render({"term": term, "text": match[0]}).strip()

    parts = _TAG.split(html)
    closed = 0
    for index, part in enumerate(parts):
        if part.startswith("<"):
            name = _TAG_NAME.match(part)
            if name and name[1] in _CLOSED_TO_TERMS:
                closed += -1 if part.startswith("</") else 1
        elif not closed and part:
            parts[index] = book.pattern.sub(explanation, part)
    return "".join(parts)
