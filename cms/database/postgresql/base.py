"""Django's backend for PostgreSQL, with steps at the end of a transaction."""

from django.db.backends.postgresql import base

from cms.database.endings import EndsWithSteps


class DatabaseWrapper(EndsWithSteps, base.DatabaseWrapper):
    """A connection."""
