"""One writer of the index at a time, and one rebuild at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from cms.worker.lock import only_one

# The number of our lock among the advisory locks of a PostgreSQL database; it only has to be unlike others.
_WRITING = 20_00_10
_REBUILDING = 20_00_11


def wait_for_turn() -> None:
    """Wait until nobody else writes to the index, and keep others waiting until this transaction ends.

    What is read after this is what the others committed, so that of two who change the same the last one writes what
    both have done. SQLite has one writer at a time by itself. Nobody who waits here is waited for: a transaction writes
    to the index at its very end.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITING])


@contextmanager
def only_rebuild() -> Iterator[bool]:
    """Yield whether this process is the only one that rebuilds the index; it is until the block or the process ends."""
    with only_one("rebuild", _REBUILDING) as alone:
        yield alone
