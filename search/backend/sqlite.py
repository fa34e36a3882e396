"""The search of the admin on SQLite, with a ranking that takes one look at the index.

Wagtail's own asks the index again for each row that was found, to learn how well it answers: a word that is in half of
the pages takes time by the square of their number.
"""

from typing import Any

from django.db.models import F, FloatField, Func, IntegerField, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.search.backends.database.sqlite.query import MatchExpression, normalize
from wagtail.search.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from wagtail.search.query import MatchAll, Not
from wagtail.search.utils import get_descendants_content_types_pks

from search.backend.cleaning import CleansQuestions
from search.backend.narrowing import NarrowsByAnything
from search.backend.norms import LeavesNorms


class Score(Func):
    """How well a row answers: a number that `scores` gives for its primary key, the lowest best.

    `scores` is a queryset of `found` (a primary key, as text) and `score`. What stands in a FROM clause and depends on
    nothing outside it, SQLite works out once; the limit keeps it from being merged with what is around it. It is
    looked up as text because the index keeps keys as text: compared as numbers, SQLite couldn't look them up.
    """

    output_field = FloatField()

    def __init__(self, scores: QuerySet) -> None:
        super().__init__(Cast("pk", TextField()))
        self.scores = scores

    def as_sql(self, compiler: Any, connection: Any, *_parts: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the look-up as SQL, and its values."""
        key, key_values = compiler.compile(self.source_expressions[0])
        scores, values = self.scores.query.get_compiler(connection=connection).as_sql()
        return f"(SELECT score FROM ({scores} LIMIT -1) WHERE found = {key})", (*values, *key_values)  # noqa: S608


class Searches(NarrowsByAnything, SQLiteSearchQueryCompiler):
    """Finds whole words, and ranks what was found by one look at the index."""

    def search(self, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> QuerySet:
        """Return the rows that hold what is asked, the best first where relevance orders them."""
        query = normalize(self.query)
        if isinstance(query, MatchAll | Not):
            return super().search(config, start, stop, score_field)
        # As a plain column SQLite would begin with its index: read each entry of a kind, and ask for its words.
        kind = Cast("index_entry__content_type", IntegerField())
        entries = SQLiteFTSIndexEntry.objects.alias(kind=kind).filter(
            MatchExpression(self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config)),
            kind__in=get_descendants_content_types_pks(self.queryset.model),
        )
        found = self.queryset.filter(pk__in=entries.values("index_entry__object_id"))
        if self.order_by_relevance or score_field:
            score_field = score_field or "_score"
            score = self._build_rank_expression(self.get_search_vectors(), config)
            scores = entries.values(found=F("index_entry__object_id"), score=score)
            found = found.annotate(**{score_field: Score(scores)})
        if self.order_by_relevance:
            found = found.order_by(score_field, "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]


class Completes(Searches, SQLiteAutocompleteQueryCompiler):
    """The same for what begins with a last word that somebody is still typing."""


class StaffIndex(LeavesNorms, SQLiteIndex):
    """What staff search."""


class SQLiteBackend(CleansQuestions, SQLiteSearchBackend):
    """Searches pages, images and documents."""

    query_compiler_class = Searches
    autocomplete_query_compiler_class = Completes
    index_class = StaffIndex
