"""Answering a question with one page of results."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import ceil

from search.analysis.clues import Clue, Sought, clues_of, understood
from search.analysis.folding import words_of
from search.analysis.question import Question
from search.analysis.stems import stems_of
from search.analysis.synonyms import Synonyms, general_synonyms
from search.analysis.tokens import facet_token
from search.analysis.vocabulary import Vocabulary
from search.engines import Engine, Reach, Text, engine_for
from search.engines.expressions import Expression, any_of
from search.engines.facets import unpack
from search.finding.appearing import appeared
from search.finding.gathering import all_words, gather, whatever_answers
from search.finding.pieces import MOST_CHARACTERS as MOST_READ
from search.finding.pieces import best_passage, mark
from search.finding.ranking import MOST_CHARACTERS, Ranker
from search.finding.results import MOST_COUNTED, Hit, Order, Results
from search.indexing.vocabularies import vocabulary_of
from search.models import Edition, SearchDocument

PER_PAGE = 10
# So many pages can be turned.
MOST_PAGES = 100
# So many results are read to be ranked, and so many are gathered for each clue: those that aren't read stand behind.
RANKED, GATHERED = 40, 500

Filters = Mapping[str, Collection[str]]


def search(
    typed: str,
    *,
    audiences: Collection[str] = ("",),
    filters: Filters | None = None,
    order: Order = Order.RELEVANCE,
    page: int = 1,
    edition: Edition | None = None,
    synonyms: Synonyms | None = None,
) -> Results:
    """Return a page of what answers `typed` in `edition`, the one in use by default.

    `audiences` are those of the visitor (`SearchDocument.objects.audiences_of`); `filters` are values by the name of
    their facet, as `SearchDocument.facets` has them; `synonyms` are those of the site's editors. Where nothing answers
    what was typed, the question that was most likely meant is answered.
    """
    edition = edition or Edition.live()
    question = Question.read(typed)
    if edition is None or not question:
        return Results(question.typed)
    found = _Search(edition, question, audiences, filters or {}, synonyms).results(order, page)
    if not found.is_mended:
        return found
    meant = _Search(edition, Question.read(found.did_you_mean), audiences, filters or {}, synonyms).results(order, page)
    return replace(meant, question=found.question, did_you_mean=found.did_you_mean, is_mended=True)


class _Search:
    """One question, asked of one edition."""

    def __init__(
        self,
        edition: Edition,
        question: Question,
        audiences: Collection[str],
        filters: Filters,
        synonyms: Synonyms | None,
    ) -> None:
        self.edition, self.question, self.audiences, self.filters = edition, question, audiences, filters
        self.engine: Engine = engine_for()
        self.vocabulary: Vocabulary = vocabulary_of(edition)
        kept = [general_synonyms(), *([synonyms] if synonyms else [])]
        if synonyms:
            self.question = replace(question, words=understood(question.words, self.vocabulary, synonyms))
        self.sought: list[Sought] = clues_of(self.question, self.vocabulary, *kept)
        self.ranker = Ranker(self.sought, self.vocabulary)

    def results(self, order: Order, page: int) -> Results:
        """Return a page of results; the last one when there are fewer."""
        anything, every, page = whatever_answers(self.sought), all_words(self.sought), min(page, MOST_PAGES)
        match order:
            case Order.RELEVANCE:
                answers, ids = anything, self._best(max(GATHERED, page * PER_PAGE))
            case Order.DATE:
                answers, ids = self._newest(every, anything)
            case Order.APPEARANCE:
                # Of so many answers that nobody misses those that are cut off: they have the earliest dates.
                answers, ids = self._newest(every)
                ids = [*appeared(ids)]
        tally = self.engine.tally(self.edition.pk, answers, self._reach(), MOST_COUNTED + 1)
        total = sum(tally.values())
        pages = min(MOST_PAGES, ceil((total if len(ids) >= GATHERED else len(ids)) / PER_PAGE))
        page = max(1, min(page, pages, ceil(len(ids) / PER_PAGE)))
        mended, is_mended = self._mended()
        return Results(
            self.question.typed,
            self._hits(ids[(page - 1) * PER_PAGE : page * PER_PAGE]),
            min(total, MOST_COUNTED),
            total > MOST_COUNTED,
            self._facets(answers, tally),
            page,
            pages,
            mended,
            is_mended,
            answers is every and every != anything,
        )

    def _reach(self, but: str = "") -> Reach:
        """Return where to look: within all filters but those of one facet."""
        return Reach(
            audiences=tuple(self.audiences),
            filters=(
                *map(stems_of, self.question.demanded),
                *(
                    tuple(facet_token(name, value) for value in values)
                    for name, values in self.filters.items()
                    if values and name != but
                ),
            ),
            without=tuple(stem for words in self.question.excluded if len(words) == 1 for stem in stems_of(words[0])),
            phrases=self.question.phrases,
            without_phrases=tuple(words for words in self.question.excluded if len(words) > 1),
        )

    def _best(self, most: int) -> list[int]:
        """Return the ids of what answers, the best first, gathered from at most `most` documents for each clue."""

        def ask(expressions: Sequence[Expression]) -> list[list[int]]:
            return self.engine.postings(self.edition.pk, expressions, self._reach(), most)

        gathered = gather(ask, self.sought, words_of(self.question.typed), most)
        ids = gathered.ids
        texts = self.engine.texts(self.edition.pk, ids[:RANKED], MOST_CHARACTERS)
        places = {pk: self._place(pk, text, gathered.clues_in(pk)) for pk, text in texts.items()}
        return sorted((pk for pk in ids[:RANKED] if pk in texts), key=places.__getitem__) + ids[RANKED:]

    def _place(self, pk: int, text: Text, held: Collection[Clue]) -> tuple[float, int, float, int]:
        score = self.ranker.score(text, held)
        # Kind and freshness decide only between those that answer equally well.
        return (-round(score, 6), -text.weight, -(text.date.timestamp() if text.date else 0.0), pk)

    def _newest(self, *expressions: Expression) -> tuple[Expression, list[int]]:
        """Return the first of `expressions` that finds something, else the last, and what it finds, the newest first.

        What holds every word goes before what holds any: by date, what hardly answers would stand in front.
        """
        most = MOST_PAGES * PER_PAGE
        for expression in expressions:
            ids = self.engine.newest(self.edition.pk, expression, self._reach(), most)
            if ids:
                break
        return expression, ids

    def _facets(self, answers: Expression, tally: Mapping[str, int]) -> dict[str, Mapping[str, int]]:
        counts: dict[str, Mapping[str, int]] = dict(unpack(tally))
        for name in counts:
            if self.filters.get(name):
                others = self.engine.tally(self.edition.pk, answers, self._reach(but=name), MOST_COUNTED + 1)
                counts[name] = unpack(others)[name]
        return counts

    def _hits(self, ids: Sequence[int]) -> list[Hit]:
        """Return the documents with these ids, in this order, without their bodies."""
        found = SearchDocument.objects.with_beginnings(ids, self.audiences, MOST_READ)
        telling = self.ranker.telling
        return [
            Hit(row, mark(row.title, telling), best_passage(row.beginning, telling, row.summary))
            for row in (found[pk] for pk in ids if pk in found)
        ]

    def _mended(self) -> tuple[str, bool]:
        """Return the question with typing errors mended, as it was typed for the rest; '' when there are none.

        And whether nothing at all answers what was typed. The vocabulary knows the words that everybody could see when
        they were last counted. With a word that it doesn't know this visitor may find something: that is no error. With
        one that it does know they may find nothing: that isn't offered.
        """
        unknown = [word for word in self.question.words if not self.vocabulary.knows(word)]
        meant = {word: mended for word in unknown if (mended := self.vocabulary.mended(word))}
        if not meant:
            return "", False
        found = self._occurring({*unknown, *meant.values()})
        meant = {word: mended for word, mended in meant.items() if word not in found and mended in found}
        if not meant:
            return "", False
        text = re.sub(
            r"[^\W_]+",
            lambda match: meant.get("".join(words_of(match.group())), match.group()),
            self.question.typed,
        )
        finds_some = len(unknown) < len(self.question.words) or any(
            word in found or self.vocabulary.parts_of(word) for word in unknown
        )
        # Without what stands between quotes, nothing else is found either.
        between_quotes = {*self.question.demanded, *(word for words in self.question.phrases for word in words)}
        return text, not finds_some or not between_quotes.isdisjoint(meant)

    def _occurring(self, words: Collection[str]) -> set[str]:
        """Return those of `words` with which the visitor finds something; one query."""
        expressions = [any_of(*stems_of(word)) for word in words]
        found = self.engine.postings(self.edition.pk, expressions, Reach(tuple(self.audiences)), 1)
        return {word for word, ids in zip(words, found, strict=True) if ids}
