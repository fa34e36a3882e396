"""What results are counted by, as one short string for each document."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

# A document has one or a few values of each; the others are filtered by and not counted.
COUNTED = ("kind", "theme", "phase", "year", "province")


def pack(facets: Mapping[str, Sequence[str]]) -> str:
    """Return the values that are counted as a string."""
    return "\n".join("\t".join((name, *map(_plain, facets[name]))) for name in COUNTED if facets.get(name))


def unpack(tally: Mapping[str, int]) -> dict[str, Counter[str]]:
    """Return, for each facet, how many documents have each of its values, from their numbers for each string."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    for packed, documents in tally.items():
        for name, value in _values(packed):
            counts[name][value] += documents
    return counts


@lru_cache(maxsize=10_000)
def _values(packed: str) -> tuple[tuple[str, str], ...]:
    """Return the values in `packed`, each with its facet's name."""
    lines = [line.split("\t") for line in packed.split("\n")] if packed else []
    return tuple((name, value) for name, *values in lines for value in values)


def _plain(value: str) -> str:
    return " ".join(value.split())
