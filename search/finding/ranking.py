"""In which order documents answer a question: one way of reckoning for both databases.

A document's score adds up what BM25 makes of each word of the question in its title and in its text, parts of
compounds and synonyms counting for less, and how alike the letters of the question are to those of its title and its
text. Each was weighed on a collection of questions in Dutch; see docs/decisions/0017-one-ranking-for-both-databases.md.
"""

from collections.abc import Sequence, Set

from search.analysis.clues import Sought
from search.analysis.dutch import STOP_WORDS
from search.analysis.grams import grams_of, long_grams_of
from search.analysis.vocabulary import Vocabulary
from search.engines import Text

# Characters of a text that are read for ranking.
MOST_CHARACTERS = 4000

# What an occurrence in the title and one in the text are worth.
TITLE, BODY = 0.25, 0.3
# BM25: how soon more occurrences stop telling more, how much a long text must tell more often, and the usual length.
_TITLE_K1, _TITLE_B, _TITLE_LENGTH = 1.2, 0.75, 4
_BODY_K1, _BODY_B, _BODY_LENGTH = 1.2, 0.9, 150
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
        # Words that hold clues: the clues' places, with how strongly.
        self._hits: dict[str, dict[int, float]] = {}
        for stem in self._places:
            with_stem, with_part = vocabulary.words_with(stem)
            self._look_at({*with_stem, *with_part})
        words = [one.word for one in sought]
        self._runs, self._long_runs = (
            vocabulary.weighed_runs(words, grams_of),
            vocabulary.weighed_runs(words, long_grams_of),
        )

    def score(self, text: Text) -> float:
        """Return how well a document answers: 0 and more."""
        title = text.title.split()
        in_title = self._saturated(title, _TITLE_K1, _TITLE_B, _TITLE_LENGTH)
        in_text = self._saturated(text.text.split(), _BODY_K1, _BODY_B, _BODY_LENGTH)
        told = [TITLE * one + BODY * other for one, other in zip(in_title, in_text, strict=True)]
        return self._told(told) / self._whole + self._alike(title, text)

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
            for found, strength in ((of_parts, _IN_COMPOUND), (stems, 1.0)):
                for stem in found:
                    places |= dict.fromkeys(self._places.get(stem, ()), strength)

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
        self._look_at(self._vocabulary.meet(words))
        for word in filter(self._hits.__contains__, words):
            for place, strength in self._hits[word].items():
                counts[place] += strength
        slowness = k1 * (1 - b + b * len(words) / usual)
        return [count * (k1 + 1) / (count + slowness) if count else 0.0 for count in counts]

    def _alike(self, title: Sequence[str], text: Text) -> float:
        """Return how alike the letters of the question, the title and the text are."""
        telling = [word for word in title if word not in STOP_WORDS]
        score = 0.0
        for asked, grams, in_title, anywhere in (
            (self._runs, grams_of, ALIKE_TITLE, ALIKE_TEXT),
            (self._long_runs, long_grams_of, ALIKE_TITLE_LONG, ALIKE_TEXT_LONG),
        ):
            whole = sum(asked.values())
            if not whole:
                continue
            shared = sum(rarity for run, rarity in asked.items() if run in text.title)
            found = shared + sum(rarity for run, rarity in asked.items() if run in text.text and run not in text.title)
            of_title = sum(self._vocabulary.weight_of_runs(word, grams) for word in telling)
            score += in_title * shared / max(whole, whole + of_title - shared) + anywhere * found / whole
        return score
