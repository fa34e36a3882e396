"""Give the pages that are there the pictures that their cards show."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Set `cover` to the page's image, or else to that of its first theme that has one."""
    pages = apps.get_model("pages", "BasePage")
    filed = pages._meta.get_field("themes").remote_field.through._default_manager
    of_theme = filed.filter(basepage=OuterRef("pk"), theme__image__isnull=False)
    of_theme = of_theme.order_by("theme__position", "theme__title").values("theme__image")
    pages._default_manager.update(cover=Coalesce(F("image"), Subquery(of_theme[:1])))


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_cover")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
