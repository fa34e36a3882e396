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

    _id = "rowid"

    def create(self, edition: int) -> None:
        """Make the tables of an edition."""
        self._run(
            f"""CREATE VIRTUAL TABLE search_token_{edition} USING fts5(
                tokens, detail=none, columnsize=0, tokenize="ascii tokenchars '~^=_:-'"
            )"""
        )
        self._run(
            f"""CREATE TABLE search_text_{edition} (
                id integer PRIMARY KEY, date integer, weight integer NOT NULL,
                filters text NOT NULL, title text NOT NULL, text text NOT NULL
            )"""
        )
        self._run(f"CREATE TABLE search_kept_{edition} (id integer PRIMARY KEY, audience text NOT NULL)")
        self._run(f"CREATE TABLE search_facets_{edition} (id integer PRIMARY KEY, packed text NOT NULL UNIQUE)")
        self._counted_by(edition).create()

    @contextmanager
    def filling(self, edition: int) -> Iterator[None]:
        """Merge what is written within at the end, into one tree, and not time and again."""
        self._configure(edition, automerge=0, crisismerge=_MOST_SEGMENTS)
        yield
        self._run(f"INSERT INTO search_token_{edition}(search_token_{edition}) VALUES ('optimize')")
        self._configure(edition, automerge=4, crisismerge=16)

    def _configure(self, edition: int, **options: int) -> None:
        """Set options of FTS5."""
        for name, value in options.items():
            self._run(f"INSERT INTO search_token_{edition}(search_token_{edition}, rank) VALUES (%s, %s)", name, value)

    def drop(self, edition: int) -> None:
        """Drop the tables."""
        for name in ("token", "text", "kept", "facets"):
            self._run(f"DROP TABLE IF EXISTS search_{name}_{edition}")
        self._counted_by(edition).drop()

    def _counted_by(self, edition: int) -> Numbers:
        """Return which string of facets each document has, by its number."""
        return Numbers(self._run, f"search_number_{edition}")

    def write(self, edition: int, entries: Sequence[Entry]) -> None:
        """Write documents, each in place of what was kept of it."""
        self.remove(edition, [one.id for one in entries])
        numbers = self._numbers_of(edition, {one.facets for one in entries})
        self._counted_by(edition).write({one.id: numbers[one.facets] for one in entries})
        self.fill(f"search_kept_{edition}", ["id", "audience"], [one[:2] for one in entries if one.audience])
        self.fill(
            f"search_text_{edition}",
            ["id", "date", "weight", "filters", "title", "text"],
            [(one.id, _seconds(one.date), one.weight, one.filters, one.title, one.text) for one in entries],
        )

    def index(self, edition: int, entries: Sequence[tuple[Entry, str]]) -> None:
        """Let documents that were written be found by these tokens and no others."""
        self._forget(edition, [entry.id for entry, _tokens in entries])
        rows = [(entry.id, tokens) for entry, tokens in entries]
        self.fill(f"search_token_{edition}", ["rowid", "tokens"], rows)

    def _numbers_of(self, edition: int, packed: set[str]) -> dict[str, int]:
        """Return the numbers that stand for strings of facets; new ones get theirs."""
        sql = f"SELECT packed, id FROM search_facets_{edition} WHERE packed IN ({_marks(packed)})"
        numbers = dict(self._run(sql, *packed))
        for one in sorted(packed - numbers.keys()):
            sql = f"INSERT INTO search_facets_{edition} (packed) VALUES (%s) RETURNING id"
            [(numbers[one],)] = self._run(sql, one)
        return numbers

    def remove(self, edition: int, ids: Collection[int]) -> None:
        """Remove documents; ids that aren't there are no error."""
        self._forget(edition, ids)
        for batch in in_batches(ids, _BATCH):
            for name in ("text", "kept"):
                self._run(f"DELETE FROM search_{name}_{edition} WHERE id IN ({_marks(batch)})", *batch)

    def _forget(self, edition: int, ids: Collection[int]) -> None:
        """Remove the tokens of documents."""
        # To look first is much faster than to remove what isn't there.
        if there := self.indexed(edition, ids):
            for batch in in_batches(there, _BATCH):
                self._run(f"DELETE FROM search_token_{edition} WHERE rowid IN ({_marks(batch)})", *batch)

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
        counts = Counter(self._counted_by(edition).of(ids))
        sql = f"SELECT id, packed FROM search_facets_{edition} WHERE id IN (SELECT value FROM json_each(%s))"
        return {packed: counts[number] for number, packed in self._run(sql, json.dumps([*counts]))}

    def newest(self, edition: int, expression: Expression, reach: Reach, limit: int) -> list[int]:
        """Return the ids of the `limit` documents with the latest date, those without a date last."""
        tables, values = self._rows(edition, reach)
        sql = f"""SELECT x.id FROM search_text_{edition} x JOIN {tables} AND x.id = t.rowid
                  ORDER BY x.date DESC NULLS LAST, x.id LIMIT {limit:d}"""
        return [pk for (pk,) in self._run(sql, written(reach.narrow(expression)), *values)]

    def texts(self, edition: int, ids: Collection[int], characters: int) -> dict[int, Text]:
        """Return what ranking reads of the documents, by id."""
        rows = self._run(
            f"""SELECT id, title, substr(text, 1, {characters:d}), date, weight
                FROM search_text_{edition} WHERE id IN ({_marks(ids)})""",
            *ids,
        )
        return {pk: Text(title, text, _moment(date), weight) for pk, title, text, date, weight in rows}

    def entries(self, edition: int, after: int, limit: int) -> list[Entry]:
        """Return what is kept of the first `limit` documents with an id above `after`."""
        rows = self._run(
            f"""SELECT x.id, coalesce(k.audience, ''), x.date, x.weight, x.filters, x.title, x.text
                FROM search_text_{edition} x LEFT JOIN search_kept_{edition} k ON k.id = x.id
                WHERE x.id > %s ORDER BY x.id LIMIT {limit:d}""",
            after,
        )
        packed = dict(self._run(f"SELECT id, packed FROM search_facets_{edition}"))
        numbers = self._counted_by(edition).of([pk for pk, *_ in rows])
        return [
            Entry(pk, audience, _moment(date), weight, packed.get(number, ""), *rest)
            for (pk, audience, date, weight, *rest), number in zip(rows, numbers, strict=True)
        ]

    def indexed(self, edition: int, ids: Collection[int]) -> set[int]:
        """Return which of the documents with these ids can be found by tokens."""
        found: set[int] = set()
        for batch in in_batches(ids, _BATCH):
            rows = self._run(f"SELECT rowid FROM search_token_{edition} WHERE rowid IN ({_marks(batch)})", *batch)
            found.update(pk for (pk,) in rows)
        return found

    def strays(self, edition: int) -> list[int]:
        """Return the ids that are found by tokens and of which nothing was written."""
        # The table behind FTS5's own: the other is slow to read as a whole.
        sql = f"SELECT id FROM search_token_{edition}_content EXCEPT SELECT id FROM search_text_{edition} ORDER BY id"
        return [pk for (pk,) in self._run(sql)]

    def new_ids(self, table: str, number: int) -> list[int]:
        """Return so many ids for new rows of a table; nobody else can write meanwhile."""
        rows = self._run("SELECT seq FROM sqlite_sequence WHERE name = %s", table)
        last = rows[0][0] if rows else 0
        return list(range(last + 1, last + number + 1))

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
        sql = f"""search_token_{edition} t LEFT JOIN search_kept_{edition} k ON k.id = t.rowid
            WHERE t.search_token_{edition} MATCH %s
            AND (k.audience IS NULL OR k.audience IN ({_marks(reach.audiences)}))"""
        more, values = self._in_text(edition, reach)
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
