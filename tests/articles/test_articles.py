"""Articles and their list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import rich_text, streamfield

from home.models import HomePage
from kennisbank.articles.models import ArticleIndexPage, ArticlePage
from tests.blocks.nesting import read
from tests.editor import create_page, edit_page
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    KennisbankPageFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def soup_of(client: Client, url: str, query: dict[str, str] | None = None) -> BeautifulSoup:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def article(title: str, days_ago: int, **fields: object) -> ArticlePage:
    """Make an article that was published so many days ago."""
    return ArticlePageFactory(title=title, first_published_at=timezone.now() - timedelta(days=days_ago), **fields)


def test_an_article_is_written_in_the_editor(home: HomePage, client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert create_page(client, ArticleIndexPage, KennisbankPageFactory(), slug="artikelen").status_code == 302
    index = ArticleIndexPage.objects.get()
    body = streamfield([("text", rich_text("<p>" + "woord " * 500 + "</p>"))])
    answer = create_page(client, ArticlePage, index, authors="Ineke Dijkstra", body=body)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get()
    assert page.card_note == "3 minuten lezen"
    assert edit_page(client, page, title="Andere titel").status_code == 302
    page.refresh_from_db()
    assert (page.title, page.card_note) == ("Andere titel", "1 minuut lezen")
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Andere titel" in draft.content.decode()


def test_the_list_is_newest_first_and_divided_into_pages(home: HomePage, client: Client) -> None:
    for number in range(14):
        article(f"Artikel {number:02}", days_ago=number)
    article("Concept", days_ago=0, live=False)
    hidden = article("Geheim", days_ago=0)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    url = hidden.get_parent().url
    soup = soup_of(client, url)
    assert [card.text for card in soup.select(".ol-card h3")] == [f"Artikel {number:02}" for number in range(12)]
    second = soup_of(client, url, {"pagina": "2"})
    assert [card.text for card in second.select(".ol-card h3")] == ["Artikel 12", "Artikel 13"]
    assert second.select_one(".ol-pagination [aria-current=page]").text.split() == ["Pagina", "2"]
    assert second.select_one("a[rel=prev]")["href"] == "?pagina=1"


@pytest.mark.parametrize("number", ["0", "-1", "99", "twee", "\0", "1e9", "9" * 5000, ""])
def test_a_bad_page_number_gets_an_answer(number: str, home: HomePage, client: Client) -> None:
    ArticlePageFactory(title="Het enige")
    assert "Het enige" in soup_of(client, ArticleIndexPage.objects.get().url, {"pagina": number}).text


def test_an_empty_list_says_so(home: HomePage, client: Client) -> None:
    assert "Er zijn nog geen artikelen" in soup_of(client, ArticleIndexPageFactory().url).text


def test_an_article_shows_who_when_how_long_and_where(home: HomePage, client: Client) -> None:
    body = [("text", "<h2>Wat?</h2><p>Tekst ((noot)).</p><h2>Hoe?</h2><p>Zo.</p>")]
    page = ArticlePageFactory(authors="Ineke Dijkstra", body=body, themes=[ThemeFactory(title="Draagvlak")])
    soup = soup_of(client, page.url)
    read(str(soup.main))
    head = soup.select_one(".ol-page-header").text
    assert "Ineke Dijkstra" in head
    assert "1 minuut lezen" in head
    assert str(timezone.localdate().year) in head
    assert "Draagvlak" in head
    assert [link["href"] for link in soup.select(".ol-here a")] == ["#wat", "#hoe"]
    assert soup.select_one("#noot-1")


def test_queries_stay_flat(home: HomePage, queries_of: Callable[[str], int]) -> None:
    theme = ThemeFactory()
    page = ArticlePageFactory(themes=[theme])
    ArticlePageFactory(themes=[theme])
    urls = [page.url, page.get_parent().url]
    few = [queries_of(url) for url in urls]
    for _ in range(19):
        ArticlePageFactory(themes=[theme])
    many = [queries_of(url) for url in urls]
    assert all(after <= before <= 17 for before, after in zip(few, many, strict=True)), (few, many)
