"""What else somebody who reads this may want to read, and why."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from search.analysis.dutch import STOP_WORDS
from search.analysis.marks import LEAD
from search.analysis.stems import stems_of
from search.analysis.tokens import facet_token
from search.analysis.vocabulary import Vocabulary
from search.engines import Reach, Text, engine_for
from search.engines.expressions import Expression, any_of
from search.indexing.vocabularies import vocabulary_of
from search.models import Edition, SearchDocument

# Words that tell most of a document, and those of its title count for more.
_TELLING, _IN_TITLE = 12, 3
# A word that occurs in one document leads nowhere, and one in a fifth of them tells nothing.
_FEWEST, _COMMON = 2, 0.2
# What a theme that two have in common tells, beside what the words do.
_THEME = 2.0
_MOST_READ, _MOST_CHARACTERS = 500, 4000
_SHOWN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Related:
    """A document like another, with the themes and the telling words that they share."""

    document: SearchDocument
    themes: list[str]
    words: list[str]


def related(
    key: str, *, audiences: Collection[str] = ("",), most: int = 4, edition: Edition | None = None
) -> list[Related]:
    """Return what is most like the document with `key`, among what the visitor may see; nothing if it isn't there.

    At least one telling word must be shared: a theme alone has hundreds. What stands in the document's own handbook,
    or is it, is left out: readers are there already.
    """
    edition = edition or Edition.live()
    if edition is None:
        return []
    document = SearchDocument.objects.filter(edition=edition, key=key, audience__in=audiences).defer("body").first()
    if document is None:
        return []
    engine, vocabulary = engine_for(), vocabulary_of(edition)
    texts = engine.texts(edition.pk, [document.pk], _MOST_CHARACTERS)
    words = _telling(texts[document.pk], vocabulary) if document.pk in texts else {}
    if not words:
        return []
    themes = [slug for slug, _title in document.themes]
    expressions: list[Expression] = [any_of(*(LEAD + stem for stem in stems_of(word))) for word in words]
    expressions += [any_of(facet_token("theme", slug)) for slug in themes]
    found = engine.postings(edition.pk, expressions, Reach(tuple(audiences)), _MOST_READ)
    told: dict[int, float] = defaultdict(float)
    shared: dict[int, list[str]] = {}
    for (word, tells), ids in zip(words.items(), found, strict=False):
        for pk in ids:
            told[pk] += tells
            shared.setdefault(pk, []).append(word)
    for ids in found[len(words) :]:
        for pk in set(ids) & shared.keys():
            told[pk] += _THEME
    told.pop(document.pk, None)
    best = sorted(told, key=lambda pk: (-told[pk], pk))[: 10 * most]
    rows = {row.pk: row for row in SearchDocument.objects.filter(pk__in=best, audience__in=audiences).defer("body")}
    answers = []
    for row in (rows[pk] for pk in best if pk in rows):
        common = [title for slug, title in row.themes if slug in themes]
        if not _is_family(row, document):
            answers.append(Related(row, common, shared[row.pk][:_SHOWN_WORDS]))
    return answers[:most]


def _is_family(row: SearchDocument, document: SearchDocument) -> bool:
    """Return whether one of the two stands within the other, or both within the same."""
    if row.context and row.context == document.context:
        return True
    return any(
        own and own[-1] in other for own, other in ((row.within, document.within), (document.within, row.within))
    )


def _telling(text: Text, vocabulary: Vocabulary) -> dict[str, float]:
    """Return the words that tell most of a text, the most telling first, with how much."""
    counts = Counter(text.text.split())
    for word in text.title.split():
        counts[word] += _IN_TITLE
    tells = {
        word: vocabulary.rarity(word) * count / (count + 2)
        for word, count in counts.items()
        if word not in STOP_WORDS and len(word) > 3 and not word.isdigit()
        if _FEWEST <= vocabulary.documents_with(word) <= max(_FEWEST, _COMMON * vocabulary.documents)
    }
    best = sorted(tells, key=lambda word: (-tells[word], word))[:_TELLING]
    return {word: tells[word] for word in best}
