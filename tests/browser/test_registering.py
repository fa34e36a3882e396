"""Registering in a real browser: from the page of a workshop to the private page, with scripts and without."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, SECRET_KEY, Visitor

Visit = Callable[..., Visitor]
KNIP = "/agenda/knip-in-een-dag/"


@pytest.fixture
def site_shell(site_url: str, site_folder: Path) -> Callable[[str], str]:
    """Run Python beside the server, in its database; return what that prints."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "VAR_DIR": str(site_folder),
        "DATABASE_URL": f"sqlite:///{site_folder / 'site.sqlite3'}",
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": site_url,
        "DEFAULT_FROM_EMAIL": "site@ol2000.example",
        "EMAIL_URL": "smtp://localhost:25",
    }

    def run(code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def fill_in(page: Page, name: str, *colleagues: str) -> None:
    """Fill in the form for somebody with `colleagues`, and send it as a person does: not at once."""
    page.get_by_label("Uw naam").fill(name)
    page.get_by_label("Uw e-mailadres").fill(f"{name.lower()}@zwolle.example")
    page.get_by_label("Uw organisatie").fill("Zwolle")
    for number, colleague in enumerate(colleagues, 1):
        if number > 1:
            page.get_by_role("button", name="Nog een collega").click()
        page.get_by_label(f"Collega {number}").fill(colleague)
    page.wait_for_timeout(3100)
    page.get_by_role("button", name=re.compile("Verstuur de aanmelding|Zet mij op de wachtlijst")).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_party_registers(visit: Visit, site_shell: Callable[[str], str], *, javascript: bool) -> None:
    name = "Annet" if javascript else "Bram"
    visitor = visit(320, javascript=javascript)
    page = visitor.go(KNIP)
    page.get_by_role("link", name="Meld u aan").first.click()
    fill_in(page, name, "Cor", "Dirk")
    page.reload()
    if javascript:  # Without, the page before is the answer to the button for one more, which isn't kept.
        page.go_back()
        expect(page.get_by_label("Uw naam")).to_be_visible()
    found = site_shell(
        "from events.registration.models import Registration as R; "
        f"print([[a.name for a in r.attendees.all()] for r in R.objects.filter(name='{name}')])"
    )
    assert found == f"[['{name}', 'Cor', 'Dirk']]"
    assert visitor.troubles == []


@pytest.mark.parametrize("javascript", [True, False])
def test_who_waits_is_offered_a_place_and_takes_it(
    visit: Visit, site_shell: Callable[[str], str], *, javascript: bool
) -> None:
    slug = "wachttijden-verklaren" if javascript else "leerkring-wijkloketten"
    site_shell(
        "from events.agenda.models import EventSession as S; from seeding.people import take_away_people; "
        f"found = S.objects.filter(page__slug='{slug}'); take_away_people(found.get()); found.update(capacity=1)"
    )
    for name in ("Evert", "Fatma"):
        page = visit(javascript=javascript).go(f"/agenda/{slug}/aanmelden/")
        fill_in(page, name)
    first, second = (own_page(site_shell, name, slug) for name in ("Evert", "Fatma"))
    visitor = visit(javascript=javascript)
    expect(visitor.go(second).locator("main")).to_contain_text("U staat op plek 1 van de wachtlijst")
    page = visitor.go(first)
    page.get_by_role("link", name="Meld u af").click()
    page.get_by_role("button", name="Meld mij af").click()
    expect(page.locator("main")).to_contain_text("U bent afgemeld")
    page = visitor.go(second)
    page.get_by_role("button", name="Neem de plaats aan").click()
    expect(page.locator("main")).to_contain_text("U hebt een plaats")
    assert visitor.troubles == []


def own_page(site_shell: Callable[[str], str], name: str, slug: str) -> str:
    """Return the private address that the mail to `name` holds."""
    return site_shell(
        "from events.registration.models import Registration as R; "
        "from events.registration.visitors.links import build_link; "
        "from cms.mail.private_links import PrivateLink; "
        f"r = R.objects.get(name='{name}', session__page__slug='{slug}'); "
        "print(build_link(PrivateLink('registration', str(r.public_id), r.link_generation)))"
    )


def test_the_places_on_the_page_are_refreshed_by_script(visit: Visit) -> None:
    visitor = visit()
    said: dict[str, Any] = {}

    def other_numbers(route: Any) -> None:
        answer = route.fetch()
        said.update(answer.json())
        route.fulfill(
            json={uid: {"places": "Wachtlijst: 9 mensen", "action": "Zet u op de wachtlijst"} for uid in said}
        )

    visitor.page.route("**/plaatsen.json", other_numbers)
    page = visitor.go("/agenda/regie-aan-het-loket/")
    expect(page.locator("[data-ol-places-label]").first).to_have_text("Wachtlijst: 9 mensen")
    expect(page.get_by_role("link", name="Zet u op de wachtlijst").first).to_be_visible()
    assert {notice["places"] for notice in said.values()} == {"Wachtlijst: 3 mensen", "Nog 15 plaatsen"}
    assert visitor.troubles == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False), (320, True)])
