"""The picture on a card follows the page, its themes and their pictures."""

from typing import Any

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.pages.models import BasePage
from cms.taxonomy.models import Theme
from kennisbank.articles.models import ArticlePage
from tests.factories import ArticlePageFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def picture(title: str) -> Any:
    return get_image_model().objects.create(title=title, description=title, file=get_test_image_file())


def cover(page: BasePage) -> str | None:
    found = BasePage.objects.get(pk=page.pk).cover
    return found and found.title


@pytest.fixture
def themes() -> list[Theme]:
    """Three themes in the bureau's order; the last two have a picture."""
    return [
        ThemeFactory(position=1),
        ThemeFactory(position=2, image=picture("tweede")),
        ThemeFactory(position=3, image=picture("derde")),
    ]


def test_own_image_wins_from_that_of_the_first_theme_that_has_one(themes: list[Theme]) -> None:
    assert cover(ArticlePageFactory(themes=reversed(themes))) == "tweede"
    assert cover(ArticlePageFactory(themes=themes, image=picture("eigen"))) == "eigen"
    assert cover(ArticlePageFactory(themes=themes[:1])) is None


def test_an_edit_of_the_page_changes_its_cover(themes: list[Theme]) -> None:
    page = ArticlePage.objects.get(pk=ArticlePageFactory(themes=themes).pk)
    page.image = picture("eigen")
    page.save_revision().publish()
    assert cover(page) == "eigen"
    page = ArticlePage.objects.get(pk=page.pk)
    page.image = None
    page.themes.set(themes[2:])
    page.save_revision().publish()
    assert cover(page) == "derde"


def test_a_draft_changes_no_card(themes: list[Theme]) -> None:
    page = ArticlePage.objects.get(pk=ArticlePageFactory(themes=themes).pk)
    page.image = picture("eigen")
    page.save_revision()
    assert cover(page) == "tweede"


def test_themes_that_change_take_their_pages_along(themes: list[Theme]) -> None:
    page, own = ArticlePageFactory(themes=themes), ArticlePageFactory(themes=themes, image=picture("eigen"))
    first, second, third = themes
    first.image = picture("eerste")
    first.save()
    assert cover(page) == "eerste"
    first.position = 9
    first.save()
    assert cover(page) == "tweede"
    second.delete()
    assert cover(page) == "derde"
    third.image.delete()
    assert cover(page) == "eerste"
    assert cover(own) == "eigen"


def test_an_image_that_goes_gives_way_to_that_of_a_theme(themes: list[Theme]) -> None:
    own = picture("eigen")
    page = ArticlePageFactory(themes=themes, image=own)
    own.delete()
    assert cover(page) == "tweede"
