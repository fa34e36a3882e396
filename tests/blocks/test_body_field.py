"""Blocks stay out of migrations, and migrations leave bodies whole."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import JSONField
from wagtail.blocks import CharBlock

from cms.blocks.fields import BodyField
from home.models import HomePage
from kennisbank.articles.models import ArticlePage
from tests.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db

BODY = [("text", "<p>Hier staat <b>alles</b>.</p>"), ("quote", {"text": "Zo.", "name": "Ineke", "role": ""})]


@pytest.fixture
def other_blocks() -> Iterator[None]:
    """A body that knows one more block than the migrations did."""
    block = ArticlePage._meta.get_field("body").stream_block
    block.child_blocks["extra"] = CharBlock(max_length=3)
    yield
    del block.child_blocks["extra"]


@pytest.mark.usefixtures("other_blocks")
def test_a_changed_block_needs_no_migration() -> None:
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()


def test_no_migration_holds_a_block() -> None:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, BodyField):
                _name, path, args, kwargs = field.deconstruct()
                assert (path, args) == ("django.db.models.JSONField", [])
                assert "block_types" not in kwargs
                assert "block_lookup" not in kwargs


def test_a_data_migration_that_saves_a_page_leaves_its_body_whole(home: HomePage) -> None:
    page = ArticlePageFactory(body=BODY)
    before = list(page.body.raw_data)
    executor = MigrationExecutor(connection)
    historical = executor.loader.project_state(executor.loader.graph.leaf_nodes()).apps.get_model(
        "articles.ArticlePage"
    )
    old = historical.objects.get(pk=page.pk)
    assert type(historical._meta.get_field("body")) is JSONField
    assert old.body == before
    old.summary = "Door een migratie veranderd."
    old.save()
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.summary == "Door een migratie veranderd."
    assert list(page.body.raw_data) == before
    assert [child.block_type for child in page.body] == ["text", "quote"]
    assert "alles" in page.render_body().html
