"""A project that was taken down, while its stories are still there."""

import pytest
from django.test import Client

from home.models import HomePage
from tests.factories import ProjectPageFactory, ProjectStoryPageFactory

pytestmark = pytest.mark.django_db


def test_a_story_does_not_name_it(client: Client, home: HomePage) -> None:
    project = ProjectPageFactory(title="Geheim project")
    story = ProjectStoryPageFactory(parent=project)
    assert "Geheim project" in client.get(story.url).content.decode()
    project.unpublish()
    answer = client.get(story.url)
    assert answer.status_code == 200
    assert "Geheim" not in answer.content.decode()
