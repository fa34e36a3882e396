"""From text to words: lower case, no accents, nothing but letters and digits."""

import re
import unicodedata

# Longer 'words' are addresses and codes; what is cut off is of no use to anybody.
MOST_LETTERS = 40

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'\u2019][^\W_]+)*")
_INSIDE = re.compile(r"[-\u2010\u2011]")
_APOSTROPHE = re.compile(r"['\u2019]")
# Letters that Unicode doesn't take apart into a letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """Return `text` in lower case and without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(character for character in apart if not unicodedata.combining(character))


def words_of(text: str) -> list[str]:
    """Return the words of `text`, folded, in their order.

    What is written with a hyphen stands there in parts and as a whole ('e-mail': e, mail, email); an apostrophe is
    left out ('foto's': fotos).
    """
    found: list[str] = []
    for match in _WORD.finditer(fold(text)):
        word = match.group()
        if word.isalnum():
            found.append(word[:MOST_LETTERS])
            continue
        parts = [_APOSTROPHE.sub("", part) for part in _INSIDE.split(word)]
        found += [part[:MOST_LETTERS] for part in parts]
        if len(parts) > 1:
            found.append("".join(parts)[:MOST_LETTERS])
    return found
