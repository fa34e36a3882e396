"""The index that whole-word searches in the admin ask for on PostgreSQL, and that nobody makes for them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Index titles and bodies together: what Wagtail compares a question with, spelled as it spells it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX search_words_of_staff ON wagtailsearch_indexentry USING gin ((title || body))"
        )


def drop_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_words_of_staff")


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_what_is_counted_by_number"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(add_index, drop_index)]
