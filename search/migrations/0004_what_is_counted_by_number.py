"""The tables of the engines have changed: what was built before is dropped, and the worker builds it anew."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def drop_editions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop every edition, its tables and all."""
    for edition in apps.get_model("search", "Edition").objects.all():
        for name in ("token", "text", "row", "kept", "facets", "number"):
            schema_editor.execute(f"DROP TABLE IF EXISTS search_{name}_{edition.pk}")
    for model in ("SearchDocument", "Term", "Edition"):
        apps.get_model("search", model).objects.all()._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words_are_counted")]

    operations = [migrations.RunPython(drop_editions, drop_editions, elidable=True)]
