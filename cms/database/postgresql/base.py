"""Django's backend for PostgreSQL, with steps at the end of a transaction and prepared statements."""

from typing import Any, cast

from django.db.backends.postgresql import base

from cms.database.endings import EndsWithSteps


class DatabaseWrapper(EndsWithSteps, base.DatabaseWrapper):
    """A connection."""

    def prepared_cursor(self) -> Any:
        """Return a cursor that leaves it to the server to fill in values, and prepares what it is asked often.

        Django's own fills them in itself: not all that its ORM composes can be prepared. Where queries are logged it
        is that one, since nothing says afterwards which values a prepared statement had.
        """
        if self.queries_logged:
            return self.cursor()
        self.ensure_connection()
        # Django's stubs know neither.
        cursor = cast(Any, base.ServerBindingCursor)(self.connection)
        return cast(Any, self)._prepare_cursor(cursor)
