"""Logging in, the second step, and a forgotten password in a real browser, with their errors showing."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Visitor

Visit = Callable[..., Visitor]


def code_for(secret: str) -> str:
    """Return what an app shows for `secret` now (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def is_sound(visitor: Visitor) -> None:
    assert visitor.faults_in_every_look() == []


def press(page: Page, name: str) -> None:
    """Press the button `name` in the page itself, and wait for the answer."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).click()


def test_a_wrong_password(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/account/inloggen/")
    page.get_by_label("E-mailadres").fill("redacteur@ol2000.example")
    page.get_by_label("Wachtwoord", exact=True).fill("niet-het-wachtwoord")
    press(page, "Inloggen")
    expect(page.locator("main")).to_contain_text(re.compile("wachtwoord", re.IGNORECASE))
    is_sound(visitor)


def test_a_forgotten_password(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/account/wachtwoord/vergeten/")
    is_sound(visitor)
    page.get_by_label("E-mailadres").fill("geen-adres")
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    press(page, "Stuur mij een link")
    is_sound(visitor)
    page.get_by_label("E-mailadres").fill("niemand@ol2000.example")
    press(page, "Stuur mij een link")
    is_sound(visitor)
    visitor.go("/account/wachtwoord/nieuw/1-verlopen-link/")
    is_sound(visitor)


def test_the_second_step_from_end_to_end(visit: Visit, site_url: str) -> None:
    visitor = visit()
    visitor.log_in("redacteur")
    page = visitor.go("/account/tweede-stap/")
    is_sound(visitor)
    page.get_by_role("link", name="App koppelen").click()
    # Connecting an app asks for the password once more, when it is not just given.
    if "bevestigen" in page.url:
        page.get_by_label("Wachtwoord", exact=True).fill("fout")
        press(page, "Bevestigen")
        is_sound(visitor)
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        press(page, "Bevestigen")
    page.locator("summary", has_text="Kunt u niet scannen?").click()
    secret = page.locator("details code").inner_text()
    page.get_by_label("Code").fill("000000")
    press(page, "App koppelen")
    is_sound(visitor)
    page.get_by_label("Code").fill(code_for(secret))
    press(page, "App koppelen")
    try:
        is_sound(visitor)
        for path in ("herstelcodes/", "herstelcodes/nieuw/", "app/loskoppelen/", ""):
            visitor.go(f"/account/tweede-stap/{path}")
            is_sound(visitor)
        code = visitor.go("/account/tweede-stap/herstelcodes/").locator("main li code").first.inner_text()
        other = visit()
        login = other.go("/account/inloggen/")
        login.get_by_label("E-mailadres").fill("redacteur@ol2000.example")
        login.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        press(login, "Inloggen")
        is_sound(other)
        login.get_by_label("Code").fill("123")
        press(login, "Inloggen")
        is_sound(other)
        login.get_by_label("Code").fill(code)
        press(login, "Inloggen")
        expect(login).to_have_url(f"{site_url}/beheer/")
    finally:
        visitor.go("/account/tweede-stap/app/loskoppelen/")
        press(page, "App loskoppelen")
    page = visitor.go("/account/wachtwoord/")
    press(page, "Wachtwoord wijzigen")
    expect(page.locator(".ol-field__error")).to_contain_text(["Vul dit in."] * 3)
    is_sound(visitor)
    visitor.go("/account/uitloggen/")
    is_sound(visitor)
