"""Pictures in components: which formats they ask for, and what they cost."""

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.pages.cards import HEADER_RENDITIONS, HERO_RENDITIONS, PORTRAIT_RENDITION
from cms.pages.covers import header_image
from cms.pages.models import BasePage
from tests.factories import ArticlePageFactory, ThemeFactory

pytestmark = pytest.mark.django_db

COMPONENTS = {
    "hero": HERO_RENDITIONS,
    "page_header": HEADER_RENDITIONS,
    "person": (PORTRAIT_RENDITION,),
}


@pytest.fixture
def picture() -> Any:
    return get_image_model().objects.create(
        title="Balie", description="Een balie", file=get_test_image_file(size=(1600, 900))
    )


def render(component: str, image: Any) -> str:
    return render_to_string(f"components/{component}.html", {"title": "Balie", "name": "Balie", "image": image})


def fresh(page: BasePage) -> BasePage:
    """Return the page as a new request finds it, with nothing in caches."""
    caches["renditions"].clear()
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize("component", COMPONENTS)
def test_component_asks_for_the_renditions_that_are_fetched_ahead(component: str, picture: Any) -> None:
    render(component, picture)

    assert set(picture.renditions.values_list("filter_spec", flat=True)) == set(COMPONENTS[component])


@pytest.mark.parametrize(("component", "is_avif"), [("hero", True), ("page_header", False), ("person", False)])
def test_only_a_hero_has_avif(component: str, is_avif: bool, picture: Any) -> None:
    assert ("image/avif" in render(component, picture)) is is_avif


@pytest.mark.parametrize("component", COMPONENTS)
def test_own_picture_of_a_page_costs_one_query(component: str, picture: Any) -> None:
    article = ArticlePageFactory(image=picture)
    render(component, article.get_header_image())
    page = fresh(article)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        html = render(component, header_image(page, []))

    assert "<img" in html
    assert len(queries) == 1


def test_header_costs_one_query_more_with_the_cover_of_a_theme_than_with_none(picture: Any) -> None:
    bare = ArticlePageFactory(themes=[ThemeFactory()])
    covered = ArticlePageFactory(themes=[ThemeFactory(), ThemeFactory(image=picture)])
    render("page_header", covered.get_header()["image"])
    counts = []
    for page in (fresh(bare), fresh(covered)):
        with CaptureQueriesContext(connection) as queries:
            html = render("page_header", page.get_header()["image"])
        counts.append(len(queries))

    assert "<img" in html
    assert counts[1] - counts[0] == 1


def test_people_in_a_list_cost_no_query_each(picture: Any) -> None:
    articles = [ArticlePageFactory(image=picture) for _ in range(3)]
    render("person", picture)
    fresh(articles[0])

    for number in (1, 3):
        pages = BasePage.objects.filter(pk__in=[page.pk for page in articles[:number]]).for_cards()
        with CaptureQueriesContext(connection) as queries:
            html = [render("person", page.cover) for page in list(pages)]
        assert all("<img" in person for person in html)
        assert len(queries) == 2


def test_page_without_any_picture_shows_none() -> None:
    article = ArticlePageFactory(themes=[ThemeFactory()])
    assert article.get_header_image() is None
    assert fresh(article).cover is None
