"""A number for each row of a table, in pages: those of ten thousand rows are read in a millisecond."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Rows in a page: what is written for each change, and how many pages are read, are both small.
_ROWS = 4096
_UNSIGNED = "I"

Run = Callable[..., list[tuple[Any, ...]]]


class Numbers:
    """Numbers from 0 to four thousand million by the ids of rows; 0 where none was written."""

    def __init__(self, run: Run, table: str) -> None:
        self._run = run
        self._table = table

    def create(self) -> None:
        """Make the table."""
        self._run(f"CREATE TABLE {self._table} (page integer PRIMARY KEY, numbers blob NOT NULL)")

    def drop(self) -> None:
        """Drop the table, if it is there."""
        self._run(f"DROP TABLE IF EXISTS {self._table}")

    def write(self, numbers: Mapping[int, int]) -> None:
        """Write the numbers of rows."""
        by_page: dict[int, dict[int, int]] = defaultdict(dict)
        for pk, number in numbers.items():
            by_page[pk // _ROWS][pk % _ROWS] = number
        for page, changed in by_page.items():
            kept = self._run(f"SELECT numbers FROM {self._table} WHERE page = %s", page)
            values = array(_UNSIGNED, kept[0][0] if kept else bytes(_ROWS * array(_UNSIGNED).itemsize))
            for place, number in changed.items():
                values[place] = number
            self._run(f"REPLACE INTO {self._table} VALUES (%s, %s)", page, values.tobytes())

    def of(self, ids: Sequence[int]) -> list[int]:
        """Return the numbers of the rows with these ids, which are in ascending order."""
        found = [0] * len(ids)
        if ids:
            sql = f"SELECT page, numbers FROM {self._table} WHERE page BETWEEN %s AND %s ORDER BY page"
            end = 0
            for page, numbers in self._run(sql, ids[0] // _ROWS, ids[-1] // _ROWS):
                first, values = page * _ROWS, array(_UNSIGNED, numbers)
                begin = bisect_left(ids, first, end)
                end = bisect_left(ids, first + _ROWS, begin)
                found[begin:end] = [values[pk - first] for pk in ids[begin:end]]
        return found
