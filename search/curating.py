"""What editors keep for who searches: synonyms, and pages that they recommend to who asks certain questions."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save

from cms.pages.findables import Key
from cms.pages.generation import per_generation, renew_generation
from search.analysis.question import Question
from search.analysis.stems import stems_of
from search.analysis.synonyms import Pair, Synonyms
from search.models import BestBet, Direction, Edition, SearchDocument, Synonym

# What a question asks, whatever the order and the form of its words; what it excludes stands behind a '-'.
Gist = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A page that editors recommend, and why."""

    document: SearchDocument
    reason: str


@per_generation
def editors_synonyms() -> Synonyms:
    """Return the synonyms that editors keep; one query, and none until something changes."""
    rows = Synonym.objects.values_list("asked", "meant", "direction")
    return Synonyms([Pair(asked, meant, direction == Direction.BOTH) for asked, meant, direction in rows])


def gist_of(question: str) -> Gist:
    """Return what `question` asks; empty when it holds no word."""
    read = Question.read(question)
    excluded = (("-", *(stem for word in run for stem in stems_of(word))) for run in read.excluded)
    return frozenset((*map(stems_of, read.words), *excluded))


@per_generation
def _recommended() -> dict[Gist, list[tuple[str, str]]]:
    """Return the keys of the pages to recommend, with the reasons, by what is asked."""
    recommended: dict[Gist, list[tuple[str, str]]] = {}
    for bet in BestBet.objects.all():
        for gist in {gist_of(line) for line in bet.lines}:
            recommended.setdefault(gist, []).append((str(Key("page", bet.page_id)), bet.reason))
    return recommended


def recommendations(question: str, audiences: Collection[str], edition: Edition) -> list[Recommendation]:
    """Return what editors recommend to who asks `question`, as far as the visitor may see it.

    One query where something is recommended, none elsewhere.
    """
    wanted = _recommended().get(gist_of(question), [])
    if not wanted:
        return []
    rows = SearchDocument.objects.filter(edition=edition, key__in=[key for key, _reason in wanted])
    found = {row.key: row for row in rows.filter(audience__in=audiences).defer("body")}
    return [Recommendation(found[key], reason) for key, reason in dict(wanted).items() if key in found]


def _on_change(**_signal: Any) -> None:
    renew_generation()


def connect() -> None:
    """Let what editors change be seen at once, by every process and in every page that was kept."""
    for model in (Synonym, BestBet):
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid=f"search_curated_{model.__name__}")
