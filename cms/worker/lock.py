"""One process at a time at something, however many are started."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# The number of the worker's lock among the advisory locks of a PostgreSQL database; it only has to be unlike others.
_WORKER = 20_00_01


@contextmanager
def only_worker() -> Iterator[bool]:
    """Yield whether this process is the only worker on the database; it is until the block ends."""
    with only_one("worker", _WORKER) as alone:
        yield alone


@contextmanager
def only_one(name: str, number: int) -> Iterator[bool]:
    """Yield whether this process is the only one at `name` on the database; it is until the block ends.

    The lock ends with the process too, so that who was killed never keeps the next one out: on PostgreSQL it is
    the advisory lock `number` of the connection, on SQLite a lock on a file, since all its users share one machine.
    """
    with _advisory_lock(number) if connection.vendor == "postgresql" else _file_lock(name) as acquired:
        yield acquired


@contextmanager
def _advisory_lock(number: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        acquired = bool(cursor.fetchone()[0])
    try:
        yield acquired
    finally:
        # Without a connection there is no lock left to release.
        if acquired and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def lock_path(name: str = "worker") -> Path:
    """Return the file that who is at `name` on this SQLite database locks, beside the database itself.

    It stays when that ends: who takes a locked file away lets a third one lock another of that name.
    """
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        return Path(settings.VAR_DIR) / f"{name}.lock"
    return Path(f"{connection.settings_dict['NAME']}-{name}.lock")


@contextmanager
def _file_lock(name: str) -> Iterator[bool]:
    with lock_path(name).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
