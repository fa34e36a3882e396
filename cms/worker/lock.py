"""One worker at a time, however many are started."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# The number of our lock among the advisory locks of a PostgreSQL database; it only has to be unlike others.
_ADVISORY_LOCK = 20_00_01


@contextmanager
def only_worker() -> Iterator[bool]:
    """Yield whether this process is the only one at work on the database; it is until the block ends.

    The lock ends with the process too, so that a killed worker never keeps the next one out: on PostgreSQL it is
    an advisory lock of the connection, on SQLite a lock on a file, since all its users share one machine.
    """
    with _advisory_lock() if connection.vendor == "postgresql" else _file_lock() as acquired:
        yield acquired


@contextmanager
def _advisory_lock() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY_LOCK])
        acquired = bool(cursor.fetchone()[0])
    try:
        yield acquired
    finally:
        # Without a connection there is no lock left to release.
        if acquired and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])


def lock_path() -> Path:
    """Return the file that a worker on this SQLite database locks, beside the database itself.

    It stays when the worker ends: who takes a locked file away lets a third worker lock another of that name.
    """
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        return Path(settings.VAR_DIR) / "worker.lock"
    return Path(f"{connection.settings_dict['NAME']}-worker.lock")


@contextmanager
def _file_lock() -> Iterator[bool]:
    with lock_path().open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
