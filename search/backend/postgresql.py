"""The search of the admin on PostgreSQL; the index over titles and bodies together is made by a migration."""

from wagtail.search.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from search.backend.cleaning import CleansQuestions
from search.backend.narrowing import NarrowsByAnything
from search.backend.norms import LeavesNorms


class Searches(NarrowsByAnything, PostgresSearchQueryCompiler):
    """Finds whole words."""


class Completes(NarrowsByAnything, PostgresAutocompleteQueryCompiler):
    """Finds what begins with a last word that somebody is still typing."""


class StaffIndex(LeavesNorms, PostgresIndex):
    """What staff search."""


class PostgreSQLBackend(CleansQuestions, PostgresSearchBackend):
    """Searches pages, images and documents."""

    query_compiler_class = Searches
    autocomplete_query_compiler_class = Completes
    index_class = StaffIndex
