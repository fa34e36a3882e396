from typing import Any

from django.db import migrations


def make_home_page(apps: Any, schema_editor: Any) -> None:
    """Turn the page that Wagtail makes for a new site into our home page."""
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="home", model="homepage"
    )
    site = apps.get_model("wagtailcore.Site").objects.filter(is_default_site=True).first()
    if site is None or site.root_page_id is None:
        return
    base = apps.get_model("pages.BasePage").objects.get(pk=site.root_page_id)
    home = apps.get_model("home.HomePage")(basepage_ptr_id=base.pk)
    for field in base._meta.concrete_fields:
        setattr(home, field.attname, getattr(base, field.attname))
    home.title = home.draft_title = "Home"
    home.summary = home.lead = "Programmabureau OL2000 helpt gemeenten om één loket voor alles in te voeren."
    home.content_type_id = content_type.pk
    home.save()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("pages", "0004_shared_fields"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_home_page, migrations.RunPython.noop)]
