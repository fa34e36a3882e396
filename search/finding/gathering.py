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
from search.engines.expressions import Expression, Token, any_of, either, every

# What an occurrence somewhere in the text tells, beside 1 for a title or a text that is about it.
_SOMEWHERE = 0.6
# Rare clues say more, and a question of many words has more clues than need be looked for.
_MOST_LEADS = 24


def anywhere(clue: Clue) -> Expression:
    """Return the expression for documents with `clue` anywhere, in whole words or in parts of compounds."""
    return any_of(*clue.tokens, *(PART + token for token in clue.tokens))


def in_front(clue: Clue) -> Expression:
    """Return the expression for documents that are clearly about `clue`."""
    return any_of(*(LEAD + token for token in clue.tokens))


def whatever_answers(sought: Sequence[Sought]) -> Expression:
    """Return the expression for all documents with any clue to any of the words."""
    return either(
        *(
            expression
            for one in sought
            for expression in (*map(anywhere, (one.exact, *one.parts)), *map(_together, one.others))
        )
    )


def all_words(sought: Sequence[Sought]) -> Expression:
    """Return the expression for documents in which every word occurs, all its parts do, or what stands for it."""
    return every(
        *(
            either(anywhere(one.exact), *map(_together, one.stand_ins), *([_together(one.parts)] if one.parts else []))
            for one in sought
        )
    )


def _together(clues: Sequence[Clue]) -> Expression:
    """Return the expression for documents with all of `clues` anywhere."""
    return every(*map(anywhere, clues))


Ask = Callable[[Sequence[Expression]], list[list[int]]]


class Gathered(NamedTuple):
    """The ids of documents that may answer, the most promising first, and which of them hold each clue."""

    ids: list[int]
    holders: dict[Clue, set[int]]

    def clues_in(self, pk: int) -> list[Clue]:
        """Return the clues that the document with this id holds."""
        return [clue for clue, ids in self.holders.items() if pk in ids]


class _Lead(NamedTuple):
    """What to look for, and how much it tells: a clue, several of which each will do, or several that must all hold."""

    weight: float
    front: Expression
    anywhere: Expression
    clues: tuple[Clue, ...]


def gather(ask: Ask, sought: Sequence[Sought], title: Sequence[str], most: int) -> Gathered:
    """Return the documents that may answer.

    `ask` gives the ids that each expression finds, at most `most`; `title` are the words of the question as they would
    stand in a title that is just that.
    """
    leads = _leads(sought)
    whole, *about = ask([Token(whole_title(title)), *(lead.front for lead in leads)])
    # Where there is one clue, whoever merely holds it comes after all who are about it.
    enough = len(leads) == 1 and len(about[0]) >= most
    somewhere = about if enough else ask([lead.anywhere for lead in leads])
    told: dict[int, float] = {}
    found = [{*front, *all_} for front, all_ in zip(about, somewhere, strict=True)]
    for lead, front, all_ in zip(leads, about, somewhere, strict=True):
        for pk in front:
            told[pk] = told.get(pk, 0.0) + lead.weight
        less = _SOMEWHERE * lead.weight
        for pk in set(all_).difference(front):
            told[pk] = told.get(pk, 0.0) + less
    common = [place for place, ids in enumerate(somewhere) if len(ids) >= most]
    if common and len(leads) > 1:
        for place, ids in _found_too(ask, leads, common):
            for pk in set(ids) - found[place]:
                found[place].add(pk)
                told[pk] = told.get(pk, 0.0) + _SOMEWHERE * leads[place].weight
    for pk in whole:
        told[pk] = told.get(pk, 0.0) + sum(one.exact.weight for one in sought)
    holders: dict[Clue, set[int]] = {}
    for lead, holding in zip(leads, found, strict=True):
        for clue in lead.clues:
            holders.setdefault(clue, set()).update(holding)
    return Gathered(sorted(sorted(told), key=told.__getitem__, reverse=True), holders)


def _leads(sought: Sequence[Sought]) -> list[_Lead]:
    """Return what to look for, what tells most first; single words that may stand for a word are one lead together."""
    leads: list[_Lead] = []
    for one in sought:
        leads += [_lead(clue) for clue in (one.exact, *one.parts)]
        if singles := [group[0] for group in one.others if len(group) == 1]:
            tokens = dict.fromkeys(token for clue in singles for token in clue.tokens)
            leads.append(_lead(Clue(tuple(tokens), max(clue.weight for clue in singles))))
        for group in one.others:
            if len(group) > 1:
                weight = sum(clue.weight for clue in group)
                leads.append(_Lead(weight, every(*map(in_front, group)), _together(group), group))
    return sorted(leads, key=lambda lead: -lead.weight)[:_MOST_LEADS]


def _lead(clue: Clue) -> _Lead:
    return _Lead(clue.weight, in_front(clue), anywhere(clue), (clue,))


def _found_too(ask: Ask, leads: Sequence[_Lead], common: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield, for the leads at the places `common`, the place and which documents hold it that others found too."""
    rare = [lead.anywhere for place, lead in enumerate(leads) if place not in common]
    if rare:
        yield from zip(common, ask([every(leads[place].anywhere, either(*rare)) for place in common]), strict=True)
    else:
        (ids,) = ask([every(*(leads[place].anywhere for place in common))])
        yield from ((place, ids) for place in common)
