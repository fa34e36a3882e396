"""Every kind of page in a real browser: no fault of accessibility, no error, nothing from elsewhere, no overflow."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor

# One of each kind, and each state that looks different.
PATHS = [
    "/",
    "/over-ons/",
    "/contact/",
    "/toegankelijkheid/",
    "/kennisbank/",
    "/kennisbank/?thema=draagvlak&soort=artikel",
    "/kennisbank/?thema=draagvlak&soort=artikel&fase=beheer&trefwoord=digid",
    "/kennisbank/handboeken/",
    "/kennisbank/handboeken/draagvlak/",
    "/kennisbank/handboeken/draagvlak/de-raad/",
    "/kennisbank/handboeken/draagvlak/afdrukken/",
    "/kennisbank/artikelen/",
    "/kennisbank/artikelen/mandaat-op-een-a4/",
    "/kennisbank/begrippen/",
    "/projecten/",
    "/projecten/?weergave=kaart",
    "/projecten/zoals-uw-gemeente/",
    "/projecten/zoals-uw-gemeente/?gemeente=Nergens",
    "/projecten/zwolle/",
    "/agenda/",
    "/agenda/?weergave=maand",
    "/agenda/privacy-aan-de-balie/",
    "/agenda/almere-eenmalige-uitvraag/",
    "/sprekers/",
    "/sprekers/elif-karaca/",
    "/zoeken/?q=balie",
    "/zoeken/?q=balie&soort=artikel&sorteer=datum",
    "/zoeken/?q=advies",
    "/zoeken/?q=draagvlk",
    "/zoeken/?q=xyzzyplugh",
    "/zoeken/",
    "/account/inloggen/",
]


@pytest.mark.parametrize("path", PATHS)
def test_it_is_accessible_and_keeps_to_itself(visit: Callable[..., Visitor], path: str) -> None:
    visitor = visit()
    visitor.go(path)
    assert visitor.faults_in_every_look() == []
    # A reader gets no cookie.
    if not path.startswith("/account/"):
        assert visitor.context.cookies() == []


def test_a_page_that_is_not_there_says_what_to_do(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    answer = visitor.page.goto(f"{visitor.site_url}/bestaat-niet/")
    assert answer is not None
    assert answer.status == 404
    assert visitor.page.get_by_role("heading", level=1).is_visible()
    assert visitor.page.locator("main").get_by_role("link").count() > 0
    assert visitor.accessibility_faults() == []
