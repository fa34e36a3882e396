"""Which documents may answer a question: a bounded number of them, the most promising first.

Each clue's documents are asked of the engine, those that are clearly about it and those that merely hold it, at most
`MOST_POSTINGS` of each; what a document's clues tell is added up. A word that occurs in more documents than that is
looked for once more among those that the rarer words found, so that their sums are whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from search.analysis.clues import Clue, Sought
from search.analysis.tokens import LEAD, PART, whole_title
from search.engines import Engine, Reach
from search.engines.expressions import Every, Expression, Token, any_of, either

MOST_POSTINGS = 2000
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


def gather(engine: Engine, edition: int, sought: Sequence[Sought], title: Sequence[str], reach: Reach) -> list[int]:
    """Return the ids of documents that may answer, the most promising first.

    `title` are the words of the question as they would stand in a title that is just that.
    """
    clues = _clues(sought)
    expressions: list[Expression] = [Token(whole_title(title))]
    for clue in clues:
        expressions += (in_front(clue), anywhere(clue))
    whole, *found = engine.postings(edition, expressions, reach, MOST_POSTINGS)
    told: dict[int, float] = defaultdict(float)
    for clue, front, somewhere in zip(clues, found[::2], found[1::2], strict=True):
        about = set(front)
        for pk in about:
            told[pk] += clue.weight
        for pk in somewhere:
            if pk not in about:
                told[pk] += _SOMEWHERE * clue.weight
    for pk, clue in _common_words(engine, edition, clues, found, reach):
        told[pk] += _SOMEWHERE * clue.weight
    for pk in whole:
        told[pk] += sum(one.exact.weight for one in sought)
    return sorted(told, key=lambda pk: (-told[pk], pk))


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


def _common_words(
    engine: Engine, edition: int, clues: Sequence[Clue], found: Sequence[Sequence[int]], reach: Reach
) -> Iterator[tuple[int, Clue]]:
    """Yield what the words that occur in too many documents tell of those that the other words found."""
    common = [place for place in range(len(clues)) if len(found[2 * place + 1]) >= MOST_POSTINGS]
    if not common or len(clues) == 1:
        return
    rare = [anywhere(clue) for place, clue in enumerate(clues) if place not in common]
    if rare:
        narrowed = [Every((anywhere(clues[place]), either(*rare))) for place in common]
    else:
        narrowed = [Every(tuple(anywhere(clues[place]) for place in common))]
    for number, ids in enumerate(engine.postings(edition, narrowed, reach, MOST_POSTINGS)):
        for place in [common[number]] if rare else common:
            known = {*found[2 * place], *found[2 * place + 1]}
            yield from ((pk, clues[place]) for pk in ids if pk not in known)
