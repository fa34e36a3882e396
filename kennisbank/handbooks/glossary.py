"""The glossary as a page shows it: by letter."""

from dataclasses import dataclass
from itertools import groupby

from cms.taxonomy.folding import fold
from cms.taxonomy.models import GlossaryTerm


@dataclass(frozen=True)
class Letter:
    """The terms that begin with one letter; `anchor` is where they stand on the page."""

    letter: str
    anchor: str
    terms: list[GlossaryTerm]


def _initial(term: GlossaryTerm) -> str:
    first = fold(term.term)[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def letters() -> list[Letter]:
    """Return all terms by their first letter, accents folded; what begins with no letter stands under '#'."""
    terms = sorted(GlossaryTerm.objects.all(), key=lambda term: (_initial(term), fold(term.term)))
    return [
        Letter(letter, f"letter-{letter.lower() if letter != '#' else 'overig'}", list(group))
        for letter, group in groupby(terms, key=_initial)
    ]
