"""Staff at work on registrations: the lists, one registration, a mail, and the door with and without a connection."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def session_path(visit: Visit) -> str:
    """The address of the registrations of a session to come, with four people of these tests in it."""
    visitor = visit()
    visitor.log_in("evenementbeheerder")
    page = visitor.go("/beheer/aanmeldingen/?when=komt")
    path = page.locator("#listing-results tbody a").first.get_attribute("href") or ""
    for name in ("Aaf Aalbers", "Bas Bos", "Cor Claes", "Dirk Dam"):
        if not visitor.go(f"{path}?q={name}").get_by_role("link", name=name).count():
            page = visitor.go(f"{path}nieuw/")
            page.get_by_label("Naam", exact=False).first.fill(name)
            page.get_by_label("Ook als alle plaatsen bezet zijn").check()
            page.get_by_label("Waarom").fill("Voor deze proef")
            page.get_by_role("button", name="Meld aan").click()
            expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()
    assert visitor.troubles == []
    return path


def test_the_screens_of_a_session_are_sound(visit: Visit, session_path: str) -> None:
    visitor = visit()
    visitor.log_in("evenementbeheerder")
    parts = ["", "nieuw/", "vragen/", "wensen/", "e-mail/", "lijst/", "na-afloop/", "inchecken/"]
    for path in [
        *(f"{session_path}{part}" for part in parts),
        "/beheer/rapporten/bereik/",
        "/beheer/rapporten/gewist/",
    ]:
        page = visitor.go(path)
        page.wait_for_load_state("networkidle")
        assert visitor.accessibility_faults() == [], path
    assert visitor.troubles == []


# What lies outside the window, and can't be scrolled into it.
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter(one => {
    const { width, right } = one.getBoundingClientRect();
    if (!width || right <= innerWidth + 1 || one.closest("[hidden], .w-sr-only")) return false;
    for (let outer = one; outer.tagName !== "MAIN"; outer = outer.parentElement)
        if (/auto|scroll|hidden/.test(getComputedStyle(outer).overflowX)) return false;
    return true;
}).map(one => one.outerHTML.slice(0, 120))"""


def test_on_a_phone_nothing_is_cut_off(visit: Visit, session_path: str) -> None:
    visitor = visit(width=320)
    visitor.log_in("evenementbeheerder")
    one = visitor.go(session_path).locator("#listing-results tbody a").first.get_attribute("href") or ""
    past = visitor.go("/beheer/aanmeldingen/?when=geweest").locator("#listing-results tbody a").first
    outcome = f"{past.get_attribute('href')}na-afloop/"
    asked = visitor.go("/beheer/spreekverzoeken/").locator("#listing-results tbody a").first.get_attribute("href") or ""
    for path in (session_path, one, outcome, asked, "/beheer/spreekverzoeken/", f"{session_path}e-mail/"):
        assert visitor.go(path).evaluate(CUT_OFF) == [], path
    assert visitor.troubles == []


def test_somebody_is_found_and_cancelled(visit: Visit, session_path: str) -> None:
    visitor = visit()
    visitor.log_in("evenementbeheerder")
    page = visitor.go(f"{session_path}?q=Dirk")
    page.get_by_role("link", name="Dirk Dam").click()
    assert visitor.accessibility_faults() == []
    page.get_by_role("link", name="Meld af").click()
    page.get_by_label("Waarom").fill("Belde af")
    assert visitor.accessibility_faults() == []
    page.get_by_role("button", name="Meld af").click()
    expect(page.locator("main")).to_contain_text("De afmelding is verwerkt")
    expect(page.locator("main")).to_contain_text("Belde af")
    assert visitor.troubles == []


def came(page: Page) -> int:
    return int(page.locator("[data-checkin-in]").inner_text())


def test_the_door_keeps_what_was_ticked_without_a_connection(visit: Visit, session_path: str) -> None:
    visitor = visit(width=320)
    visitor.log_in("evenementbeheerder")
    page = visitor.go(f"{session_path}inchecken/")
    aaf, bas = (page.get_by_role("button", name=f"Is er: {name}") for name in ("Aaf Aalbers", "Bas Bos"))
    for button in (aaf, bas):
        # Another test may have ticked them.
        if button.get_attribute("aria-pressed") == "true":
            button.click()
            expect(button).to_have_attribute("aria-pressed", "false")
    before, status = came(page), page.locator("[data-checkin-status]")
    count = page.locator("[data-checkin-count]")
    expected = int(count.inner_text())
    aaf.click()
    expect(aaf).to_have_attribute("aria-pressed", "true")
    expect(status).to_have_text("Aaf Aalbers is er.")

    visitor.context.set_offline(True)
    bas.click()
    page.get_by_label("Staat iemand niet op de lijst?").fill("Onverwachte Gast")
    page.get_by_label("Staat iemand niet op de lijst?").press("Enter")
    expect(status).to_contain_text("2 vinkjes wachten op verbinding")
    assert came(page) == before + 3
    expect(count).to_have_text(str(expected + 1))
    assert not visitor.overflows()

    visitor.context.set_offline(False)
    expect(status).to_have_text("Onverwachte Gast is er.")
    page.reload()
    assert came(page) == before + 3
    expect(bas).to_have_attribute("aria-pressed", "true")
    assert visitor.accessibility_faults() == []

    # What waits when the page is closed goes when it is opened again.
    visitor.context.set_offline(True)
    bas.click()
    expect(status).to_contain_text("1 vinkje wacht")
    page.close()
    visitor.context.set_offline(False)
    again = visitor.context.new_page()
    again.goto(f"{visitor.site_url}{session_path}inchecken/")
    expect(again.locator("[data-checkin-status]")).to_have_text("Bas Bos is niet meer aangevinkt.")
    again.reload()
    assert came(again) == before + 2


