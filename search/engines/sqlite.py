"""The index in SQLite: tokens in an FTS5 table, and beside it a narrow table with what is filtered and counted.

Rows are narrow so that ten thousand of them are counted in a few milliseconds: what they are counted by is a number,
that stands for its string in a table of its own.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from search.engines.base import Engine, Entry, Reach, Text, in_batches
from search.engines.expressions import Either, Every, Expression, Token

_BATCH = 500


class SQLiteEngine(Engine):
    """FTS5 keeps which rows hold a token, and nothing else of it: neither where nor how often."""

    def create(self, edition: int) -> None:
        """Make the tables of an edition."""
        self._run(
            f"""CREATE VIRTUAL TABLE search_text_{edition} USING fts5(
                tokens, title UNINDEXED, text UNINDEXED,
                detail=none, columnsize=0, tokenize="ascii tokenchars '~^=_:-'"
            )"""
        )
        self._run(
            f"""CREATE TABLE search_row_{edition} (
                id integer PRIMARY KEY, audience text NOT NULL, facets integer NOT NULL, date integer,
                weight integer NOT NULL
            )"""
        )
        self._run(f"CREATE TABLE search_facets_{edition} (id integer PRIMARY KEY, packed text NOT NULL UNIQUE)")

    def finish(self, edition: int) -> None:
        """Merge what was written into one tree."""
        self._run(f"INSERT INTO search_text_{edition}(search_text_{edition}) VALUES ('optimize')")

    def drop(self, edition: int) -> None:
        """Drop the tables."""
        self._run(f"DROP TABLE IF EXISTS search_text_{edition}")
        self._run(f"DROP TABLE IF EXISTS search_row_{edition}")
        self._run(f"DROP TABLE IF EXISTS search_facets_{edition}")

    def write(self, edition: int, entries: Iterable[Entry]) -> None:
        """Write documents, each in place of what was kept of it."""
        for batch in in_batches(entries, _BATCH):
            numbers = self._numbers(edition, {one.facets for one in batch})
            with self.connection.cursor() as cursor:
                cursor.executemany(
                    f"REPLACE INTO search_row_{edition} VALUES (%s, %s, %s, %s, %s)",
                    [(one.id, one.audience, numbers[one.facets], _seconds(one.date), one.weight) for one in batch],
                )
                cursor.executemany(
                    f"REPLACE INTO search_text_{edition} (rowid, tokens, title, text) VALUES (%s, %s, %s, %s)",
                    [(one.id, one.tokens, one.title, one.text) for one in batch],
                )

    def _numbers(self, edition: int, packed: set[str]) -> dict[str, int]:
        """Return the numbers that stand for strings of facets; new ones get theirs."""
        sql = f"SELECT packed, id FROM search_facets_{edition} WHERE packed IN ({_marks(packed)})"
        numbers = dict(self._run(sql, *packed))
        for one in sorted(packed - numbers.keys()):
            sql = f"INSERT INTO search_facets_{edition} (packed) VALUES (%s) RETURNING id"
            [(numbers[one],)] = self._run(sql, one)
        return numbers

    def remove(self, edition: int, ids: Collection[int]) -> None:
        """Remove documents; ids that aren't there are no error."""
        for batch in in_batches(ids, _BATCH):
            there = [
                pk for (pk,) in self._run(f"SELECT id FROM search_row_{edition} WHERE id IN ({_marks(batch)})", *batch)
            ]
            if there:
                self._run(f"DELETE FROM search_text_{edition} WHERE rowid IN ({_marks(there)})", *there)
                self._run(f"DELETE FROM search_row_{edition} WHERE id IN ({_marks(there)})", *there)

    def postings(self, edition: int, expressions: Sequence[Expression], reach: Reach, limit: int) -> list[list[int]]:
        """Return the ids that each expression finds, at most `limit` each, the oldest rows first."""
        condition, values = self._condition(edition, reach)
        one = f"SELECT {{place}}, id FROM (SELECT t.rowid AS id FROM {condition} LIMIT {limit:d})"
        found: list[list[int]] = [[] for _expression in expressions]
        rows = self._run(
            " UNION ALL ".join(one.format(place=place) for place in range(len(expressions))),
            *(value for expression in expressions for value in (written(reach.narrow(expression)), *values)),
        )
        for place, pk in rows:
            found[place].append(pk)
        return found

    def tally(self, edition: int, expression: Expression, reach: Reach, limit: int) -> dict[str, int]:
        """Return how many documents are found for each `facets`, of the first `limit`."""
        condition, values = self._condition(edition, reach)
        found = f"SELECT r.facets FROM {condition} LIMIT {limit:d}"
        sql = f"""
            SELECT f.packed, c.number
            FROM (SELECT facets, count(*) AS number FROM ({found}) GROUP BY facets) c
            JOIN search_facets_{edition} f ON f.id = c.facets"""
        return dict(self._run(sql, written(reach.narrow(expression)), *values))

    def newest(self, edition: int, expression: Expression, reach: Reach, limit: int) -> list[int]:
        """Return the ids of the `limit` documents with the latest date, those without a date last."""
        condition, values = self._condition(edition, reach)
        sql = f"SELECT r.id FROM {condition} ORDER BY r.date DESC NULLS LAST, r.id LIMIT {limit:d}"
        return [pk for (pk,) in self._run(sql, written(reach.narrow(expression)), *values)]

    def texts(self, edition: int, ids: Collection[int], characters: int) -> dict[int, Text]:
        """Return what ranking reads of the documents, by id."""
        rows = self._run(
            f"""SELECT r.id, t.title, substr(t.text, 1, {characters:d}), r.date, r.weight
                FROM search_row_{edition} r JOIN search_text_{edition} t ON t.rowid = r.id
                WHERE r.id IN ({_marks(ids)})""",
            *ids,
        )
        return {pk: Text(title, text, _moment(date), weight) for pk, title, text, date, weight in rows}

    def entries(self, edition: int, after: int, limit: int) -> list[Entry]:
        """Return what is kept of the first `limit` documents with an id above `after`, without their tokens."""
        rows = self._run(
            f"""SELECT r.id, r.audience, r.date, r.weight, coalesce(f.packed, ''), t.title, t.text
                FROM search_row_{edition} r JOIN search_text_{edition} t ON t.rowid = r.id
                LEFT JOIN search_facets_{edition} f ON f.id = r.facets
                WHERE r.id > %s ORDER BY r.id LIMIT {limit:d}""",
            after,
        )
        return [Entry._make((pk, audience, _moment(date), *rest, "")) for pk, audience, date, *rest in rows]

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert many rows into a table of the site."""
        with self.connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({_marks(columns)})", list(rows))

    def _condition(self, edition: int, reach: Reach) -> tuple[str, list[str]]:
        """Return tables and conditions, whose first value is the expression, and the other values."""
        sql = (
            f"search_text_{edition} t JOIN search_row_{edition} r ON r.id = t.rowid "
            f"WHERE t.search_text_{edition} MATCH %s AND r.audience IN ({_marks(reach.audiences)})"
        )
        more, values = reach.in_text("t.title", "t.text")
        return sql + more, [*reach.audiences, *values]


def written(expression: Expression) -> str:
    """Return `expression` in FTS5's language."""
    match expression:
        case Token(token, is_beginning):
            return f'"{token}"*' if is_beginning else f'"{token}"'
        case Either(parts):
            return f"({' OR '.join(map(written, parts))})"
        case Every(parts, without):
            every = " AND ".join(map(written, parts))
            return f"(({every}) NOT ({' OR '.join(map(written, without))}))" if without else f"({every})"


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _seconds(date: datetime | None) -> int | None:
    return None if date is None else int(date.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
