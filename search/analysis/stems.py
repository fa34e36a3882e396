"""The stems of a word: by Kraaij and Pohlmann, and by Porter.

They disagree on whatever the other does well ('huis' and 'huizen', 'gemeente' and 'gemeentelijk'), so a word counts
as another form of a word when one of them says so.
"""

from functools import lru_cache

import Stemmer

from search.analysis.dutch import PLURALS

_kraaij_pohlmann = Stemmer.Stemmer("dutch", 0)
_porter = Stemmer.Stemmer("dutch_porter", 0)


@lru_cache(maxsize=200_000)
def stems_of(word: str) -> tuple[str, ...]:
    """Return the one or two stems of a folded word, Kraaij-Pohlmann's first."""
    for plural, singular in PLURALS.items():
        if word.endswith(plural):
            word = word.removesuffix(plural) + singular
    first, second = _kraaij_pohlmann.stemWord(word), _porter.stemWord(word)
    return (first,) if first == second else (first, second)
