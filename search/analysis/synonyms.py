"""Words that mean the same to who searches: those that everybody uses, and those that editors keep."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cms.taxonomy.folding import fold
from search.analysis.dutch import ABBREVIATIONS, STOP_WORDS, SYNONYMS
from search.analysis.folding import words_of
from search.analysis.stems import stems_of


class Pair(NamedTuple):
    """Who asks for `asked` is answered with `meant` too, and the other way round when `both_ways`."""

    asked: str
    meant: str
    both_ways: bool = True


class Synonyms:
    """Pairs of words or short phrases, looked up by the stems of what is asked."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._meant: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        self._longest = 1
        for asked, meant, both_ways in pairs:
            self._add(asked, meant)
            if both_ways:
                self._add(meant, asked)

    def _add(self, asked: str, meant: str) -> None:
        question, answer = _telling(asked), _telling(meant)
        if not question or not answer or question == answer:
            return
        self._longest = max(self._longest, len(question))
        for stems in _spellings(question):
            if answer not in self._meant[stems]:
                self._meant[stems].append(answer)

    def of(self, words: tuple[str, ...]) -> dict[int, list[tuple[str, ...]]]:
        """Return what `words` may be answered with: lists of words, by the place of the first word that they replace.

        A phrase is recognised by its telling words, standing next to each other.
        """
        found: dict[int, list[tuple[str, ...]]] = {}
        for length in range(1, self._longest + 1):
            for place in range(len(words) - length + 1):
                for stems in _spellings(words[place : place + length]):
                    for answer in self._meant.get(stems, ()):
                        answers = found.setdefault(place, [])
                        if answer not in answers and not set(answer) <= set(words):
                            answers.append(answer)
        return found


def _telling(text: str) -> tuple[str, ...]:
    words = words_of(text)
    return tuple(word for word in words if word not in STOP_WORDS) or tuple(words)


def _spellings(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return the stems of `words`: all by Kraaij and Pohlmann, and all by Porter."""
    return {tuple(stems_of(word)[0] for word in words), tuple(stems_of(word)[-1] for word in words)}


@cache
def general_pairs() -> tuple[Pair, ...]:
    """Return the synonyms and abbreviations that the analysis comes with."""
    pairs = [Pair(short, long) for short, long in ABBREVIATIONS.items()]
    for line in SYNONYMS.strip().splitlines():
        asked, one_way, meant = line.partition(" > ")
        if one_way:
            pairs.append(Pair(asked, meant, both_ways=False))
            continue
        group = fold(line).split()
        pairs += [Pair(one, other) for place, one in enumerate(group) for other in group[place + 1 :]]
    return tuple(pairs)


@cache
def general_synonyms() -> Synonyms:
    """Return the synonyms that hold for every index."""
    return Synonyms(general_pairs())
