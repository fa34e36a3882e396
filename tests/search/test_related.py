"""'Lees ook' under a page: what is like it, why, and never what the reader may not see or has before them already."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from cms.pages.models import BasePage
from home.models import HomePage, SiteSettings
from search.indexing.rebuilding import rebuild
from tests.factories import (
    ArticlePageFactory,
    ChapterPageFactory,
    ContentPageFactory,
    HandbookPageFactory,
    ProjectPageFactory,
    ProjectStoryPageFactory,
    SpeakerEngagementPageFactory,
    SpeakerPageFactory,
    ThemeFactory,
    UserFactory,
    WorkshopPageFactory,
)

# So that a word that some pages share is rarer than one that all pages hold.
OTHERS = ("verhuizing", "belasting", "paspoort", "huwelijk", "uitkering", "bouwen", "kermis", "schulden", "afval")


@pytest.fixture
def library(home: HomePage, settings: Any, tmp_path: Path) -> None:
    """Other articles, and the words of an index that was built when some were about waiting already."""
    settings.VAR_DIR = tmp_path
    for word in OTHERS:
        ArticlePageFactory(title=f"Alles over {word}")
    passing = [ArticlePageFactory(title="Over wachtrijen"), ArticlePageFactory(title="Lange wachtrijen")]
    rebuild()
    for page in passing:
        page.unpublish()


def read_on(client: Client, page: BasePage) -> dict[str, str]:
    """Return the titles under 'Lees ook', with what is said of each."""
    main = BeautifulSoup(client.get(page.url).content, "html.parser").main
    lists = [part for part in main.select(".ol-link-list") if "Lees ook" in part.get_text()]
    rows = [row for part in lists for row in part.select(".ol-link-list__item")]
    return {row.a.get_text(): row.p.get_text() for row in rows}


@pytest.mark.parametrize(
    "factory",
    [
        ArticlePageFactory,
        ChapterPageFactory,
        ContentPageFactory,
        HandbookPageFactory,
        ProjectPageFactory,
        ProjectStoryPageFactory,
        SpeakerEngagementPageFactory,
        SpeakerPageFactory,
        WorkshopPageFactory,
    ],
)
def test_what_is_alike_is_named_and_explained(client: Client, library: None, factory: Callable[..., BasePage]) -> None:
    theme = ThemeFactory()
    page = factory(title="Wachtrijen zonder nummertjes", themes=[theme])
    ArticlePageFactory(title="Nooit meer wachtrijen", themes=[theme])
    told = read_on(client, page)
    assert "Nooit meer wachtrijen" in told
    assert told["Nooit meer wachtrijen"].startswith("Artikel, ")
    assert "wachtrijen" in told["Nooit meer wachtrijen"]
    assert page.title not in told


def test_what_is_hidden_is_not_named(client: Client, library: None) -> None:
    page = ArticlePageFactory(title="Wachtrijen zonder nummertjes")
    kept = ArticlePageFactory(title="Geheime wachtrijen")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    ArticlePageFactory(title="Wachtrijen in klad", live=False)
    assert read_on(client, page) == {}
    member = Client()
    member.force_login(UserFactory())
    assert list(read_on(member, page)) == ["Geheime wachtrijen"]
    # What somebody else was shown is not kept for visitors.
    assert read_on(client, page) == {}


def test_a_chapter_does_not_lead_to_its_own_handbook(client: Client, library: None) -> None:
    handbook = HandbookPageFactory(title="Handboek wachtrijen")
    chapter = ChapterPageFactory(title="Wachtrijen meten", parent=handbook)
    ChapterPageFactory(title="Wachtrijen verkorten", parent=handbook)
    ContentPageFactory(title="Over wachtrijen")
    assert list(read_on(client, chapter)) == ["Over wachtrijen"]


def test_a_project_shows_like_projects_elsewhere(client: Client, library: None) -> None:
    page = ProjectPageFactory(title="Wachtrijen zonder nummertjes")
    ProjectPageFactory(title="Kortere wachtrijen")
    ArticlePageFactory(title="Nooit meer wachtrijen")
    member = Client()
    member.force_login(UserFactory())
    for reader in (client, member):
        assert list(read_on(reader, page)) == ["Nooit meer wachtrijen"]


def test_the_page_with_the_addresses_leads_nowhere_else(client: Client, library: None, home: HomePage) -> None:
    ArticlePageFactory(title="Nooit meer wachtrijen")
    page = ContentPageFactory(title="Contact over wachtrijen")
    assert list(read_on(client, page)) == ["Nooit meer wachtrijen"]
    site_settings = SiteSettings.for_site(Site.objects.get())
    site_settings.contact_page = page
    site_settings.save()
    assert read_on(client, page) == {}


def test_it_follows_what_changes(client: Client, library: None) -> None:
    page = ArticlePageFactory(title="Wachtrijen zonder nummertjes")
    other = ArticlePageFactory(title="Nooit meer wachtrijen")
    assert list(read_on(client, page)) == [other.title]
    other.unpublish()
    assert read_on(client, page) == {}
