"""From text to words: lower case, no accents, nothing but letters and digits."""

import re

from cms.taxonomy.folding import fold

# Longer 'words' are addresses and codes; what is cut off is of no use to anybody.
MOST_LETTERS = 40

_WORD = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)+")
_APOSTROPHES = str.maketrans("", "", "'\u2019")


def words_of(text: str) -> list[str]:
    """Return the words of `text`, folded, in their order, and after them those with a hyphen as a whole.

    'De e-mail' is de, e, mail, email. An apostrophe is left out: 'foto's' is fotos.
    """
    folded, words = _folded_words(text)
    if "-" in folded or "\u2010" in folded or "\u2011" in folded:
        wholes = ("".join(_WORD.findall(whole)) for whole in _HYPHENATED.findall(folded))
        words += [whole[:MOST_LETTERS] for whole in wholes]
    return words


def run_of(text: str) -> list[str]:
    """Return the words of `text`, folded, as they stand next to each other."""
    return _folded_words(text)[1]


def _folded_words(text: str) -> tuple[str, list[str]]:
    folded = fold(text).translate(_APOSTROPHES)
    words = _WORD.findall(folded)
    if len(max(words, key=len, default="")) > MOST_LETTERS:
        words = [word[:MOST_LETTERS] for word in words]
    return folded, words
