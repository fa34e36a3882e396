"""In which order documents answer a question: one way of reckoning for both databases.

A document's score adds up what BM25 makes of each word of the question in its title and in its text, parts of
compounds and synonyms counting for less, and how alike the letters of the question are to those of its title and its
text. Each was weighed on a collection of questions in Dutch; see docs/decisions/0017-one-ranking-for-both-databases.md.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence, Set
from typing import NamedTuple

from search.analysis.clues import Clue, Sought
from search.analysis.dutch import STOP_WORDS
from search.analysis.grams import grams_of, long_grams_of
from search.analysis.stems import stems_of
from search.analysis.vocabulary import SHORTEST_PART, Grams, Vocabulary
from search.engines import Text

# Characters of a text that are read for ranking.
MOST_CHARACTERS = 4000

# What an occurrence in the title and one in the text are worth.
TITLE, BODY = 0.25, 0.3
# BM25: how soon more occurrences stop telling more, how much a long text must tell more often, and the usual length.
_TITLE_K1, _TITLE_B, _TITLE_LENGTH = 1.2, 0.75, 4
_BODY_K1, _BODY_B, _BODY_LENGTH = 1.2, 0.9, 150
# An occurrence as a part of a compound, in another form than was typed, and in what only one stemmer takes for a form.
_IN_COMPOUND, _OTHER_FORM, _DISPUTED_FORM = 0.7, 0.95, 0.8
# How alike the letters are: of runs of three and of four, the share that question and title have in common, and the
# share of the question's that the text has anywhere.
ALIKE_TITLE, ALIKE_TITLE_LONG, ALIKE_TEXT, ALIKE_TEXT_LONG = 0.4, 0.4, 0.2, 0.1


class _Runs(NamedTuple):
    """The runs of three letters, or of four, in a question.

    Each with how rare it is and with its first and its last three letters: where one of those isn't, it isn't either.
    `whole` is how rare they are together; `in_title` and `anywhere` are what they are worth.
    """

    each: list[tuple[str, float, str, str]]
    whole: float
    grams: Grams
    in_title: float
    anywhere: float

    @classmethod
    def of(cls, weighed: dict[str, float], grams: Grams, in_title: float, anywhere: float) -> "_Runs":
        """Return the runs that are `weighed` by how rare they are."""
        each = [(run, rarity, run[:3], run[-3:]) for run, rarity in weighed.items()]
        return cls(each, sum(weighed.values()), grams, in_title, anywhere)


class Ranker:
    """Scores texts for one question."""

    def __init__(self, sought: Sequence[Sought], vocabulary: Vocabulary) -> None:
        self._sought = sought
        self._vocabulary = vocabulary
        self._whole = sum(one.exact.weight for one in sought)
        self._clues = [clue for one in sought for clue in one.clues]
        self._numbers = [number for number, one in enumerate(sought) for _clue in one.clues]
        self._places: dict[str, list[int]] = {}
        for place, clue in enumerate(self._clues):
            for token in clue.tokens:
                self._places.setdefault(token, []).append(place)
        # The places of the clues that are words of the question themselves.
        self._words = {self._numbers.index(number): one.word for number, one in enumerate(sought)}
        # Words that hold clues: the clues' places, with how strongly.
        self._hits: dict[str, dict[int, float]] = defaultdict(dict)
        for stem, places in self._places.items():
            with_stem, with_part = vocabulary.words_with(stem)
            for place in places:
                for word in with_part:
                    self._hits[word].setdefault(place, _IN_COMPOUND)
                for word in with_stem:
                    self._hits[word][place] = self._strength(word, place)
        self._nothing = [0.0] * len(self._clues)
        words = [one.word for one in sought if _has_letters(one.word)]
        self._runs = [
            _Runs.of(vocabulary.weighed_runs(words, grams), grams, in_title, anywhere)
            for grams, in_title, anywhere in (
                (grams_of, ALIKE_TITLE, ALIKE_TEXT),
                (long_grams_of, ALIKE_TITLE_LONG, ALIKE_TEXT_LONG),
            )
        ]
        self._asked_runs = {run for runs in self._runs for run, *_ in runs.each}
        # Which of them the words that hold clues have.
        self._runs_of: dict[str, set[str]] = {}

    def score(self, text: Text, held: Collection[Clue] = ()) -> float:
        """Return how well a document answers: 0 and more. It is known to hold the clues `held`.

        A long text is read in part. What isn't found there and stands in it nevertheless counts as said once.
        """
        title, words = text.title.split(), text.text.split()
        in_title = self._saturated(title, self._hits_in(text.title, title), _TITLE_K1, _TITLE_B, _TITLE_LENGTH)
        hits = self._hits_in(text.text, words)
        in_text = self._saturated(words, hits, _BODY_K1, _BODY_B, _BODY_LENGTH)
        if len(text.text) >= MOST_CHARACTERS:
            once = _saturation(1, len(words), _BODY_K1, _BODY_B, _BODY_LENGTH)
            in_text = [
                told or once * (not titled and clue in held)
                for clue, told, titled in zip(self._clues, in_text, in_title, strict=True)
            ]
            hits += [one.word for one in self._sought if one.exact in held]
        told = [TITLE * one + BODY * other for one, other in zip(in_title, in_text, strict=True)]
        return self._told(told) / self._whole + self._alike(title, text, hits)

    def telling(self, words: set[str]) -> dict[str, dict[int, float]]:
        """Return those of the folded `words` that tell something, with what they tell of each word of the question."""
        self._look_at(self._vocabulary.meet(words))
        found: dict[str, dict[int, float]] = {}
        for word in words & self._hits.keys():
            told = found[word] = {}
            for place, strength in self._hits[word].items():
                number = self._numbers[place]
                told[number] = max(told.get(number, 0.0), strength * self._clues[place].weight)
        return found

    def _look_at(self, words: Set[str]) -> None:
        """Find out which clues `words` hold."""
        hold_nothing = self._places.keys().isdisjoint
        for word in words:
            stems, of_parts = self._vocabulary.forms_of(word)
            if hold_nothing(stems) and hold_nothing(of_parts):
                continue
            places = self._hits[word] = {}
            for stem in of_parts:
                places |= dict.fromkeys(self._places.get(stem, ()), _IN_COMPOUND)
            for stem in stems:
                places |= {place: self._strength(word, place) for place in self._places.get(stem, ())}

    def _strength(self, word: str, place: int) -> float:
        """Return how strongly `word`, not as a part of a compound, holds the clue at a place: less in another form."""
        typed = self._words.get(place, word)
        if typed == word:
            return 1.0
        return _OTHER_FORM if stems_of(typed) == stems_of(word) else _DISPUTED_FORM

    def _told(self, told: Sequence[float]) -> float:
        """Return the sum of what is told of each word, by the clues' places."""
        total, place = 0.0, 0
        for one in self._sought:
            exact = told[place] * one.exact.weight
            place += 1
            total += exact
            for part in one.parts:
                total += told[place] * part.weight
                place += 1
            best = 0.0
            for group in one.others:
                of_group = told[place : place + len(group)]
                if all(of_group):
                    best = max(best, sum(much * clue.weight for much, clue in zip(of_group, group, strict=True)))
                place += len(group)
            total += max(0.0, best - exact)
        return total

    def _hits_in(self, text: str, words: Sequence[str]) -> list[str]:
        """Return those of the `words` of `text` that hold clues."""
        if new := self._vocabulary.meet_text(text, words):
            self._look_at(new)
        return [*filter(self._hits.__contains__, words)]

    def _saturated(self, words: Sequence[str], hits: Sequence[str], k1: float, b: float, usual: float) -> list[float]:
        """Return for each clue what its occurrences in `words`, the `hits`, tell: 0 to k1 + 1."""
        if not hits:
            return self._nothing
        counts = self._nothing.copy()
        for word in hits:
            for place, strength in self._hits[word].items():
                counts[place] += strength
        return [_saturation(count, len(words), k1, b, usual) for count in counts]

    def _alike(self, title: Sequence[str], text: Text, hits: Sequence[str]) -> float:
        """Return how alike the letters of the question, the title and the text with `hits` are."""
        # Looking for letters in a text takes longest: runs of words that are known to stand there do too.
        there = set().union(*map(self._asked_runs_of, dict.fromkeys(hits)))
        absent: set[str] = set()
        score = 0.0
        for each, whole, grams, in_title, anywhere in self._runs:
            shared, elsewhere = 0.0, 0.0
            for run, rarity, first, last in each:
                if run in text.title:
                    shared += rarity
                elif run in there or (first not in absent and last not in absent and run in text.text):
                    elsewhere += rarity
                else:
                    absent.add(run)
            if shared or elsewhere:
                score += anywhere * (shared + elsewhere) / whole
            if shared:
                of_title = sum(self._vocabulary.weight_of_runs(word, grams) for word in title if _has_letters(word))
                score += in_title * shared / max(whole, whole + of_title - shared)
        return score

    def _asked_runs_of(self, word: str) -> set[str]:
        """Return those of the runs of `word` that the question has."""
        runs = self._runs_of.get(word)
        if runs is None:
            runs = self._runs_of[word] = self._asked_runs & (grams_of(word) | long_grams_of(word))
        return runs


def _has_letters(word: str) -> bool:
    """Return whether the letters of `word` tell something of words like it: those of an abbreviation don't."""
    return len(word) >= SHORTEST_PART and word not in STOP_WORDS


def _saturation(count: float, length: int, k1: float, b: float, usual: float) -> float:
    """Return what `count` occurrences in a text of so many words tell: 0 to k1 + 1."""
    return count * (k1 + 1) / (count + k1 * (1 - b + b * length / usual)) if count else 0.0
