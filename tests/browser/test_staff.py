"""What staff do: log in, write with blocks, tag, publish, and hand over to a second pair of eyes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visitor

Visit = Callable[..., Visitor]
ROLES = ["redacteur", "eindredacteur", "evenementbeheerder", "beheerder"]


def find(visitor: Visitor, *titles: str) -> int:
    """Walk down the explorer along `titles`; return the number of the last page."""
    number = 2
    for title in titles:
        page = visitor.go(f"/beheer/pages/{number}/")
        link = page.locator("a[href$='/edit/']", has_text=title).first
        number = int(re.findall(r"/pages/(\d+)/", link.get_attribute("href") or "")[0])
    return number


@pytest.mark.parametrize("role", ROLES)
def test_everybody_finds_their_dashboard(visit: Visit, role: str) -> None:
    visitor = visit()
    page = visitor.log_in(role)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert visitor.troubles == []


def test_the_post_can_be_read_by_everybody(visit: Visit) -> None:
    visitor = visit()
    visitor.log_in("evenementbeheerder")
    page = visitor.go("/beheer/post/")
    page.wait_for_load_state("networkidle")
    assert visitor.accessibility_faults() == []
    page.locator("#listing-results tbody a").first.click()
    expect(page.locator("main")).to_contain_text("Onderwerp")
    assert visitor.accessibility_faults() == []


def test_a_wrong_password_says_so_and_keeps_the_address(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/account/inloggen/")
    page.get_by_label("E-mailadres").fill("redacteur@ol2000.example")
    page.get_by_label("Wachtwoord", exact=True).fill("niet-het-wachtwoord")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_label("E-mailadres")).to_have_value("redacteur@ol2000.example")
    expect(page.locator("main")).to_contain_text(re.compile("wachtwoord", re.IGNORECASE))
    assert visitor.accessibility_faults() == []


def write_body(page: Page, text: str) -> None:
    """Write `text` in place of what a new page begins with."""
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    # The editor hands over what was typed a moment later.
    expect(page.locator("[name='body-0-value']")).to_have_value(re.compile(re.escape(text)))


def test_a_redacteur_writes_tags_and_publishes_an_article(visit: Visit) -> None:
    visitor = visit()
    visitor.log_in("redacteur")
    page = visitor.go(f"/beheer/pages/add/articles/articlepage/{find(visitor, 'Kennisbank', 'Artikelen')}/")
    page.get_by_placeholder(re.compile("titel", re.IGNORECASE)).fill("Een balie in de bibliotheek")
    page.locator("#id_summary").fill("Wat er gebeurt als het loket naar de bibliotheek verhuist.")
    page.get_by_role("tab", name="Indelen").click()
    page.get_by_role("checkbox", name="Draagvlak").check()
    # The button sits in a menu that opens on hover or click; the form it sends is the same.
    page.locator("button[name='action-publish']").dispatch_event("click")
    # What a page begins with doesn't go live.
    page.get_by_role("tab", name="Inhoud").click()
    expect(page.get_by_text("Hier staat nog de voorbeeldtekst: 'Zeg in twee zinnen")).to_be_visible()
    write_body(page, "Het loket verhuist mee.")
    page.locator("button[name='action-publish']").dispatch_event("click")
    page.wait_for_url(re.compile(r"/beheer/pages/\d+/$"))
    assert visitor.troubles == []
    reader = visit()
    page = reader.go("/kennisbank/artikelen/een-balie-in-de-bibliotheek/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Een balie in de bibliotheek")
    expect(page.locator("main")).to_contain_text("Draagvlak")
    expect(page.locator("main")).to_contain_text("Het loket verhuist mee.")


def test_who_publishes_while_the_page_is_saved_by_itself_makes_it_once(visit: Visit) -> None:
    visitor = visit()
    visitor.log_in("redacteur")
    page = visitor.go(f"/beheer/pages/add/articles/articlepage/{find(visitor, 'Kennisbank', 'Artikelen')}/")

    def publish_before_the_answer(route: Route) -> None:
        if route.request.headers.get("accept") != "application/json":
            route.continue_()
            return
        answer = route.fetch()
        page.locator("button[name='action-publish']").dispatch_event("click")
        page.wait_for_timeout(500)
        route.fulfill(response=answer)

    page.route("**/articlepage/**", publish_before_the_answer)
    page.get_by_placeholder(re.compile("titel", re.IGNORECASE)).fill("Een balie op het station")
    page.locator("#id_summary").fill("Wat er gebeurt als het loket naar het station verhuist.")
    write_body(page, "Het loket reist mee.")
    # The address follows from the title a moment later; in the first ten seconds Wagtail takes nothing for a change.
    page.wait_for_timeout(1000)
    page.locator("#page-edit-form").dispatch_event("w-unsaved:add")
    page.wait_for_url(re.compile(r"/beheer/pages/\d+/$"))
    expect(page.locator("main a", has_text="Een balie op het station")).to_have_count(1)
    assert visit().go("/kennisbank/artikelen/een-balie-op-het-station/")
    assert visitor.troubles == []


def test_a_redacteur_cannot_publish_a_chapter_and_is_told_why(visit: Visit) -> None:
    visitor = visit()
    visitor.log_in("redacteur")
    chapter = find(visitor, "Kennisbank", "Handboeken", "Draagvlak voor één loket", "De raad: kaders, geld en geduld")
    page = visitor.go(f"/beheer/pages/{chapter}/edit/")
    expect(page.locator("main")).to_contain_text("Vier ogen")
    expect(page.get_by_role("button", name="Publiceren", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [
        "/beheer/",
        "/beheer/post/",
        "/beheer/pages/2/",
        "/beheer/images/",
        "/beheer/documents/",
        "/beheer/trefwoorden/",
        "/beheer/users/",
    ],
)
def test_the_admin_keeps_to_itself(visit: Visit, path: str) -> None:
    visitor = visit()
    visitor.log_in("beheerder")
    page = visitor.go(path)
    page.wait_for_load_state("networkidle")
    assert visitor.troubles == []
