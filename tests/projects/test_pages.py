"""The list of projects, a project and its stories."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.pages.models import BasePage
from home.models import HomePage
from kennisbank.projects.models import ProjectIndexPage, ProjectPage
from tests.editor import create_page, edit_page
from tests.factories import (
    OrganisationFactory,
    PhaseFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    ProjectStoryPageFactory,
    ThemeFactory,
    UserFactory,
)


@pytest.fixture
def index(home: HomePage) -> ProjectIndexPage:
    return ProjectIndexPageFactory()


@pytest.fixture
def editor(logged_in: Callable[..., Client]) -> Client:
    return logged_in(UserFactory(is_superuser=True))


def shown(client: Client, query: str) -> list[str]:
    return [card.title for card in client.get(f"/projecten/{query}").context["cards"]]


def test_province_and_size_narrow_the_list(client: Client, index: ProjectIndexPage) -> None:
    small = OrganisationFactory(name="Klein", inhabitants=9_000, province="PV29")
    city = OrganisationFactory(name="Stad", inhabitants=200_000, province="PV23")
    ProjectPageFactory(title="Dorp", organisation=small)
    ProjectPageFactory(title="Stad", organisation=city)
    assert shown(client, "") == ["Dorp", "Stad"]
    assert shown(client, "?provincie=zeeland") == ["Dorp"]
    assert shown(client, "?grootte=stad") == ["Stad"]
    assert shown(client, "?grootte=stad&provincie=zeeland") == []
    counts = {
        option["value"]: option["count"]
        for facet in client.get("/projecten/?grootte=stad").context["listing"].facets
        for option in facet["options"]
    }
    assert counts == {"overijssel": 1, "klein": 1, "stad": 1}


@pytest.mark.parametrize("view", ["lijst", "kaart"])
def test_the_index_takes_as_many_queries_for_20_as_for_1(
    index: ProjectIndexPage, queries_of: Callable[[str], int], view: str
) -> None:
    theme, phase = ThemeFactory(slug="draagvlak"), PhaseFactory(slug="bouw")
    ProjectPageFactory(themes=[theme], phase=phase)
    url = f"/projecten/?thema=draagvlak&fase=bouw&weergave={view}"
    before = queries_of(url)
    for _ in range(19):
        ProjectPageFactory(themes=[theme], phase=phase)
    assert queries_of(url) == before
    assert before <= 12


def test_a_project_takes_as_many_queries_for_20_stories_as_for_1(
    index: ProjectIndexPage, queries_of: Callable[[str], int]
) -> None:
    theme = ThemeFactory()
    project = ProjectPageFactory(themes=[theme])
    others = [ProjectPageFactory(themes=[theme]) for _ in range(3)]
    ProjectStoryPageFactory(parent=project, themes=[theme])
    before = queries_of(project.url)
    for _ in range(19):
        ProjectStoryPageFactory(parent=project, themes=[theme])
        ProjectStoryPageFactory(parent=others[0], themes=[theme])
    assert queries_of(project.url) == before


def test_a_project_cannot_end_before_it_begins(editor: Client, index: ProjectIndexPage) -> None:
    answer = create_page(editor, ProjectPage, index, started_on="2026-03-01", ended_on="2026-02-01")
    assert "ended_on" in answer.context["form"].errors
    answer = create_page(editor, ProjectPage, index, started_on="2026-03-01", ended_on="2027-02-01")
    assert answer.status_code == 302


def test_a_project_tells_who_where_and_when(client: Client, index: ProjectIndexPage) -> None:
    organisation = OrganisationFactory(name="Zwolle", inhabitants=133_141, province="PV23")
    project = ProjectPageFactory(
        organisation=organisation,
        started_on="2025-03-01",
        partners="GGD, bibliotheek",
        contact_name="Noor de Wit",
        contact_email="noor@zwolle.example",
    )
    text = BeautifulSoup(client.get(project.url).content, "html.parser").get_text(" ", strip=True)
    for fact in ("Zwolle", "Overijssel", "133.141", "sinds maart 2025", "GGD, bibliotheek", "Noor de Wit"):
        assert fact in text


def test_the_phase_bar_tells_how_far_it_is(client: Client, index: ProjectIndexPage) -> None:
    phases = [PhaseFactory(title=title, position=number) for number, title in enumerate(("Ontwerp", "Bouw", "Beheer"))]
    context = client.get(ProjectPageFactory(phase=phases[1]).url).context
    assert [(step["title"], step["is_done"], step["is_current"]) for step in context["phases"]] == [
        ("Ontwerp", True, False),
        ("Bouw", False, True),
        ("Beheer", False, False),
    ]


@pytest.fixture
def stories(index: ProjectIndexPage) -> list[BasePage]:
    """Four stories of one project, a day apart, the third of which is restricted."""
    project = ProjectPageFactory()
    pages = [ProjectStoryPageFactory(parent=project, title=f"Verhaal {number}") for number in range(4)]
    for number, page in enumerate(pages):
        BasePage.objects.filter(pk=page.pk).update(date=timezone.now() - timedelta(days=10 - number))
    PageViewRestriction.objects.create(page=pages[2], restriction_type="login")
    return pages


def test_stories_stand_newest_first(client: Client, stories: list[BasePage]) -> None:
    context = client.get(stories[0].get_parent().url).context
    assert [card.title for card in context["stories"]] == ["Verhaal 3", "Verhaal 1", "Verhaal 0"]


def test_a_story_leads_to_its_project_and_to_the_stories_beside_it(client: Client, stories: list[BasePage]) -> None:
    context = client.get(stories[1].url).context
    assert context["previous"]["title"] == "Verhaal 0"
    assert context["next"]["title"] == "Verhaal 3"
    assert context["project"]["url"] == stories[1].get_parent().url
    assert client.get(stories[0].url).context["previous"] is None
    assert client.get(stories[3].url).context["next"] is None


def test_projects_that_are_alike_come_with_the_reason(client: Client, index: ProjectIndexPage) -> None:
    here, far = OrganisationFactory(inhabitants=50_000), OrganisationFactory(inhabitants=500_000, province="PV28")
    project = ProjectPageFactory(organisation=here)
    ProjectPageFactory(title="Ver", organisation=far)
    ProjectPageFactory(title="Dichtbij", organisation=OrganisationFactory(inhabitants=52_000))
    hidden = ProjectPageFactory(organisation=here)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    neighbours = client.get(project.url).context["neighbours"]
    assert [(card.title, card.summary) for card in neighbours] == [
        ("Dichtbij", "Ongeveer even groot, ook in Overijssel."),
        ("Ver", "Groter."),
    ]


def test_a_renamed_municipality_shows_on_its_cards(client: Client, index: ProjectIndexPage) -> None:
    organisation = OrganisationFactory(name="Oude naam")
    ProjectPageFactory(organisation=organisation)
    organisation.name = "Nieuwe naam"
    organisation.save()
    assert [card.meta for card in client.get("/projecten/").context["cards"]] == [["Nieuwe naam"]]


def test_the_editor_keeps_the_organisation(editor: Client, index: ProjectIndexPage) -> None:
    project = ProjectPageFactory(organisation=OrganisationFactory(name="Zwolle"))
    assert edit_page(editor, project, partners="GGD").status_code == 302
    project.refresh_from_db()
    assert (project.organisation.name, project.partners, project.card_note) == ("Zwolle", "GGD", "Zwolle")
