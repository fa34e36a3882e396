"""Which documents may answer a question: a bounded number of them, the most promising first.

Each clue's documents are asked of the engine, those that are clearly about it and those that merely hold it, a bounded
number of each; what a document's clues tell is added up. A word that occurs in more documents than that is
looked for once more among those that the rarer words found, so that their sums are whole.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from search.analysis.clues import Clue, Sought
from search.analysis.marks import LEAD, PART
from search.analysis.tokens import whole_title
from search.engines.expressions import Every, Expression, Token, any_of, either

# What an occurrence somewhere in the text tells, beside 1 for a title or a text that is about it.
_SOMEWHERE = 0.6
# Rare clues say more, and a question of many words has more clues than need be looked for.
_MOST_CLUES = 24


def anywhere(clue: Clue) -> Expression:
    """Return the expression for documents with `clue` anywhere, in whole words or in parts of compounds."""
    return any_of(*clue.tokens, *(PART + token for token in clue.tokens))


def in_front(clue: Clue) -> Expression:
    """Return the expression for documents that are clearly about `clue`."""
    return any_of(*(LEAD + token for token in clue.tokens))


def whatever_answers(sought: Sequence[Sought]) -> Expression:
    """Return the expression for all documents with any clue to any of the words."""
    return either(*(anywhere(clue) for one in sought for clue in one.clues))


def all_words(sought: Sequence[Sought]) -> Expression:
    """Return the expression for documents in which every word occurs, or something that stands for it."""
    return Every(tuple(either(*map(anywhere, one.clues)) for one in sought))


Ask = Callable[[Sequence[Expression]], list[list[int]]]


class Gathered(NamedTuple):
    """The ids of documents that may answer, the most promising first, and which of them hold each clue."""

    ids: list[int]
    holders: dict[Clue, set[int]]

    def clues_in(self, pk: int) -> list[Clue]:
        """Return the clues that the document with this id holds."""
        return [clue for clue, ids in self.holders.items() if pk in ids]


def gather(ask: Ask, sought: Sequence[Sought], title: Sequence[str], most: int) -> Gathered:
    """Return the documents that may answer.

    `ask` gives the ids that each expression finds, at most `most`; `title` are the words of the question as they would
    stand in a title that is just that.
    """
    clues = _clues(sought)
    whole, *about = ask([Token(whole_title(title)), *map(in_front, clues)])
    # Where there is one clue, whoever merely holds it comes after all who are about it.
    enough = len(clues) == 1 and len(about[0]) >= most
    somewhere = about if enough else ask([*map(anywhere, clues)])
    told: dict[int, float] = {}
    holders = {clue: {*front, *all_} for clue, front, all_ in zip(clues, about, somewhere, strict=True)}
    for clue, front, all_ in zip(clues, about, somewhere, strict=True):
        for pk in front:
            told[pk] = told.get(pk, 0.0) + clue.weight
        less = _SOMEWHERE * clue.weight
        for pk in set(all_).difference(front):
            told[pk] = told.get(pk, 0.0) + less
    common = [place for place, ids in enumerate(somewhere) if len(ids) >= most]
    if common and len(clues) > 1:
        for place, ids in _found_too(ask, clues, common):
            for pk in set(ids) - holders[clues[place]]:
                holders[clues[place]].add(pk)
                told[pk] = told.get(pk, 0.0) + _SOMEWHERE * clues[place].weight
    for pk in whole:
        told[pk] = told.get(pk, 0.0) + sum(one.exact.weight for one in sought)
    return Gathered(sorted(sorted(told), key=told.__getitem__, reverse=True), holders)


def _clues(sought: Sequence[Sought]) -> list[Clue]:
    """Return the clues to look for, each word's substitutes as one."""
    clues: list[Clue] = []
    for one in sought:
        clues += (one.exact, *one.parts)
        others = [clue for group in one.others for clue in group]
        if others:
            tokens = dict.fromkeys(token for clue in others for token in clue.tokens)
            clues.append(Clue(tuple(tokens), max(clue.weight for clue in others)))
    return sorted(clues, key=lambda clue: -clue.weight)[:_MOST_CLUES]


def _found_too(ask: Ask, clues: Sequence[Clue], common: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield, for the clues at the places `common`, the place and which documents hold it that others found too."""
    rare = [anywhere(clue) for place, clue in enumerate(clues) if place not in common]
    if rare:
        yield from zip(common, ask([Every((anywhere(clues[place]), either(*rare))) for place in common]), strict=True)
    else:
        (ids,) = ask([Every(tuple(anywhere(clues[place]) for place in common))])
        yield from ((place, ids) for place in common)
