"""What the engines keep of a text: tokens, each a word's stem with a mark that says how it stands in the text."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from cms.taxonomy.folding import fold
from search.analysis.marks import FACET, TITLE
from search.analysis.vocabulary import Vocabulary

# A text is about a word when BM25 (k1 1.2, b 0.5, texts of a hundred words) gives it so much of what it could give.
_ABOUT = 0.7
_SATURATION, _USUAL_LENGTH = 1.2, 100


def tokens_of(title: list[str], text: list[str], vocabulary: Vocabulary) -> str:
    """Return the tokens of a thing whose `title` and further `text` are lists of folded words.

    They have one blank between them, and some are there more than once: engines see to that faster than Python does.
    """
    in_title, counted = set(title), Counter(text)
    # A long text must name a word more often before it is about it.
    saturation = _SATURATION * (0.5 + 0.5 * len(text) / _USUAL_LENGTH)
    often = saturation * _ABOUT / (1 - _ABOUT)
    about = in_title.union(word for word, number in counted.items() if number >= often)
    tokens = [
        *map(TITLE.__add__, title),
        *map(vocabulary.tokens.__getitem__, in_title | counted.keys()),
        *map(vocabulary.about.__getitem__, about),
    ]
    if title:
        tokens.append(whole_title(title))
    return " ".join(filter(None, tokens))


def whole_title(words: Iterable[str]) -> str:
    """Return the token that only a title of exactly these words has."""
    return TITLE + "".join(f"{word}_" for word in words)[:200]


@lru_cache(maxsize=10_000)
def facet_token(name: str, value: str) -> str:
    """Return the token of a facet's value, of letters, digits and marks that both engines take.

    Values are slugs, numbers and names from our own lists; two that differ in case or signs alone count as one.
    """
    return FACET + name + FACET + re.sub(r"[\W_]+", "-", fold(value)).strip("-")[:100]
