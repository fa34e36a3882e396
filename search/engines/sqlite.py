"""The index in SQLite: tokens in an FTS5 table, and beside it narrow tables with what is filtered and counted by.

What is read of each of thousands of documents is small: for whom a document is kept stands in a table of those that
are kept for anybody, and what it is counted by is a number (`search.engines.numbers`), that stands for its string in a
table of its own. Ids come as one list in JSON: as rows they would take longer to hand over than to find.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from search.engines.base import Engine, Entry, Reach, Text, in_batches
from search.engines.expressions import Either, Every, Expression, Token
from search.engines.numbers import Numbers

_BATCH = 500
# More pieces of its index FTS5 doesn't take: then it merges them, whatever it was told.
_MOST_SEGMENTS = 1_999


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
        self._run(f"CREATE TABLE search_row_{edition} (id integer PRIMARY KEY, date integer, weight integer NOT NULL)")
        self._run(f"CREATE TABLE search_kept_{edition} (id integer PRIMARY KEY, audience text NOT NULL)")
        self._run(f"CREATE TABLE search_facets_{edition} (id integer PRIMARY KEY, packed text NOT NULL UNIQUE)")
        self._facets(edition).create()

    @contextmanager
    def filling(self, edition: int) -> Iterator[None]:
        """Merge what is written within at the end, into one tree, and not time and again."""
        self._configure(edition, automerge=0, crisismerge=_MOST_SEGMENTS)
        yield
        self._run(f"INSERT INTO search_text_{edition}(search_text_{edition}) VALUES ('optimize')")
        self._configure(edition, automerge=4, crisismerge=16)

    def _configure(self, edition: int, **options: int) -> None:
        """Set options of FTS5."""
        for name, value in options.items():
            self._run(f"INSERT INTO search_text_{edition}(search_text_{edition}, rank) VALUES (%s, %s)", name, value)

    def drop(self, edition: int) -> None:
        """Drop the tables."""
        for name in ("text", "row", "kept", "facets"):
            self._run(f"DROP TABLE IF EXISTS search_{name}_{edition}")
        self._facets(edition).drop()

    def _facets(self, edition: int) -> Numbers:
        """Return which string of facets each document has, by its number."""
        return Numbers(self._run, f"search_number_{edition}")

    def write(self, edition: int, entries: Iterable[Entry]) -> None:
        """Write documents, each in place of what was kept of it."""
        for batch in in_batches(entries, _BATCH):
            self.remove(edition, [one.id for one in batch])
            numbers = self._numbers(edition, {one.facets for one in batch})
            self._facets(edition).write({one.id: numbers[one.facets] for one in batch})
            with self.connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO search_text_{edition} (rowid, tokens, title, text) VALUES (%s, %s, %s, %s)",
                    [(one.id, one.tokens, one.title, one.text) for one in batch],
                )
                cursor.executemany(
                    f"INSERT INTO search_row_{edition} VALUES (%s, %s, %s)",
                    [(one.id, _seconds(one.date), one.weight) for one in batch],
                )
                cursor.executemany(
                    f"INSERT INTO search_kept_{edition} VALUES (%s, %s)",
                    [(one.id, one.audience) for one in batch if one.audience],
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
                for name in ("row", "kept"):
                    self._run(f"DELETE FROM search_{name}_{edition} WHERE id IN ({_marks(there)})", *there)

    def postings(self, edition: int, expressions: Sequence[Expression], reach: Reach, limit: int) -> list[list[int]]:
        """Return the ids that each expression finds, at most `limit` each, the oldest rows first."""
        found, values = self._found(edition, reach, limit)
        [lists] = self._run(
            f"SELECT {', '.join([f'({found})'] * len(expressions))}",
            *(value for expression in expressions for value in (written(reach.narrow(expression)), *values)),
        )
        return [json.loads(ids) for ids in lists]

    def tally(self, edition: int, expression: Expression, reach: Reach, limit: int) -> dict[str, int]:
        """Return how many documents are found for each `facets`, of the first `limit`."""
        [ids] = self.postings(edition, [expression], reach, limit)
        counts = Counter(self._facets(edition).of(ids))
        sql = f"SELECT id, packed FROM search_facets_{edition} WHERE id IN (SELECT value FROM json_each(%s))"
        return {packed: counts[number] for number, packed in self._run(sql, json.dumps([*counts]))}

    def newest(self, edition: int, expression: Expression, reach: Reach, limit: int) -> list[int]:
        """Return the ids of the `limit` documents with the latest date, those without a date last."""
        tables, values = self._rows(edition, reach)
        sql = f"""SELECT r.id FROM search_row_{edition} r JOIN {tables} AND r.id = t.rowid
                  ORDER BY r.date DESC NULLS LAST, r.id LIMIT {limit:d}"""
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
            f"""SELECT r.id, coalesce(k.audience, ''), r.date, r.weight, t.title, t.text
                FROM search_row_{edition} r JOIN search_text_{edition} t ON t.rowid = r.id
                LEFT JOIN search_kept_{edition} k ON k.id = r.id
                WHERE r.id > %s ORDER BY r.id LIMIT {limit:d}""",
            after,
        )
        packed = dict(self._run(f"SELECT id, packed FROM search_facets_{edition}"))
        numbers = self._facets(edition).of([pk for pk, *_ in rows])
        return [
            Entry(pk, audience, _moment(date), weight, packed.get(number, ""), title, text, "")
            for (pk, audience, date, weight, title, text), number in zip(rows, numbers, strict=True)
        ]

    def fill(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert many rows into a table of the site."""
        with self.connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({_marks(columns)})", list(rows))

    def _found(self, edition: int, reach: Reach, limit: int) -> tuple[str, list[str]]:
        """Return the query for a list of ids, whose first value is the expression, and the other values."""
        tables, values = self._rows(edition, reach)
        return f"SELECT json_group_array(id) FROM (SELECT t.rowid AS id FROM {tables} LIMIT {limit:d})", values

    def _rows(self, edition: int, reach: Reach) -> tuple[str, list[str]]:
        """Return tables and conditions, whose first value is the expression, and the other values."""
        sql = f"""search_text_{edition} t LEFT JOIN search_kept_{edition} k ON k.id = t.rowid
            WHERE t.search_text_{edition} MATCH %s
            AND (k.audience IS NULL OR k.audience IN ({_marks(reach.audiences)}))"""
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
