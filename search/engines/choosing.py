"""The engine of the database in use."""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines.base import Engine
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine

_ENGINES: dict[str, type[Engine]] = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def engine_for(using: BaseDatabaseWrapper = connection) -> Engine:
    """Return the engine for the database of a connection, the default one if none is given."""
    return _ENGINES[using.vendor](using)