def kept_lists(page: Page) -> list[str]:
    return [name for name in page.evaluate("caches.keys()") if name.startswith("ol-checkin ")]


def wait_until_kept(page: Page, number: int) -> list[str]:
    """Wait until the browser keeps `number` lists to tick; return their names."""
    for _ in range(200):
        names = kept_lists(page)
        if len(names) == number:
            return names
        page.wait_for_timeout(100)
    pytest.fail(f"kept: {names}")


def open_kept_door(visitor: Visitor, address: str) -> Page:
    """Open the list to tick, and wait until the browser has kept it."""
    page = visitor.go(address)
    wait_until_kept(page, 1)
    return page


def test_the_door_opens_again_without_a_connection(visit: Visit, session_path: str) -> None:
    visitor = visit(width=320)
    visitor.log_in("evenementbeheerder")
    address = f"{session_path}inchecken/"
    page = open_kept_door(visitor, address)
    before, status = came(page), page.locator("[data-checkin-status]")
    aaf, cor = (page.get_by_role("button", name=f"Is er: {name}") for name in ("Aaf Aalbers", "Cor Claes"))
    was = [button.get_attribute("aria-pressed") == "true" for button in (aaf, cor)]

    visitor.context.set_offline(True)
    aaf.click()
    expect(status).to_contain_text("1 vinkje wacht op verbinding")
    page.reload()
    expect(aaf).to_have_attribute("aria-pressed", str(not was[0]).lower())
    cor.click()
    page.get_by_label("Staat iemand niet op de lijst?").fill("Late Gast")
    page.get_by_label("Staat iemand niet op de lijst?").press("Enter")
    page.goto(f"{visitor.site_url}{address}?q=claes")
    expect(status).to_contain_text("3 vinkjes wachten op verbinding")
    expect(aaf).to_be_visible()  # the list is whole: no server has searched it
    expect(page.locator("[data-checkin-list]")).to_contain_text("✓ Late Gast")
    assert not visitor.overflows()

    visitor.context.set_offline(False)
    expect(status).to_have_text("Late Gast is er.")
    visitor.go(address)
    for button, pressed in zip((aaf, cor), was, strict=True):
        expect(button).to_have_attribute("aria-pressed", str(not pressed).lower())
    expect(page.get_by_role("button", name="Is er: Late Gast")).to_have_count(1)
    assert came(page) == before + 1 + sum(1 - 2 * pressed for pressed in was)


def test_a_kept_list_goes_at_its_term_and_on_the_log_in_page(visit: Visit, session_path: str) -> None:
    visitor = visit()
    visitor.log_in("evenementbeheerder")
    address = f"{session_path}inchecken/"
    page = open_kept_door(visitor, address)
    (name,) = kept_lists(page)
    page.evaluate("caches.open('ol-checkin /beheer/aanmeldingen/0/inchecken/ 1 1000').then(() => undefined)")
    visitor.go(session_path)
    assert wait_until_kept(page, 1) == [name]
    visitor.go("/account/uitloggen/").get_by_role("button", name="Uitloggen").click()
    page.wait_for_url(f"{visitor.site_url}/account/inloggen/")
    wait_until_kept(page, 0)
    visitor.context.set_offline(True)
    with pytest.raises(PlaywrightError, match="ERR_"):
        page.goto(f"{visitor.site_url}{address}")


def test_the_door_works_without_script(visit: Visit, session_path: str) -> None:
    visitor = visit(width=320, javascript=False)
    visitor.log_in("evenementbeheerder")
    page = visitor.go(f"{session_path}inchecken/?q=bos")
    button = page.get_by_role("button", name="Is er: Bas Bos")
    was = button.get_attribute("aria-pressed")
    button.click()
    assert button.get_attribute("aria-pressed") != was
    assert page.url.endswith("?q=bos")
    button.click()
    assert button.get_attribute("aria-pressed") == was
