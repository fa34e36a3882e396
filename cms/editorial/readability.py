"""How hard a Dutch text is to read."""

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”\u2019')]*\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
# The vowels that sound as one, longest first; a vowel with a trema always begins a syllable.
_NUCLEUS = re.compile(
    r"eau|aai|ooi|oei|eeu|ieu|[ëï]e|ëi|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyáéíóúàèêâîôûäëïöü]", re.IGNORECASE
)
LONG_SENTENCE = 25
# Below this many words a score says nothing.
_FEWEST_WORDS = 100


@dataclass(frozen=True)
class Readability:
    """The score of a text, from about 0 (very hard) to 100 (very easy), and its sentences of too many words."""

    score: int | None
    long_sentences: list[str]

    @property
    def label(self) -> str:
        """Return the score in a word; B1, the level at which we write, is about 60 and higher."""
        if self.score is None:
            return "te weinig tekst om te meten"
        if self.score >= 60:
            return "goed te lezen"
        return "aan de moeilijke kant" if self.score >= 45 else "moeilijk"


def syllables(word: str) -> int:
    """Return how many syllables a Dutch word has, at least one: its groups of vowels that sound as one."""
    return max(1, len(_NUCLEUS.findall(word)))


def measure(text: str) -> Readability:
    """Measure `text`, plain and with a line for each paragraph.

    The score is Flesch's Reading Ease as W.H. Douma fitted it to Dutch ('De leesbaarheid van landbouwbladen',
    Wageningen 1960): 206.835 - 0.93 x words per sentence - 77 x syllables per word.
    """
    sentences = [(sentence.strip(), _WORD.findall(sentence)) for sentence in _SENTENCE_END.split(text)]
    sentences = [(sentence, words) for sentence, words in sentences if words]
    words = [word for _sentence, found in sentences for word in found]
    score = None
    if len(words) >= _FEWEST_WORDS:
        per_sentence = len(words) / len(sentences)
        per_word = sum(map(syllables, words)) / len(words)
        score = max(0, min(100, round(206.835 - 0.93 * per_sentence - 77 * per_word)))
    return Readability(score, [sentence for sentence, found in sentences if len(found) > LONG_SENTENCE])
