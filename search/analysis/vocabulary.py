"""The words of an index: how rare they are, what they are made of, and which look like another word."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from math import log

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.analysis.dutch import LINKS, NO_COMPOUNDS, STOP_WORDS, SUFFIXES
from search.analysis.grams import grams_of, likeness, long_grams_of
from search.analysis.marks import LEAD, PART
from search.analysis.stems import stems_of

# A part of a compound has at least so many letters: shorter ones are found in words that have nothing to do with them.
SHORTEST_PART = 4
# Letters that may be wrong in a word of at least so many.
_MISTAKES = ((11, 2), (4, 1))
# Most words of fewer letters are one letter away from words that mean something else: there less is taken for a slip.
_TELLING = 6
_FEWEST = 2
_MOST_ALIKE = 12
# So many texts are remembered as seen.
_MOST_SEEN = 20_000
_LEAST_ALIKE = 0.4
_SAME_BEGINNING, _SAME_ENDING = 3, 4

Grams = Callable[[str], frozenset[str]]
Forms = tuple[tuple[str, ...], tuple[str, ...]]


class _Kept(dict[str, str]):
    """What is made of each word, made once."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        made = self[word] = self._make(word)
        return made


class Vocabulary:
    """Words with the numbers of documents and titles that they occur in, and how many documents there are.

    Words may be added; counts are as of when it was made. Safe to be read by several threads while words are added.
    `tokens` are those of each word that occurs, `about` those of a word that a text is about, with blanks between them;
    stop words have none.
    """

    def __init__(self, documents: int, words: Iterable[tuple[str, int, int]] = ()) -> None:
        self.documents = documents
        self.words: dict[str, int] = {}
        self._stems: dict[str, int] = defaultdict(int)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        self._by_ending: dict[str, list[str]] = defaultdict(list)
        self._runs: Counter[str] = Counter()
        self._weights: dict[tuple[str, Grams], float] = {}
        self._forms: dict[str, Forms] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self.tokens, self.about = _Kept(self._tokens_of), _Kept(self._tokens_about)
        self._met: set[str] = set()
        self._seen: set[int] = set()
        self._with_stem: dict[str, list[str]] = defaultdict(list)
        self._with_part: dict[str, list[str]] = defaultdict(list)
        self._alike: dict[str, list[tuple[str, float]]] = {}
        self.add(words)

    def add(self, words: Iterable[tuple[str, int, int]]) -> None:
        """Add words with the numbers of documents and of titles that hold them; those known already keep theirs.

        Words that were split already stay as they are.
        """
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
        self._alike.clear()

    def knows(self, word: str) -> bool:
        """Return whether `word` or another form of it occurs."""
        return word in self.words or any(stem in self._stems for stem in stems_of(word))

    def _knows_long(self, word: str) -> bool:
        """Return whether a form of `word` occurs, by a stem that is long enough not to be found by accident."""
        return any(len(stem) >= SHORTEST_PART and stem in self._stems for stem in stems_of(word))

    def documents_with(self, word: str) -> int:
        """Return about how many documents hold `word` or another form of it: at least 1, at most all of them."""
        return min(max(1, *(self._stems.get(stem, 0) for stem in stems_of(word))), max(1, self.documents))

    def rarity(self, word: str) -> float:
        """Return the inverse document frequency of `word`, as BM25 has it: more than 0."""
        documents = self.documents_with(word)
        return log(1 + (max(self.documents, documents) - documents + 0.5) / (documents + 0.5))

    def weighed_runs(self, words: Iterable[str], grams: Grams) -> dict[str, float]:
        """Return the runs of letters of `words` that `grams` gives, with how rare they are in titles."""
        runs = sorted({run for word in words for run in grams(word)})
        return {run: log(1 + (self.documents + 1) / (self._runs[run] + 1)) for run in runs}

    def weight_of_runs(self, word: str, grams: Grams) -> float:
        """Return how rare the runs of letters of `word` are together."""
        weight = self._weights.get((word, grams))
        if weight is None:
            weight = self._weights[word, grams] = sum(self.weighed_runs([word], grams).values())
        return weight

    def forms_of(self, word: str) -> Forms:
        """Return the stems of `word`, and those of the parts that it is made of."""
        forms = self._forms.get(word)
        if forms is None:
            of_parts = tuple(stem for part in self.parts_of(word) for stem in stems_of(part))
            forms = self._forms[word] = stems_of(word), of_parts
        return forms

    def _tokens_of(self, word: str) -> str:
        if word in STOP_WORDS:
            return ""
        stems, of_parts = self.forms_of(word)
        return " ".join((*stems, *map(PART.__add__, of_parts)))

    def _tokens_about(self, word: str) -> str:
        return "" if word in STOP_WORDS else " ".join(LEAD + stem for forms in self.forms_of(word) for stem in forms)

    def meet(self, words: Collection[str]) -> Set[str]:
        """Take in words of a text, so that `words_with` knows them; return those that it didn't know yet."""
        if self._met.issuperset(words):
            return frozenset()
        new = set(words) - self._met
        for word in new:
            stems, of_parts = self.forms_of(word)
            for stem in stems:
                self._with_stem[stem].append(word)
            for stem in of_parts:
                self._with_part[stem].append(word)
        self._met |= new
        return new

    def meet_text(self, text: str, words: Collection[str]) -> Set[str]:
        """Take in the `words` of `text`, as `meet` does; a text that was seen before is known at a glance."""
        glance = hash(text)
        if glance in self._seen:
            return frozenset()
        new = self.meet(words)
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen.add(glance)
        return new

    def words_with(self, stem: str) -> tuple[Sequence[str], Sequence[str]]:
        """Return, of the words that were met, those with this stem, and those with a part that has it."""
        return self._with_stem.get(stem, ()), self._with_part.get(stem, ())

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
        heads = [
            head
            for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
            if (head := word[:end]) in self.words and head not in STOP_WORDS
        ]
        ways = [
            (min(len(head), len(tail)), -len(link), head, tail)
            for head in heads
            for link in LINKS
            if word.startswith(link, len(head)) and len(tail := word[len(head) + len(link) :]) >= SHORTEST_PART
            if tail not in STOP_WORDS and not tail.startswith(SUFFIXES)
        ]
        # A compound is inflected at its end, so that what it ends with may occur in another form only.
        for knows_tail in (self.words.__contains__, self._knows_long):
            if found := [way for way in ways if knows_tail(way[-1])]:
                _even, _link, *halves = max(found)
                return tuple(part for half in halves for part in self.parts_of(half) or (half,))
        return ()

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
                limit=None,
            )
            # Who types quickly still begins with the right letter, or swaps it with the second.
            if not known.isdigit() and known[0] in word[:2] and self._may_be(word, known)
        ]
        return min(near)[2] if near else None

    def _may_be(self, word: str, known: str) -> bool:
        """Return whether `word`, a few letters away from `known`, may be a slip: in short words not every one is.

        Letters that changed places are, and one that is lacking from a word that several documents hold.
        """
        if len(word) >= _TELLING or sorted(word) == sorted(known):
            return True
        return len(word) < len(known) and self.words[known] >= _FEWEST

    def alike(self, word: str) -> list[tuple[str, float]]:
        """Return other known words that look like `word`, with how much (more than 0.4, less than 1), best first.

        None look like one of a few letters: that is an abbreviation.
        """
        if len(word) < SHORTEST_PART:
            return []
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
