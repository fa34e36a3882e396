"""Write the kind of meeting on the cards of the workshops that are there, as saving one does."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

def write_kinds(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let each card's line begin with the kind."""
    base_pages = apps.get_model("pages", "BasePage")._default_manager
    workshops = apps.get_model("agenda", "WorkshopPage")._default_manager
    for pk, kind, note in workshops.values_list("pk", "meeting_kind", "card_note"):
        label = kind.capitalize()
        if not note.startswith(label):
            base_pages.filter(pk=pk).update(card_note=f"{label} · {note}"[:120])


class Migration(migrations.Migration):
    dependencies = [("agenda", "0003_session_without_created_at"), ("pages", "0006_fill_covers")]

    operations = [migrations.RunPython(write_kinds, migrations.RunPython.noop, elidable=True)]
