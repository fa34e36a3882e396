"""What readers do: find their way by keyboard, with and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

Visit = Callable[..., Visitor]


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    page = visit().go("/kennisbank/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#inhoud")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_a_chapter_leads_to_the_next_and_never_out_of_the_handbook(visit: Visit) -> None:
    page = visit(javascript=False).go("/kennisbank/handboeken/draagvlak/wat-draagvlak-is/")
    seen = [page.url]
    while (following := page.locator(".ol-chapter-nav a[rel=next]")).count():
        following.click()
        assert "/kennisbank/handboeken/draagvlak/" in page.url
        assert page.url not in seen
        seen.append(page.url)
    assert len(seen) >= 10


@pytest.mark.parametrize("javascript", [True, False])
def test_a_term_explains_itself(visit: Visit, *, javascript: bool) -> None:
    page = visit(javascript=javascript).go("/kennisbank/handboeken/draagvlak/de-raad/")
    term = page.locator("button[popovertarget]").filter(has_text=re.compile("kwaliteitshandvest", re.IGNORECASE)).first
    explanation = page.locator(f"#{term.get_attribute('popovertarget')}")
    expect(explanation).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(explanation).to_be_visible()
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_kennisbank_is_filtered_by_form_and_the_filter_stands_in_the_url(visit: Visit, *, javascript: bool) -> None:
    page = visit(javascript=javascript).go("/kennisbank/")
    page.get_by_label("Handboek", exact=False).first.check()
    page.get_by_role("button", name="Toon resultaten").click()
    assert "soort=handboek" in page.url
    expect(page.locator("main")).to_contain_text("4 pagina")


def test_on_a_phone_the_menu_opens_without_scripts(visit: Visit) -> None:
    page = visit(320, javascript=False).go("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Agenda").first.click()
    assert page.url.endswith("/agenda/")


def test_points_on_the_map_are_reached_by_keyboard_and_lead_to_projects(visit: Visit) -> None:
    page = visit().go("/projecten/?weergave=kaart")
    points = page.locator("svg a.ol-map__place")
    assert points.count() >= 20
    first = points.first
    assert first.get_attribute("aria-label") or first.text_content()
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/projecten/"))


def test_the_search_box_works_from_every_page(visit: Visit) -> None:
    page = visit(javascript=False).go("/agenda/")
    page.get_by_role("searchbox").first.fill("wachttijd")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=wachttijd*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("wachttijd")
