"""Django's backend for SQLite, with steps at the end of a transaction."""

from django.db.backends.sqlite3 import base

from cms.database.endings import EndsWithSteps


class DatabaseWrapper(EndsWithSteps, base.DatabaseWrapper):
    """A connection."""
