"""Other processes, forked from that of a test: there at once, each with a connection of its own."""

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.db import connection, connections

# A connection that came along with the fork must neither be used nor closed, as it is the test's.
_left_alone: list[Any] = []


def database_for_others(folder: Path) -> dict[str, Any]:
    """Return the settings by which other processes find this test's database: on SQLite a copy, as it is in memory."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        return dict(connection.settings_dict)
    path = folder / "site.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    return {**connection.settings_dict, "NAME": str(path)}


def forked(processes: int, database: dict[str, Any]) -> ProcessPoolExecutor:
    """Return that many processes, each with a connection to `database`; what they are told to do runs there."""
    return ProcessPoolExecutor(processes, get_context("fork"), _connect_anew, (database,))


def _connect_anew(database: dict[str, Any]) -> None:
    _left_alone.append(connections["default"])
    del connections["default"]
    connections.settings["default"] = database
