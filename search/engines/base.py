"""What every engine does."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar, NamedTuple, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines.expressions import Every, Expression, Token, any_of

T = TypeVar("T")


class Entry(NamedTuple):
    """What an engine keeps of one document beside its tokens, by the id of its `SearchDocument`.

    `facets` is what `tally` counts by; `filters` are the tokens of what can be filtered by, with blanks between them.
    `title` and `text` are folded words with a blank before, between and after them, for phrases and for ranking.
    """

    id: int
    audience: str
    date: datetime | None
    weight: int
    facets: str
    filters: str
    title: str
    text: str


class Text(NamedTuple):
    """What ranking reads of one document; `text` is only its beginning."""

    title: str
    text: str
    date: datetime | None
    weight: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Among which documents is searched.

    `audiences` are those that the visitor belongs to, as `SearchDocument.audience` has them, '' always among them. Of
    each of `filters` a document holds at least one token, of `without` none; each of `phrases` stands in its title or
    in its text, none of `without_phrases` does.
    """

    audiences: Collection[str] = ("",)
    filters: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()

    def narrow(self, expression: Expression) -> Expression:
        """Return `expression` with all that can be told by tokens."""
        if not self.filters and not self.without:
            return expression
        parts = (expression, *(any_of(*tokens) for tokens in self.filters))
        return Every(parts, tuple(map(Token, self.without)))

    def in_text(self) -> tuple[str, list[str]]:
        """Return what must hold of the columns `title` and `text`, in SQL with its values; '' when nothing must."""
        conditions, values = [], []
        for negation, runs in (("", self.phrases), ("NOT ", self.without_phrases)):
            for words in runs:
                conditions.append(f"{negation}(title LIKE %s OR text LIKE %s)")
                values += [f"% {' '.join(words)} %"] * 2
        return " AND ".join(conditions), values


class Engine(ABC):
    """Keeps each edition's documents in tables of its own, made and dropped with the edition.

    `search_token_…` tells which documents hold which tokens, `search_text_…` has what is read of one. Numbers of
    documents are bounded by `limit`, so that a word which occurs everywhere stays cheap. Nothing here is typed by a
    visitor: tokens hold letters, digits and the marks of `search.analysis.tokens`.
    """

    # The column of `search_token_…` that has the ids.
    _id: ClassVar[str]

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @abstractmethod
    def create(self, edition: int) -> None:
        """Make the tables of an edition, empty."""

    @abstractmethod
    def filling(self, edition: int) -> AbstractContextManager[None]:
        """Let most of its documents be written within, fast: an edition is fast to search only afterwards."""

    @abstractmethod
    def drop(self, edition: int) -> None:
        """Drop the tables of an edition, if they are there."""

    @abstractmethod
    def write(self, edition: int, entries: Sequence[Entry]) -> None:
        """Write documents, each in place of what was kept of it; they are found after `index`."""

    @abstractmethod
    def index(self, edition: int, entries: Sequence[tuple[Entry, str]]) -> None:
        """Let documents that were written be found by these tokens and no others.

        Tokens have one blank between them, and may be there more than once.
        """

    @abstractmethod
    def remove(self, edition: int, ids: Collection[int]) -> None:
        """Remove documents; ids that aren't there are no error."""

    @abstractmethod
    def postings(self, edition: int, expressions: Sequence[Expression], reach: Reach, limit: int) -> list[list[int]]:
        """Return the ids that each expression finds, at most `limit` each, the oldest rows first."""

    @abstractmethod
    def tally(self, edition: int, expression: Expression, reach: Reach, limit: int) -> dict[str, int]:
        """Return how many documents are found for each `facets`, of the first `limit`."""

    @abstractmethod
    def newest(self, edition: int, expression: Expression, reach: Reach, limit: int) -> list[int]:
        """Return the ids of the `limit` documents with the latest date, those without a date last."""

    @abstractmethod
    def texts(self, edition: int, ids: Collection[int], characters: int) -> dict[int, Text]:
        """Return what ranking reads of the documents, by id: their titles, and `characters` of their texts."""

    @abstractmethod
    def entries(self, edition: int, after: int, limit: int) -> list[Entry]:
        """Return what is kept of the first `limit` documents with an id above `after`, by id.

        Dates have whole seconds at least.
        """

    @abstractmethod
    def indexed(self, edition: int, ids: Collection[int]) -> set[int]:
        """Return which of the documents with these ids can be found by tokens, as what was written of them."""

    @abstractmethod
    def strays(self, edition: int) -> list[int]:
        """Return the ids that are found by tokens and of which nothing was written."""

    @abstractmethod
    def new_ids(self, table: str, number: int) -> list[int]:
        """Return so many ids for new rows of a table of the site, to be used within the transaction in hand."""

    @abstractmethod
    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert many rows into a table of the site, as fast as the database can; values are as it takes them."""

    def _in_text(self, edition: int, reach: Reach) -> tuple[str, list[str]]:
        """Return one more condition in SQL, with its values, for rows `t` of `search_token_…`; '' when there is none.

        As a query of its own for each row, so that no database reads the texts of all.
        """
        sql, values = reach.in_text()
        return sql and f" AND (SELECT {sql} FROM search_text_{edition} WHERE id = t.{self._id})", values

    def _run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement; none of one that gives none."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield `items` in lists of `size`, the last one with what is left."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
