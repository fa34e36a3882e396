"""What a search finds, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from search.finding.pieces import Piece
from search.models import SearchDocument

# Up to here numbers are exact; above it they say 'meer dan'.
MOST_COUNTED = 10_000


class Order(StrEnum):
    """In which order results stand."""

    RELEVANCE = "relevantie"
    DATE = "datum"
    # By when it appeared on the site, so that meetings don't stand in front until they take place.
    APPEARANCE = "verschenen"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, without its body: its title, and the passage that answers best, in pieces."""

    document: SearchDocument
    title: list[Piece]
    snippet: list[Piece]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found.

    `total` is at most `MOST_COUNTED`, and `is_more` says that there are more. `facets` are the numbers of documents
    with each value, with that facet's own filter off. `pages` may be fewer than `total` needs: nobody reads the
    thousandth. `did_you_mean` is the question with typing errors mended; `is_mended` says that it was answered, since
    nothing answers what was typed. `holds_every_word` says that all words were demanded, and all parts of a compound,
    where any would do otherwise.
    """

    question: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_more: bool = False
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    page: int = 1
    pages: int = 0
    did_you_mean: str = ""
    is_mended: bool = False
    holds_every_word: bool = False
