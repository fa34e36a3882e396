"""A project that was taken down, while its stories are still there."""

import pytest
from django.test import Client

from home.models import HomePage
from kennisbank.projects.models import ProjectStoryPage
from tests.factories import KennisbankPageFactory, ProjectPageFactory, ProjectStoryPageFactory

pytestmark = pytest.mark.django_db


def test_a_story_does_not_name_it(client: Client, home: HomePage) -> None:
    project = ProjectPageFactory(title="Geheim project")
    story = ProjectStoryPageFactory(parent=project)
    assert "Geheim project" in client.get(story.url).content.decode()
    project.unpublish()
    answer = client.get(story.url)
    assert answer.status_code == 200
    assert "Geheim" not in answer.content.decode()


def listed(client: Client) -> str:
    """The Kennisbank's list of stories, as a visitor reads it."""
    library = KennisbankPageFactory._meta.model.objects.first() or KennisbankPageFactory()
    return client.get(library.url, {"soort": "verhaal"}).content.decode()


def test_the_lists_do_not_name_it_either(client: Client, home: HomePage) -> None:
    project = ProjectPageFactory(title="Geheim project")
    ProjectStoryPageFactory(parent=project, title="Los verhaal")
    assert "Geheim project" in listed(client)
    project.unpublish()
    assert "Los verhaal" in listed(client)
    assert "Geheim" not in listed(client)
    project.refresh_from_db()
    project.save_revision().publish()
    assert "Geheim project" in listed(client)


def test_a_story_carries_the_name_of_its_project_as_it_is_published(client: Client, home: HomePage) -> None:
    project, other = ProjectPageFactory(title="Oud"), ProjectPageFactory(title="Ander")
    story = ProjectStoryPageFactory(parent=project)

    def note() -> str:
        return ProjectStoryPage.objects.get(pk=story.pk).card_note

    project.refresh_from_db()
    project.title = "Nieuw"
    revision = project.save_revision()
    assert note() == "Oud"
    revision.publish()
    assert note() == "Nieuw"
    ProjectStoryPage.objects.get(pk=story.pk).move(other, pos="last-child")
    assert note() == "Ander"
