"""The words of an index: how rare they are, what they are made of, and which look like another word."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.analysis.dutch import LINKS, NO_COMPOUNDS, STOP_WORDS
from search.analysis.grams import grams_of, likeness, long_grams_of
from search.analysis.stems import stems_of

# A part of a compound has at least so many letters: shorter ones are found in words that have nothing to do with them.
SHORTEST_PART = 4
# Letters that may be wrong in a word of at least so many.
_MISTAKES = ((11, 2), (4, 1))
_MOST_ALIKE = 12
_LEAST_ALIKE = 0.4
_SAME_BEGINNING, _SAME_ENDING = 3, 4


class Vocabulary:
    """Words with the numbers of documents and titles that they occur in, and how many documents there are.

    Words may be added; counts are as of when it was made. Safe to be read by several threads while words are added.
    """

    def __init__(self, documents: int, words: Iterable[tuple[str, int, int]] = ()) -> None:
        self.documents = documents
        self.words: dict[str, int] = {}
        self._stems: dict[str, int] = defaultdict(int)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        self._by_ending: dict[str, list[str]] = defaultdict(list)
        self._runs: Counter[str] = Counter()
        self._parts: dict[str, tuple[str, ...]] = {}
        self._alike: dict[str, list[tuple[str, float]]] = {}
        self.add(words)

    def add(self, words: Iterable[tuple[str, int, int]]) -> None:
        """Add words with the numbers of documents and of titles that hold them; those known already keep theirs."""
        for word, documents, titles in words:
            if word not in self.words:
                self.words[word] = documents
                self._by_length[len(word)].append(word)
                self._by_beginning[word[:_SAME_BEGINNING]].append(word)
                self._by_ending[word[-_SAME_ENDING:]].append(word)
                for stem in stems_of(word):
                    self._stems[stem] += documents
                if titles:
                    self._runs.update(dict.fromkeys(grams_of(word) | long_grams_of(word), titles))
        self._parts.clear()
        self._alike.clear()

    def knows(self, word: str) -> bool:
        """Return whether `word` or another form of it occurs."""
        return word in self.words or any(stem in self._stems for stem in stems_of(word))

    def documents_with(self, word: str) -> int:
        """Return about how many documents hold `word` or another form of it: at least 1, at most all of them."""
        return min(max(1, *(self._stems.get(stem, 0) for stem in stems_of(word))), max(1, self.documents))

    def rarity(self, word: str) -> float:
        """Return the inverse document frequency of `word`, as BM25 has it: more than 0."""
        documents = self.documents_with(word)
        return log(1 + (max(self.documents, documents) - documents + 0.5) / (documents + 0.5))

    def rarity_of_run(self, run: str) -> float:
        """Return how rare a run of letters (`search.analysis.grams`) is in titles: more than 0."""
        return log(1 + (self.documents + 1) / (self._runs[run] + 1))

    def parts_of(self, word: str) -> tuple[str, ...]:
        """Return the words that the compound `word` is made of, from left to right; none when it isn't one.

        The most even split into two known words is taken, each of which may be a compound itself. Letters that link
        the parts are left out.
        """
        if len(word) < 2 * SHORTEST_PART or word in NO_COMPOUNDS:
            return ()
        parts = self._parts.get(word)
        if parts is None:
            parts = self._parts[word] = self._split(word)
        return parts

    def _split(self, word: str) -> tuple[str, ...]:
        best: tuple[int, int, str, str] | None = None
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = word[place:]
            if tail not in self.words or tail in STOP_WORDS:
                continue
            for link in LINKS:
                head = word[: place - len(link)]
                if len(head) < SHORTEST_PART or not word[:place].endswith(link) or head in STOP_WORDS:
                    continue
                if head in self.words:
                    candidate = (min(len(head), len(tail)), -len(link), head, tail)
                    best = max(best, candidate) if best else candidate
        if best is None:
            return ()
        head, tail = best[2:]
        return (*(self.parts_of(head) or (head,)), *(self.parts_of(tail) or (tail,)))

    def mended(self, word: str) -> str | None:
        """Return the known word that somebody who typed `word` most likely meant.

        None when no word comes near, or `word` is known or made of known words.
        """
        if self.knows(word) or self.parts_of(word):
            return None
        mistakes = next((mistakes for length, mistakes in _MISTAKES if len(word) >= length), 0)
        if not mistakes or word.isdigit():
            return None
        near = [
            (distance, -self.words[known], known)
            for length in range(len(word) - mistakes, len(word) + mistakes + 1)
            for known, distance, _index in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=DamerauLevenshtein.distance,
                score_cutoff=mistakes,
                limit=10,
            )
            # Who types quickly still begins with the right letter, or swaps it with the second.
            if not known.isdigit() and known[0] in word[:2]
        ]
        return min(near)[2] if near else None

    def alike(self, word: str) -> list[tuple[str, float]]:
        """Return other known words that look like `word`, with how much (more than 0.4, less than 1), best first."""
        found = self._alike.get(word)
        if found is None:
            near = {
                *self._by_beginning.get(word[:_SAME_BEGINNING], ()),
                *self._by_ending.get(word[-_SAME_ENDING:], ()),
            }
            grams = grams_of(word)
            likely = ((known, likeness(grams, grams_of(known))) for known in near if known != word)
            ranked = sorted((one for one in likely if one[1] > _LEAST_ALIKE), key=lambda one: (-one[1], one[0]))
            found = self._alike[word] = ranked[:_MOST_ALIKE]
        return found
