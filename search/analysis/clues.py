"""What to look for to answer a question: for each of its words the tokens that tell of it, and how much they tell."""

from dataclasses import dataclass

from search.analysis.question import Question
from search.analysis.stems import stems_of
from search.analysis.synonyms import Synonyms
from search.analysis.vocabulary import Vocabulary

# How much less than the word itself tells: a part of a compound, a synonym of the word or of a part, a word that looks
# like it, and the one that was most likely meant by a word that isn't known.
PART, SYNONYM, SYNONYM_OF_PART, ALIKE, MENDED = 0.9, 0.75, 0.4, 0.4, 0.4
# More words than this tell nothing more: the rarest are looked for.
MOST_WORDS = 12
MOST_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Clue:
    """Tokens any of which tells of a word, and how much: the rarity of the word, less when it is another word."""

    tokens: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a question: itself, the parts that it is made of, and other words.

    `stand_ins` mean the same, or are what was most likely meant; `hints` mean the same as a part of it, or look like
    it. Each is one word or several that all must be there: a synonym of more than one word.
    """

    word: str
    exact: Clue
    parts: tuple[Clue, ...]
    stand_ins: tuple[tuple[Clue, ...], ...]
    hints: tuple[tuple[Clue, ...], ...]

    @property
    def others(self) -> tuple[tuple[Clue, ...], ...]:
        """Return all other words."""
        return self.stand_ins + self.hints

    @property
    def clues(self) -> list[Clue]:
        """Return all clues."""
        return [self.exact, *self.parts, *(clue for clues in self.others for clue in clues)]


def understood(words: tuple[str, ...], vocabulary: Vocabulary, synonyms: Synonyms) -> tuple[str, ...]:
    """Return `words`, with what `synonyms` of editors say that is meant in place of each word that occurs nowhere.

    Whoever types such a word is answered as if they had typed what it means; as one of several words that may be
    meant, it would count for little beside words that merely look like it.
    """
    meant = synonyms.of(words)
    said: list[str] = []
    for place, word in enumerate(words):
        answers = () if vocabulary.knows(word) else meant.get(place, ())
        said += [other for answer in answers for other in answer] or [word]
    return tuple(dict.fromkeys(said))


def clues_of(question: Question, vocabulary: Vocabulary, *synonyms: Synonyms) -> list[Sought]:
    """Return what to look for, for the rarest words of `question` in their order."""
    rarity = {word: vocabulary.rarity(word) for word in question.words}
    chosen = set(sorted(question.words, key=lambda word: -rarity[word])[:MOST_WORDS])
    meant: dict[int, list[tuple[str, ...]]] = {}
    for kept in synonyms:
        for place, answers in kept.of(question.words).items():
            meant.setdefault(place, []).extend(answers)
    sought = []
    for place, word in enumerate(question.words):
        if word not in chosen:
            continue
        parts = vocabulary.parts_of(word)
        stand_ins = [_clues(answer, SYNONYM, vocabulary, rarity[word]) for answer in meant.get(place, ())]
        hints = [
            _clues(answer, SYNONYM_OF_PART, vocabulary, vocabulary.rarity(part))
            for part in parts
            for kept in synonyms
            for answer in kept.of((part,)).get(0, ())
        ]
        if not vocabulary.knows(word):
            if mended := vocabulary.mended(word):
                stand_ins.insert(0, (Clue(stems_of(mended), MENDED * rarity[word]),))
            hints += [
                (Clue(stems_of(known), ALIKE * likeness * rarity[word]),) for known, likeness in vocabulary.alike(word)
            ]
        sought.append(
            Sought(
                word,
                Clue(stems_of(word), rarity[word]),
                tuple(Clue(stems_of(part), PART * vocabulary.rarity(part)) for part in parts),
                tuple(stand_ins[:MOST_OTHERS]),
                tuple(hints[: max(0, MOST_OTHERS - len(stand_ins))]),
            )
        )
    return sought


def _clues(answer: tuple[str, ...], share: float, vocabulary: Vocabulary, most: float) -> tuple[Clue, ...]:
    """Return the clues of a synonym: together `share` of what its words tell, and each no more than `most`."""
    return tuple(Clue(stems_of(word), share * min(most, vocabulary.rarity(word)) / len(answer)) for word in answer)
