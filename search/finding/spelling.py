"""How people wrote a word that the index knows folded, and whether it belongs to a name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from search.analysis.folding import words_of
from search.analysis.stems import stems_of

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u2010\u2011-][^\W_]+)*")
_HYPHEN = re.compile(r"[\u2010\u2011-]")
# After these a capital says nothing.
_BREAK = re.compile(r"[.:!?|\n\"'(\[\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u2026]")


class _Written(NamedTuple):
    """A word as it is written, its folded form, and whether it begins a sentence."""

    word: str
    folded: str
    begins: bool


class Spelling:
    """How `texts` write their words.

    `names` are texts in which names stand, such as who wrote something; of `own_names` every word is part of a name.
    Dutch has capitals for names and at the beginning of a sentence only: a word with one anywhere else is part of a
    name, unless it is also written without. Abbreviations ('DigiD') have more than one, and are no names.
    """

    def __init__(self, texts: Iterable[str], names: Iterable[str] = (), own_names: Iterable[str] = ()) -> None:
        self._written: dict[str, list[_Written]] = defaultdict(list)
        for text in texts:
            for one in _written_in(text):
                self._written[stems_of(one.folded)[0]].append(one)
        self._names = {word for name in own_names for word in words_of(name)}
        for name in names:
            for one, following in pairwise((*_written_in(name), _Written("", "", begins=True))):
                if _is_capitalised(one.word) and (not one.begins or _is_capitalised(following.word)):
                    self._names.add(one.folded)

    def of(self, stem: str, folded: str) -> str:
        """Return how the word with this stem is written, `folded` itself if it is there; '' when it is part of a name.

        '' too when no text holds it.
        """
        written = self._written.get(stem, [])
        written = [one for one in written if one.folded == folded] or written
        for one in written:
            if not _is_capitalised(one.word):
                return one.word
        if not written or any(not one.begins or one.folded in self._names for one in written):
            return ""
        return _without_capital(written[0].word)


def _written_in(text: str) -> Iterator[_Written]:
    """Yield the words of `text`, and after one with a hyphen its parts."""
    end = 0
    for match in _WORD.finditer(text):
        whole, begins = match.group(), not end or bool(_BREAK.search(text, end, match.start()))
        end = match.end()
        parts = _HYPHEN.split(whole)
        for place, word in enumerate((whole, *(parts if len(parts) > 1 else ()))):
            # Of a word with a hyphen the last that is found is the whole.
            if folded := words_of(word):
                yield _Written(word, folded[-1], begins and place < 2)


def _is_capitalised(word: str) -> bool:
    return any(part[:1].isupper() for part in _HYPHEN.split(word)) and not _is_abbreviation(word)


def _is_abbreviation(word: str) -> bool:
    return any(letter.isupper() for part in _HYPHEN.split(word) for letter in part.removeprefix("IJ")[1:])


def _without_capital(word: str) -> str:
    capital = "IJ" if word.startswith("IJ") else word[:1]
    return capital.lower() + word.removeprefix(capital)
