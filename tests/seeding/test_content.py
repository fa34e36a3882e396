"""The demo itself: without mistakes, and as large as it should be."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from seeding import schema
from seeding.source import DemoContent, Reader


@pytest.fixture
def content(db: None) -> DemoContent:
    call_command("load_municipalities", verbosity=0)
    return Reader(Path(settings.BASE_DIR) / "demo").read()


def test_the_demo_has_no_mistakes_and_enough_of_everything(content: DemoContent) -> None:
    assert len(content.of(schema.Project)) >= 30
    assert len(content.of(schema.Story)) >= 30
    assert len(content.of(schema.Article)) >= 10
    assert len(content.of(schema.Workshop)) >= 10
    assert len(content.of(schema.Engagement)) >= 8
    assert len(content.of(schema.Speaker)) >= 6


def test_four_handbooks_have_six_to_eight_chapters_each(content: DemoContent) -> None:
    handbooks = {page.id for page in content.of(schema.Handbook)}
    chapters = Counter(page.parent for page in content.of(schema.Chapter) if page.parent in handbooks)
    assert len(handbooks) == 4
    assert all(6 <= number <= 8 for number in chapters.values())


def test_projects_stand_in_every_phase_and_every_province_can_be_seen(content: DemoContent) -> None:
    assert {page.meta.phase for page in content.of(schema.Project)} == {phase.slug for phase in content.phases}


def test_every_theme_has_pages(content: DemoContent) -> None:
    used = {slug for page in content.pages for slug in page.meta.themes}
    assert used == {theme.slug for theme in content.themes}
