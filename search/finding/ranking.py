"""In which order documents answer a question: one way of reckoning for both databases.

A document's score adds up what BM25 makes of each word of the question in its title and in its text, parts of
compounds and synonyms counting for less, and how alike the letters of the question are to those of its title and its
text. Each was weighed on a collection of questions in Dutch; see docs/search.md.
"""

from collections.abc import Callable, Sequence

from search.analysis.clues import Sought
from search.analysis.dutch import STOP_WORDS
from search.analysis.grams import grams_of, long_grams_of
from search.analysis.stems import stems_of
from search.analysis.vocabulary import Vocabulary
from search.engines import Text

# Characters of a text that are read for ranking.
MOST_CHARACTERS = 4000

# What an occurrence in the title and one in the text are worth.
TITLE, BODY = 0.25, 0.3
# BM25: how soon more occurrences stop telling more, how much a long text must tell more often, and the usual length.
_TITLE_K1, _TITLE_B, _TITLE_LENGTH = 1.2, 0.5, 3
_BODY_K1, _BODY_B, _BODY_LENGTH = 1.2, 0.75, 60
# An occurrence as a part of a compound.
_IN_COMPOUND = 0.7
# How alike the letters are: of runs of three and of four, the share that question and title have in common, and the
# share of the question's that the text has anywhere.
ALIKE_TITLE, ALIKE_TITLE_LONG, ALIKE_TEXT, ALIKE_TEXT_LONG = 0.4, 0.4, 0.2, 0.1


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
        self._hits: dict[str, tuple[tuple[int, float], ...]] = {}
        self._grams = self._weighed(grams_of)
        self._long_grams = self._weighed(long_grams_of)

    def score(self, text: Text) -> float:
        """Return how well a document answers: 0 and more."""
        title_words, words = text.title.split(), text.text.split()
        in_title = self._saturated(title_words, _TITLE_K1, _TITLE_B, _TITLE_LENGTH)
        in_text = self._saturated(words, _BODY_K1, _BODY_B, _BODY_LENGTH)
        told = [TITLE * one + BODY * other for one, other in zip(in_title, in_text, strict=True)]
        return self._told(told) / self._whole + self._alike(title_words, text)

    def telling(self, word: str) -> dict[int, float]:
        """Return what a folded word of a text tells of each word of the question, by its number."""
        told: dict[int, float] = {}
        for place, strength in self._hits_of(word):
            number = self._numbers[place]
            told[number] = max(told.get(number, 0.0), strength * self._clues[place].weight)
        return told

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
                best = max(best, sum(told[place + number] * clue.weight for number, clue in enumerate(group)))
                place += len(group)
            total += max(0.0, best - exact)
        return total

    def _saturated(self, words: Sequence[str], k1: float, b: float, usual: float) -> list[float]:
        """Return for each clue what its occurrences in `words` tell: 0 to k1 + 1."""
        counts = [0.0] * len(self._clues)
        length = 0
        for word in words:
            hits = self._hits_of(word)
            for place, strength in hits:
                counts[place] += strength
            length += word not in STOP_WORDS
        slowness = k1 * (1 - b + b * length / usual)
        return [count * (k1 + 1) / (count + slowness) if count else 0.0 for count in counts]

    def _hits_of(self, word: str) -> tuple[tuple[int, float], ...]:
        """Return the places of the clues that `word` holds, and how strongly."""
        hits = self._hits.get(word)
        if hits is None:
            places: dict[int, float] = {}
            for part in self._vocabulary.parts_of(word):
                for stem in stems_of(part):
                    places |= dict.fromkeys(self._places.get(stem, ()), _IN_COMPOUND)
            for stem in stems_of(word):
                places |= dict.fromkeys(self._places.get(stem, ()), 1.0)
            hits = self._hits[word] = tuple(places.items())
        return hits

    def _weighed(self, grams: Callable[[str], frozenset[str]]) -> dict[str, float]:
        """Return the runs of letters of the question, and how rare they are."""
        runs = frozenset().union(*(grams(one.word) for one in self._sought))
        return {run: self._vocabulary.rarity_of_run(run) for run in sorted(runs)}

    def _alike(self, title_words: Sequence[str], text: Text) -> float:
        """Return how alike the letters of the question, the title and the text are."""
        telling = [word for word in title_words if word not in STOP_WORDS]
        rarity_of_run = self._vocabulary.rarity_of_run
        score = 0.0
        for asked, grams, in_title, anywhere in (
            (self._grams, grams_of, ALIKE_TITLE, ALIKE_TEXT),
            (self._long_grams, long_grams_of, ALIKE_TITLE_LONG, ALIKE_TEXT_LONG),
        ):
            if not asked:
                continue
            title = frozenset().union(*map(grams, telling))
            whole = sum(asked.values())
            shared = sum(weight for run, weight in asked.items() if run in title)
            only_title = sum(rarity_of_run(run) for run in sorted(title - asked.keys()))
            found = sum(weight for run, weight in asked.items() if run in title or run in text.text)
            score += in_title * shared / (whole + only_title) + anywhere * found / whole
        return score
