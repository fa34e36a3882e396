"""The words that the bureau has for things, as every page may need them: its themes, its phases and its terms."""

from typing import NamedTuple

from django.db.models import CharField, F, QuerySet, Value

from cms.pages.generation import per_generation
from cms.taxonomy.models import GlossaryTerm, Phase, Theme
from cms.taxonomy.models.glossary import spellings_of


class Entry(NamedTuple):
    """A theme, a phase or a term; the last has an explanation, and other spellings with commas between them."""

    title: str
    slug: str
    explanation: str
    also: str

    @property
    def spellings(self) -> list[str]:
        """Return every way in which it is written, its own first."""
        return spellings_of(self.title, self.also)


class Vocabulary(NamedTuple):
    """Themes and phases in the bureau's order, and terms by the alphabet."""

    themes: list[Entry]
    phases: list[Entry]
    terms: list[Entry]


@per_generation
def vocabulary() -> Vocabulary:
    """Return all words; one query."""
    found = Vocabulary([], [], [])
    none = Value("", CharField())
    first, *others = (
        _rows(Theme.objects.all(), 0, F("position"), "title", "slug", none, none),
        _rows(Phase.objects.all(), 1, F("position"), "title", "slug", none, none),
        _rows(GlossaryTerm.objects.all(), 2, Value(0), "term", "slug", F("explanation"), F("also")),
    )
    for part, _position, *entry in sorted(first.union(*others, all=True)):
        found[part].append(Entry(*entry))
    return found


def _rows(words: QuerySet, part: int, *columns: str | F | Value) -> QuerySet:
    return words.order_by().values_list(Value(part), *columns)
