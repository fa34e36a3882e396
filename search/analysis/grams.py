"""Runs of three and of four letters: how alike words look, whatever a stemmer makes of them."""

from collections.abc import Set
from functools import lru_cache


@lru_cache(maxsize=200_000)
def grams_of(word: str) -> frozenset[str]:
    """Return the runs of three letters in `word`, with a blank before and after it."""
    padded = f" {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


@lru_cache(maxsize=200_000)
def long_grams_of(word: str) -> frozenset[str]:
    """Return the runs of four letters in `word`, with a blank before and after it."""
    padded = f" {word} "
    return frozenset(padded[place : place + 4] for place in range(len(padded) - 3))


def likeness(one: Set[str], other: Set[str]) -> float:
    """Return what `one` and `other` share of what they hold together (Dice): 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
