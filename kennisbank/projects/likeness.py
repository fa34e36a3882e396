"""Which projects are most like what a municipality looks for, and why.

A score has three parts, each between 0 and 1 and weighed:

* size (3): the inhabitants compared on a log scale, because 10,000 and 20,000 differ as much as 100,000 and
  200,000; 1 for as many, 0 for eight times as many or more, or as few;
* themes (2): which share of the wanted themes the project is about;
* phase (1): whether it is in a wanted phase.

Where scores agree to one decimal, the own province goes first. What wasn't asked for, or isn't known, scores 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from math import log2

from django.db.models import QuerySet

from cms.taxonomy.models import Province

_SIZE, _THEMES, _PHASE = 3, 2, 1
# Three doublings: eight times as large.
_FARTHEST = 3
# Up to these ratios a municipality is called about as large, and somewhat larger or smaller.
_ABOUT, _SOMEWHAT = 1.25, 2


@dataclass(frozen=True)
class Wish:
    """What to compare with: a municipality with its size and province, and the wanted themes and phases by slug."""

    inhabitants: int | None = None
    province: str = ""
    themes: Mapping[str, str] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)
    organisation: int | None = None


@dataclass(frozen=True)
class Facts:
    """What is compared of one project: its primary key, its municipality with size and province, themes and phase."""

    pk: int
    inhabitants: int | None = None
    province: str = ""
    themes: frozenset[str] = frozenset()
    phase: str | None = None
    organisation: int | None = None


@dataclass(frozen=True)
class Match:
    """A project that was found, its score, and why, in words."""

    pk: int
    score: float
    reasons: list[str]

    @property
    def reason(self) -> str:
        """Return the reasons as one sentence without a full stop."""
        text = ", ".join(self.reasons)
        return text[:1].upper() + text[1:]


def facts_of(projects: QuerySet) -> list[Facts]:
    """Return what is compared of `projects`; one query."""
    themes: dict[tuple, set[str]] = defaultdict(set)
    of_organisation = ("organisation", "organisation__inhabitants", "organisation__province")
    columns = ("pk", *of_organisation, "phase__slug", "themes__slug")
    for *project, theme in projects.order_by("pk").values_list(*columns):
        themes[tuple(project)].update([theme] if theme else [])
    return [
        Facts(pk, inhabitants, province or "", frozenset(slugs), phase, organisation)
        for (pk, organisation, inhabitants, province, phase), slugs in themes.items()
    ]


def nearest(wish: Wish, projects: Iterable[Facts], most: int) -> list[Match]:
    """Return the `most` best matches, best first; the order never depends on that of `projects`."""
    best = nsmallest(
        most,
        projects,
        key=lambda facts: (-round(score(wish, facts), 1), not _same_province(wish, facts), facts.pk),
    )
    return [Match(facts.pk, score(wish, facts), reasons(wish, facts)) for facts in best]


def score(wish: Wish, facts: Facts) -> float:
    """Return how alike they are: 0 (not at all) to 6."""
    size = max(0.0, 1 - abs(log2(ratio)) / _FARTHEST) if (ratio := _ratio(wish, facts)) else 0
    themes = len(facts.themes & wish.themes.keys()) / len(wish.themes) if wish.themes else 0
    return _SIZE * size + _THEMES * themes + _PHASE * (facts.phase in wish.phases)


def reasons(wish: Wish, facts: Facts) -> list[str]:
    """Return in words what the two have in common, and how their sizes compare."""
    shared = [_inside(title) for slug, title in wish.themes.items() if slug in facts.themes]
    phase = wish.phases.get(facts.phase) if facts.phase else None
    is_same = wish.organisation is not None and wish.organisation == facts.organisation
    return [
        *(["dezelfde gemeente"] if is_same else _size_in_words(_ratio(wish, facts))),
        *([f"ook over {_enumerated(shared)}"] if shared else []),
        *([f"ook in de fase {_inside(phase)}"] if phase else []),
        *([f"ook in {Province(facts.province).label}"] if _same_province(wish, facts) and not is_same else []),
    ]


def _ratio(wish: Wish, facts: Facts) -> float | None:
    """Return how many times as large the project's municipality is; None when one of the sizes isn't known."""
    return facts.inhabitants / wish.inhabitants if facts.inhabitants and wish.inhabitants else None


def _same_province(wish: Wish, facts: Facts) -> bool:
    return bool(wish.province) and facts.province == wish.province


def _size_in_words(ratio: float | None) -> list[str]:
    if ratio is None:
        return []
    if 1 / _ABOUT <= ratio <= _ABOUT:
        return ["ongeveer even groot"]
    word = "groter" if ratio > 1 else "kleiner"
    return [f"iets {word}" if 1 / _SOMEWHAT <= ratio <= _SOMEWHAT else word]


def _inside(title: str) -> str:
    """Return a title as it stands inside a sentence: without its capital, unless it is an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _enumerated(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last
