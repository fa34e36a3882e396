"""Questions as either database can read them, whatever somebody types.

SQLite's engine fails on a quote in a question, and PostgreSQL on a NUL byte. The admin hands over what staff type as
it is, so questions are cleaned here, before either engine sees them. Each engine goes on to read words in its own way,
which it also reads titles in: PostgreSQL keeps '2.0' and 'begroting_2024.pdf' whole, SQLite doesn't.
"""

import re
from itertools import islice
from typing import Any
from unicodedata import normalize

from wagtail.search.backends.base import BaseSearchBackend
from wagtail.search.query import And, Or, Phrase, PlainText, SearchQuery

# Longer questions are cut, not refused: somebody pasted a paragraph and still wants an answer.
MAX_CHARACTERS, MAX_WORDS = 200, 12
# Half of a sign that takes two is no text, and can't be sent to a database.
_UNREADABLE = re.compile('[\0"\ud800-\udfff]')


def clean(query: str | SearchQuery) -> str | SearchQuery:
    """Return `query` with nothing but what can be read in it; '' when it asks for words and holds none.

    Wagtail makes queries of phrases out of what stands between quotes; they are cleaned part by part.
    """
    match query:
        case str():
            # An accent that was typed after its letter is that of a letter with an accent.
            readable = _UNREADABLE.sub(" ", normalize("NFC", query[:MAX_CHARACTERS]))
            telling = (word for word in readable.split() if any(map(str.isalnum, word)))
            return " ".join(islice(telling, MAX_WORDS))
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
