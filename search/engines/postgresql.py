"""The index in PostgreSQL: tokens as a `tsvector` under a GIN index, what is read of a document in another table."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from search.engines.base import Engine, Entry, Reach, Text
from search.engines.expressions import Either, Every, Expression, Token

# Between the tokens of a `tsvector` as it is written.
_BETWEEN = "' '"


class PostgreSQLEngine(Engine):
    """The `tsvector` keeps which tokens a document holds, without places: GIN alone answers every expression.

    Tokens are stored apart from the row (`toast_tuple_target`), and what is counted, filtered and sorted by in it, so
    that counting reads little.
    The planner doesn't know what reading them costs, takes the table for small and would rather read all of it than the
    index: it is told not to. Without statistics on the tokens it doesn't spend longer on weighing than on finding.
    """

    _id = "id"

    def create(self, edition: int) -> None:
        """Make the tables of an edition; the index of its tokens comes when it has been filled."""
        self._run(
            f"""CREATE TABLE search_text_{edition} (
                id bigint PRIMARY KEY, audience text NOT NULL, date timestamptz, weight smallint NOT NULL,
                facets text NOT NULL, filters text NOT NULL, title text NOT NULL, text text NOT NULL
            )"""
        )
        self._run(f"ALTER TABLE search_text_{edition} ALTER text SET STATISTICS 0, ALTER text SET STORAGE EXTERNAL")
        self._run(
            f"""CREATE TABLE search_token_{edition} (
                id bigint PRIMARY KEY, audience text NOT NULL, date timestamptz, facets text NOT NULL,
                tokens tsvector NOT NULL
            ) WITH (toast_tuple_target = 128)"""
        )
        self._run(
            f"""ALTER TABLE search_token_{edition}
                ALTER tokens SET STATISTICS 0, ALTER tokens SET STORAGE EXTERNAL,
                ALTER facets SET STORAGE MAIN, ALTER audience SET STORAGE MAIN"""
        )

    @contextmanager
    def filling(self, edition: int) -> Iterator[None]:
        """Make the index afterwards, without a list of what is still to be added: that would slow searching down."""
        yield
        self._run(
            f"""CREATE INDEX IF NOT EXISTS search_token_{edition}_tokens ON search_token_{edition}
                USING gin (tokens) WITH (fastupdate = off)"""
        )
        self._run(f"ANALYZE search_text_{edition}, search_token_{edition}")

    def drop(self, edition: int) -> None:
        """Drop the tables."""
        self._run(f"DROP TABLE IF EXISTS search_token_{edition}, search_text_{edition}")

    def write(self, edition: int, entries: Sequence[Entry]) -> None:
        """Write documents, each in place of what was kept of it."""
        self.remove(edition, [one.id for one in entries])
        self.fill(f"search_text_{edition}", Entry._fields, entries)

    def index(self, edition: int, entries: Sequence[tuple[Entry, str]]) -> None:
        """Let documents that were written be found by these tokens and no others."""
        self._run(f"DELETE FROM search_token_{edition} WHERE id = ANY(%s)", [one.id for one, _tokens in entries])
        self.fill(
            f"search_token_{edition}",
            ["id", "audience", "date", "facets", "tokens"],
            [
                (one.id, one.audience, one.date, one.facets, tokens and f"'{tokens.replace(' ', _BETWEEN)}'")
                for one, tokens in entries
            ],
        )

    def remove(self, edition: int, ids: Collection[int]) -> None:
        """Remove documents; ids that aren't there are no error."""
        for table in ("token", "text"):
            self._run(f"DELETE FROM search_{table}_{edition} WHERE id = ANY(%s)", list(ids))

    def postings(self, edition: int, expressions: Sequence[Expression], reach: Reach, limit: int) -> list[list[int]]:
        """Return the ids that each expression finds, at most `limit` each, the oldest rows first."""
        condition, values = self._condition(edition, reach)
        one = f"SELECT array(SELECT id FROM {condition} LIMIT {limit:d})"
        found = self._by_index(
            " UNION ALL ".join([one] * len(expressions)),
            *(value for expression in expressions for value in (written(reach.narrow(expression)), *values)),
        )
        return [ids for (ids,) in found]

    def tally(self, edition: int, expression: Expression, reach: Reach, limit: int) -> dict[str, int]:
        """Return how many documents are found for each `facets`, of the first `limit`."""
        condition, values = self._condition(edition, reach)
        sql = f"SELECT facets, count(*) FROM (SELECT facets FROM {condition} LIMIT {limit:d}) found GROUP BY facets"
        return dict(self._by_index(sql, written(reach.narrow(expression)), *values))

    def newest(self, edition: int, expression: Expression, reach: Reach, limit: int) -> list[int]:
        """Return the ids of the `limit` documents with the latest date, those without a date last."""
        condition, values = self._condition(edition, reach)
        sql = f"SELECT id FROM {condition} ORDER BY date DESC NULLS LAST, id LIMIT {limit:d}"
        return [pk for (pk,) in self._by_index(sql, written(reach.narrow(expression)), *values)]

    def texts(self, edition: int, ids: Collection[int], characters: int) -> dict[int, Text]:
        """Return what ranking reads of the documents, by id."""
        rows = self._run(
            f"""SELECT id, title, left(text, {characters:d}), date, weight
                FROM search_text_{edition} WHERE id = ANY(%s)""",
            list(ids),
        )
        return {pk: Text(title, text, date, weight) for pk, title, text, date, weight in rows}

    def entries(self, edition: int, after: int, limit: int) -> list[Entry]:
        """Return what is kept of the first `limit` documents with an id above `after`."""
        columns = ", ".join(Entry._fields)
        sql = f"SELECT {columns} FROM search_text_{edition} WHERE id > %s ORDER BY id LIMIT {limit:d}"
        return list(map(Entry._make, self._run(sql, after)))

    def indexed(self, edition: int, ids: Collection[int]) -> set[int]:
        """Return which of the documents with these ids can be found by tokens, as what was written of them."""
        rows = self._run(
            f"""SELECT id FROM search_token_{edition} t JOIN search_text_{edition} x USING (id)
                WHERE id = ANY(%s) AND (t.audience, t.facets) = (x.audience, x.facets)
                AND t.date IS NOT DISTINCT FROM x.date""",
            list(ids),
        )
        return {pk for (pk,) in rows}

    def strays(self, edition: int) -> list[int]:
        """Return the ids that are found by tokens and of which nothing was written."""
        rows = self._run(
            f"SELECT id FROM search_token_{edition} EXCEPT SELECT id FROM search_text_{edition} ORDER BY id"
        )
        return [pk for (pk,) in rows]

    def new_ids(self, table: str, number: int) -> list[int]:
        """Return so many ids for new rows of a table."""
        sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        return [pk for (pk,) in self._run(sql, table, number)]

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert many rows into a table of the site."""
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def _condition(self, edition: int, reach: Reach) -> tuple[str, list[Any]]:
        """Return the table and conditions, whose first value is the expression, and the other values."""
        sql = f"search_token_{edition} t WHERE tokens @@ %s::tsquery AND audience = ANY(%s)"
        more, values = self._in_text(edition, reach)
        return sql + more, [list(reach.audiences), *values]

    def _by_index(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query for which no table is read as a whole, in one message to the server."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_seqscan = off; {sql}; SET LOCAL enable_seqscan = on", values)
            cursor.nextset()
            return cursor.fetchall()


def written(expression: Expression) -> str:
    """Return `expression` in the language of `tsquery`."""
    match expression:
        case Token(token, is_beginning):
            return f"'{token}':*" if is_beginning else f"'{token}'"
        case Either(parts):
            return f"({' | '.join(map(written, parts))})"
        case Every(parts, without):
            every = " & ".join(map(written, parts))
            return f"({every} & !({' | '.join(map(written, without))}))" if without else f"({every})"
