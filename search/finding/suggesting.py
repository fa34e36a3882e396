"""What somebody who is still typing may mean: titles with the words so far, grouped by kind."""

from collections.abc import Collection
from dataclasses import dataclass

from search.analysis.folding import run_of, words_of
from search.analysis.marks import LEAD, TITLE
from search.analysis.stems import stems_of
from search.analysis.tokens import facet_token
from search.engines import Reach, engine_for
from search.engines.expressions import Expression, Token, any_of, every
from search.finding.pieces import Piece, mark
from search.indexing.vocabularies import vocabulary_of
from search.models import Edition, SearchDocument

# So many are shown, of so many titles that are looked at.
MOST, _MOST_READ = 8, 200
_MOST_WORDS = 8
_SHORTEST, _SHORTEST_WHOLE = 2, 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that may be meant, in pieces, with what it belongs to and where it is."""

    title: list[Piece]
    context: str
    url: str


def suggest(
    typed: str, *, audiences: Collection[str] = ("",), within: int | None = None, edition: Edition | None = None
) -> dict[str, list[Suggestion]]:
    """Return suggestions by their kind, the kind with the best one first; none for less than two letters.

    The last word is taken for the beginning of one, or for another form of one; where no title has the words, for those
    that were most likely meant. `within` is the id of the page below which is searched.
    """
    words = run_of(typed[:100])[:_MOST_WORDS]
    edition = edition or Edition.live()
    if edition is None or not words or len("".join(words)) < _SHORTEST:
        return {}
    found = _suggest(words, audiences, within, edition)
    if not found:
        vocabulary = vocabulary_of(edition)
        meant = [vocabulary.mended(word) or word for word in words]
        if meant != words:
            found = _suggest(meant, audiences, within, edition)
    return found


def _suggest(
    words: list[str], audiences: Collection[str], within: int | None, edition: Edition
) -> dict[str, list[Suggestion]]:
    """Return suggestions for these words by their kind, the kind with the best one first."""
    *whole, last = words
    before = [_titles_with(word) for word in dict.fromkeys(whole)]
    asked = [every(*before, Token(TITLE + last, is_beginning=True))]
    # Whoever types 'loketten' may mean 'loket'.
    if len(last) >= _SHORTEST_WHOLE:
        asked.append(every(*before, _titles_with(last)))
    filters = () if within is None else ((facet_token("within", str(within)),),)
    lists = engine_for().postings(edition.pk, asked, Reach(tuple(audiences), filters), _MOST_READ)
    ids = list(dict.fromkeys(pk for found in lists for pk in found))[:_MOST_READ]
    rows = SearchDocument.objects.filter(pk__in=ids, audience__in=audiences)
    found = [
        row
        for row in rows.values_list("kind", "title", "context", "url", "weight")
        # Others are only about it.
        if any(_is_meant(word, last) for word in words_of(row[1]))
    ]
    found.sort(key=lambda row: (_place(words_of(row[1]), words), -row[4], len(row[1]), row[1], row[3]))
    grouped: dict[str, list[Suggestion]] = {}
    for kind, title, context, url, _weight in found[:MOST]:
        pieces = mark(title, lambda held: {one: {0: 1.0} for one in held if one in whole or _is_meant(one, last)})
        grouped.setdefault(kind, []).append(Suggestion(pieces, context, url))
    return grouped


def _titles_with(word: str) -> Expression:
    """Return the expression for documents with `word`, or a form of it, in the title, and for those about it."""
    return any_of(TITLE + word, *(LEAD + stem for stem in stems_of(word)))


def _is_meant(word: str, last: str) -> bool:
    """Return whether `word` of a title may be what somebody means who typed `last` so far."""
    return word.startswith(last) or (len(last) >= _SHORTEST_WHOLE and not {*stems_of(word)}.isdisjoint(stems_of(last)))


def _place(title: list[str], words: list[str]) -> int:
    """Return 0 for a title that begins as was typed, 1 for one that has it further on, 2 for one in another order."""
    *whole, last = words
    for place in range(len(title) - len(whole)):
        if title[place : place + len(whole)] == whole and title[place + len(whole)].startswith(last):
            return min(place, 1)
    return 2
