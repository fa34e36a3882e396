"""Give the top of the tree, which Wagtail calls 'Root', a name for who works in it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_root(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Rename it, unless somebody did."""
    tops = apps.get_model("pages", "BasePage")._default_manager.filter(depth=1, title="Root")
    tops.update(title="Alle pagina's", draft_title="Alle pagina's")


class Migration(migrations.Migration):
    dependencies = [("pages", "0006_fill_covers")]

    operations = [migrations.RunPython(name_root, migrations.RunPython.noop)]
