"""Searching in a real browser: suggestions by keyboard and by pointer, and everything without scripts."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visitor

Visit = Callable[..., Visitor]


def field_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Waar bent u naar op zoek?")


def options_of(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggesties").get_by_role("option")


def typed(visit: Visit, text: str = "draagv", **window: object) -> tuple[Visitor, Page]:
    """Type in the large search box, and wait for the suggestions."""
    visitor = visit(**window)
    page = visitor.go("/zoeken/")
    field_of(page).press_sequentially(text)
    expect(options_of(page).first).to_be_visible()
    return visitor, page


def test_suggestions_are_reached_by_keyboard(visit: Visit) -> None:
    visitor, page = typed(visit)
    field, options = field_of(page), options_of(page)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox").get_by_role("group", name="Handboek")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="suggestie")).to_have_count(1)
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    field.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options).to_have_count(0)
    expect(field).to_have_value("draagv")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/kennisbank/handboeken/draagvlak/")
    assert visitor.troubles == []


def test_enter_without_a_choice_searches(visit: Visit) -> None:
    _visitor, page = typed(visit)
    field_of(page).press("Enter")
    page.wait_for_url("**/zoeken/?q=draagv")


def test_a_suggestion_is_clicked_and_one_letter_gives_none(visit: Visit) -> None:
    _visitor, page = typed(visit)
    options_of(page).first.click()
    page.wait_for_url("**/kennisbank/handboeken/draagvlak/")
    page.go_back()
    field_of(page).fill("d")
    expect(field_of(page)).to_have_attribute("aria-expanded", "false")


def test_the_open_list_is_accessible(visit: Visit) -> None:
    visitor, page = typed(visit)
    field_of(page).press("ArrowDown")
    assert visitor.faults_in_every_look() == []
    expect(options_of(page).first).to_be_visible()


def test_the_box_of_a_handbook_searches_and_suggests_in_it_alone(visit: Visit) -> None:
    page = visit().go("/kennisbank/handboeken/draagvlak/")
    field = page.get_by_role("combobox", name="Zoek in dit handboek")
    field.press_sequentially("de raad")
    expect(options_of(page).first).to_be_visible()
    field.press("Enter")
    page.wait_for_url(re.compile(r"/zoeken/\?q=de\+raad&binnen=\d+"))
    chips = page.get_by_role("list", name="Gekozen filters")
    expect(chips).to_contain_text("Alleen in handboek")
    chips.get_by_role("link").first.click()
    page.wait_for_url("**/zoeken/?q=de+raad")


def test_everything_works_without_scripts(visit: Visit) -> None:
    page = visit(javascript=False).go("/zoeken/?q=draagvlk")
    expect(page.locator("main mark").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("draagvlak")
    page = visit(javascript=False).go("/zoeken/?q=balie")
    page.get_by_role("link", name="Nieuwste eerst").click()
    page.wait_for_url("**sorteer=datum**")
    page.get_by_role("searchbox", name="Waar bent u naar op zoek?").fill("wachttijd")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=wachttijd")
