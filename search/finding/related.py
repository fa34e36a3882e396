"""What else somebody who reads this may want to read, and why."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from search.analysis.dutch import STOP_WORDS
from search.analysis.folding import words_of
from search.analysis.stems import stems_of
from search.analysis.tokens import facet_token
from search.analysis.vocabulary import Vocabulary
from search.engines import Reach, Text, engine_for
from search.engines.expressions import Expression, any_of
from search.finding.spelling import Spelling
from search.indexing.vocabularies import vocabulary_of
from search.models import Edition, SearchDocument

# Words that tell most of a document, and those of its title count for more.
_TELLING, _IN_TITLE = 16, 3
# A word that occurs in one document leads nowhere, and one in a fifth of them tells nothing.
_FEWEST, _COMMON = 2, 0.2
# A word that stands in neither title nor summary tells half; it is no reason that readers would understand.
_ASIDE = 0.5
# A theme and a tag in common, and the least that is worth a reader's time, as parts of all that the words tell.
_THEME, _TAG, _LEAST = 0.05, 0.07, 0.08
# As in ranking: how soon a word that is said again tells nothing new, in a text of that many words.
_SATURATION, _USUAL_LENGTH = 1.2, 100
_MOST_GATHERED, _MOST_READ, _MOST_CHARACTERS = 500, 60, 4000
_SHOWN_WORDS, _ENOUGH_TAGS = 3, 2
# Terms explain themselves where they stand in a text.
_NOT_READ = "begrip"


@dataclass(frozen=True, slots=True)
class Related:
    """A document like another, with the themes that they share, and the tags and telling words, as they are written."""

    document: SearchDocument
    themes: list[str]
    words: list[str]


def related(
    key: str,
    *,
    audiences: Collection[str] = ("",),
    but_kind: str = "",
    most: int = 4,
    edition: Edition | None = None,
) -> list[Related]:
    """Return what is most like the document with `key`, among what the visitor may see; nothing if it isn't there.

    At least one telling word or tag must be shared: a theme alone has hundreds, and a name says little to who doesn't
    know it. What stands in the document's own handbook, or is it, is left out: readers are there already; so are lists
    of pages, which tell something of all, and what is of the kind `but_kind`. Of what has the same title and summary,
    such as a page and its aliases, one is enough.
    """
    edition = edition or Edition.live()
    if edition is None:
        return []
    rows = SearchDocument.objects.filter(edition=edition, audience__in=audiences).defer("body")
    document = rows.filter(key=key).first()
    if document is None:
        return []
    texts = engine_for().texts(edition.pk, [document.pk], _MOST_CHARACTERS)
    telling = _telling(texts[document.pk], vocabulary_of(edition)) if document.pk in texts else {}
    likely = [pk for pk in _gather(edition, document, telling, Reach(tuple(audiences))) if pk != document.pk]
    texts = engine_for().texts(edition.pk, likely[:_MOST_READ], _MOST_CHARACTERS)
    told = []
    for row in rows.filter(pk__in=texts):
        if row.weight and row.kind not in {_NOT_READ, but_kind} and not _is_family(row, document):
            tells, stems = _compare(document, telling, row, texts[row.pk])
            if tells >= _LEAST:
                told.append((tells, row, stems))
    told.sort(key=lambda one: (-one[0], one[1].pk))
    found: list[Related] = []
    seen = {(document.title, document.summary)}
    for _tells, row, stems in told:
        if len(found) < most and (row.title, row.summary) not in seen:
            one = _explained(document, row, {stem: telling[stem][0] for stem in stems})
            if one.words:
                found.append(one)
                seen.add((row.title, row.summary))
    return found


def _telling(text: Text, vocabulary: Vocabulary) -> dict[str, tuple[str, float]]:
    """Return the words that tell most of a text, by their stems: how it says each most often, and how much it tells."""
    counts, said = _counted(text)
    tells = {
        stem: (said[stem], vocabulary.rarity(said[stem]) * count / (count + 2))
        for stem, count in counts.items()
        if _FEWEST <= vocabulary.documents_with(said[stem]) <= max(_FEWEST, _COMMON * vocabulary.documents)
    }
    best = sorted(tells, key=lambda stem: (-tells[stem][1], stem))[:_TELLING]
    return {stem: tells[stem] for stem in best}


def _counted(text: Text) -> tuple[Counter[str], dict[str, str]]:
    """Return how often a text says words that may tell something, by their stems, and how it says each most often."""
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for words, times in ((text.text, 1), (text.title, _IN_TITLE)):
        for word in words.split():
            if word not in STOP_WORDS and len(word) > 3 and word.isalpha():
                stem = stems_of(word)[0]
                counts[stem] += times
                forms[stem][word] += times
    return counts, {stem: max(said, key=lambda word: (said[word], word)) for stem, said in forms.items()}


def _gather(
    edition: Edition, document: SearchDocument, telling: dict[str, tuple[str, float]], reach: Reach
) -> list[int]:
    """Return the ids of what may be like `document`: what shares most words and tags with it first."""
    expressions: list[Expression] = [any_of(*stems_of(word)) for word, _tells in telling.values()]
    expressions += [any_of(facet_token("tag", slug)) for slug, _name in document.tags]
    if not expressions:
        return []
    weights = [tells for _word, tells in telling.values()]
    weights += [_TAG * sum(weights)] * len(document.tags)
    told: dict[int, float] = defaultdict(float)
    for weight, ids in zip(weights, engine_for().postings(edition.pk, expressions, reach, _MOST_GATHERED), strict=True):
        for pk in ids:
            told[pk] += weight
    return sorted(told, key=lambda pk: (-told[pk], pk))


def _compare(
    document: SearchDocument, telling: dict[str, tuple[str, float]], row: SearchDocument, text: Text
) -> tuple[float, list[str]]:
    """Return how much `row` with its `text` is like `document`, most often less than 1, and by which stems of words.

    These are the topics of one of the two, those that tell most first.
    """
    counts, _said = _counted(text)
    saturation = _SATURATION * (0.5 + 0.5 * len(text.text.split()) / _USUAL_LENGTH)
    shared = {
        stem: tells * counts[stem] / (counts[stem] + saturation)
        for stem, (_word, tells) in telling.items()
        if counts[stem]
    }
    topics = {*_topics(document), *_topics(row)}
    themes, tags = _in_common(document.themes, row.themes), _in_common(document.tags, row.tags)
    tells = sum(much * (1 if stem in topics else _ASIDE) for stem, much in shared.items())
    in_all = sum(much for _word, much in telling.values())
    share = (tells / in_all if in_all else 0) + _THEME * bool(themes) + _TAG * len(tags)
    return share, sorted(shared.keys() & topics, key=lambda stem: (-shared[stem], stem))


def _explained(document: SearchDocument, row: SearchDocument, words: dict[str, str]) -> Related:
    """Return `row` with what it shares with `document`: among it those of folded `words`, by their stems, to show."""
    tags, pair = _in_common(document.tags, row.tags), (document, row)
    spelling = Spelling(
        [text for one in pair for text in (one.title, one.summary, *(name for _slug, name in one.tags))],
        [name for one in pair for name in one.names],
        [one.organisation for one in pair],
    )
    in_tags = set(_stems(tags))
    written = [spelling.of(stem, word) for stem, word in words.items() if stem not in in_tags]
    # Where editors say enough of it, a word that both happen to use would only puzzle.
    shown = tags if len(tags) >= _ENOUGH_TAGS else [*tags, *filter(None, written)]
    return Related(row, _in_common(document.themes, row.themes), shown[:_SHOWN_WORDS])


def _in_common(some: Collection[list[str]], others: Collection[list[str]]) -> list[str]:
    """Return the names of labels, lists of a slug and a name, that are among both, in the order of `others`."""
    return [name for slug, name in others if [slug, name] in some]


def _topics(document: SearchDocument) -> Iterator[str]:
    """Yield the stems of the words that say what a document is about: of its title, its summary and its tags."""
    return _stems((document.title, document.summary, *(name for _slug, name in document.tags)))


def _stems(texts: Iterable[str]) -> Iterator[str]:
    return (stems_of(word)[0] for text in texts for word in words_of(text))


def _is_family(row: SearchDocument, document: SearchDocument) -> bool:
    """Return whether one of the two stands within the other, or both within the same."""
    if row.context and row.context == document.context:
        return True
    return any(
        own and own[-1] in other for own, other in ((row.within, document.within), (document.within, row.within))
    )
