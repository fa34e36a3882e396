"""The search of the admin: Wagtail's own in the database, for whatever staff type and however many pages there are.

It finds drafts too, within what somebody may see, so that it can't do with the index that visitors search. What differs
from Wagtail's own is in this folder.
"""

from typing import Any

from django.db import connection
from wagtail.search.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - the name that Wagtail looks for
    """Return the backend of the database that is connected; the models behind the other's don't exist."""
    if connection.vendor == "postgresql":
        from search.backend.postgresql import PostgreSQLBackend  # noqa: PLC0415

        return PostgreSQLBackend(params)
    from search.backend.sqlite import SQLiteBackend  # noqa: PLC0415

    return SQLiteBackend(params)