def test_the_screens_are_accessible_also_with_errors(
    visit: Visit, site_shell: Callable[[str], str], width: int, *, dark: bool
) -> None:
    visitor = visit(width, dark=dark)
    faults: dict[str, list[str]] = {}

    def look(what: str) -> None:
        faults[what] = visitor.accessibility_faults()
        if visitor.overflows():
            faults[what].append("scrolls sideways")

    page = visitor.go("/agenda/privacy-aan-de-balie/aanmelden/")
    look("the choice")
    page.get_by_role("link", name="Meld u aan").first.click()
    look("the form")
    page.get_by_label("Uw e-mailadres").fill("geen adres")
    page.get_by_role("button", name="Verstuur de aanmelding").last.click()
    expect(page.locator(".ol-alert--error")).to_be_focused()
    look("its errors")
    visitor.go("/agenda/privacy-aan-de-balie/aangemeld/")
    look("the thanks")
    own = site_shell(_REGISTERED)
    for path in ("", "wijzigen/", "afmelden/", "wissen/"):
        visitor.go(own + path)
        look(path or "the private page")
    visitor.go("/aanmelding/link-opnieuw/")
    look("the link again")
    assert {what: found for what, found in faults.items() if found} == {}
    assert visitor.troubles == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_what_comes_afterwards_is_accessible_too(
    visit: Visit, site_shell: Callable[[str], str], width: int, *, dark: bool
) -> None:
    evaluation, certificate = site_shell(_ATTENDED).split()
    visitor = visit(width, dark=dark)
    faults: list[str] = []
    page = visitor.go(certificate)
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()
    faults += visitor.accessibility_faults()
    page = visitor.go(evaluation)
    faults += visitor.accessibility_faults()
    page.get_by_role("button", name="Verstuur uw antwoorden").click()
    expect(page.locator(".ol-alert--error")).to_be_focused()
    faults += visitor.accessibility_faults()
    page.get_by_role("group", name="Hoe vond u de bijeenkomst?").get_by_label("Heel goed").check()
    page.get_by_role("button", name="Verstuur uw antwoorden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel")
    assert faults == []
    assert not visitor.overflows()
    assert visitor.troubles == []


# Somebody who was there; prints where to evaluate and where the certificate is.
_ATTENDED = """
from uuid import uuid4
from django.utils import timezone
from cms.mail.private_links import PrivateLink
from events.agenda.models import EventSession
from events.registration.models import Attendee, Registration
from events.registration.visitors.links import build_link
session = EventSession.objects.filter(state='completed').first()
registration = Registration.objects.create(
    session=session, name='Hanna', state='confirmed', seats=1, confirmed_seats=1, idempotency_key=uuid4().hex,
    queue_number=session.registrations.count() + 1, created_at=timezone.now(), erase_after='2099-01-01',
)
Attendee.objects.create(registration=registration, name='Hanna', attendance='attended')
for path in ('evaluatie/', 'bewijs/'):
    print(build_link(PrivateLink('registration', str(registration.public_id), 0, path)))
"""

# Somebody registered, once for all of these tests; prints the private address.
_REGISTERED = """
from cms.mail.private_links import PrivateLink
from events.agenda.models import EventSession
from events.registration import services
from events.registration.application import Application
from events.registration.visitors.links import build_link
session = EventSession.objects.filter(page__slug='privacy-aan-de-balie', takes_registrations=True).first()
registration = services.register(session, Application('Gerda', 'gerda@zwolle.example'), key='gerda')
print(build_link(PrivateLink('registration', str(registration.public_id), 0)))
"""
