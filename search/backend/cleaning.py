"""Questions as either database can read them, whatever somebody types.

SQLite's engine fails on a quote in a question, and PostgreSQL on a NUL byte. The admin hands over what staff type as
it is, so questions are cleaned here, before either engine sees them.
"""

from typing import Any

from wagtail.search.backends.base import BaseSearchBackend
from wagtail.search.query import And, Or, Phrase, PlainText, SearchQuery

from search.words import MAX_WORDS, words_of


def clean(query: str | SearchQuery) -> str | SearchQuery:
    """Return `query` with nothing but words in it; '' when it asks for words and holds none.

    Wagtail makes queries of phrases out of what stands between quotes; they are cleaned part by part.
    """
    match query:
        case str():
            return " ".join(words_of(query))
        case PlainText():
            words = clean(query.query_string)
            return PlainText(words, operator=query.operator, boost=query.boost) if words else ""
        case Phrase():
            words = clean(query.query_string)
            return Phrase(words) if words else ""
        case And() | Or():
            parts = [part for part in map(clean, query.subqueries[:MAX_WORDS]) if part]
            return type(query)(parts) if parts else ""
    return query


class CleansQuestions(BaseSearchBackend):
    """Cleans each question before the engine gets it."""

    def _search(self, compiler: type, query: str | SearchQuery, queryset: Any, **options: Any) -> Any:
        return super()._search(compiler, clean(query), queryset, **options)
