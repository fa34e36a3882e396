"""The search of the admin on PostgreSQL; the index over titles and bodies together is made by a migration."""

from wagtail.search.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from search.backend.cleaning import CleansQuestions
from search.backend.norms import KeepsNorms


class PostgreSQLIndex(KeepsNorms, PostgresIndex):
    """What staff search."""


class PostgreSQLBackend(CleansQuestions, PostgresSearchBackend):
    """Searches pages, images, documents and accounts."""

    index_class = PostgreSQLIndex
