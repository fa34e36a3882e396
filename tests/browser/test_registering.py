"""Registering in a real browser: from the page of a workshop to the private page, with scripts and without."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.mail.private_links import PrivateLink
from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.registration import services
from events.registration.application import Application
from events.registration.enums import Attendance, RegistrationState
from events.registration.models import Attendee, Registration
from events.registration.visitors.links import build_link
from seeding.people import take_away_people
from tests.browser.conftest import SECRET_KEY, Visitor
from tests.processes import forked

Visit = Callable[..., Visitor]
KNIP = "/agenda/knip-in-een-dag/"


@pytest.fixture
def in_site(site_url: str, site_folder: Path, django_db_blocker: Any) -> Iterator[Callable[..., Any]]:
    """Do something in the server's database, beside the server; return what comes of it."""
    database = {**connections.settings["default"], "NAME": str(site_folder / "site.sqlite3")}
    with (
        django_db_blocker.unblock(),
        override_settings(SECRET_KEY=SECRET_KEY),
        forked(1, database) as beside,
    ):
        yield lambda do, *arguments: beside.submit(do, *arguments).result()


def parties_of(name: str) -> list[list[str]]:
    """Return who comes with each `name` that registered."""
    parties = Registration.objects.filter(name=name)
    return [[attendee.name for attendee in party.attendees.all()] for party in parties]


def leave_one_place(slug: str) -> None:
    """Take away who registered for the only session of a workshop, and all places but one."""
    sessions = EventSession.objects.filter(page__slug=slug)
    take_away_people(sessions.get())
    sessions.update(capacity=1)


def link_to(registration: Registration, path: str = "") -> str:
    """Return the private address that a mail about `registration` holds."""
    return build_link(PrivateLink("registration", str(registration.public_id), registration.link_generation, path))


def own_page(name: str, slug: str) -> str:
    """Return the private address that the mail to `name` holds."""
    return link_to(Registration.objects.get(name=name, session__page__slug=slug))


def page_of_somebody_registered() -> str:
    """Register somebody; return the private address."""
    sessions = EventSession.objects.filter(page__slug="privacy-aan-de-balie", takes_registrations=True)
    return link_to(services.register(sessions[0], Application("Gerda", "gerda@zwolle.example"), key="gerda"))


def pages_of_somebody_who_was_there() -> list[str]:
    """Make somebody who was at a workshop; return where to evaluate it and where the certificate is."""
    session = EventSession.objects.filter(state=SessionState.COMPLETED)[0]
    registration = Registration.objects.create(
        session=session,
        name="Hanna",
        state=RegistrationState.CONFIRMED,
        seats=1,
        confirmed_seats=1,
        idempotency_key="hanna",
        queue_number=session.registrations.count() + 1,
        created_at=timezone.now(),
        erase_after=date(2099, 1, 1),
    )
    Attendee.objects.create(registration=registration, name="Hanna", attendance=Attendance.ATTENDED)
    return [link_to(registration, path) for path in ("evaluatie/", "bewijs/")]


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
def test_a_party_registers(visit: Visit, in_site: Callable[..., Any], *, javascript: bool) -> None:
    name = "Annet" if javascript else "Bram"
    visitor = visit(320, javascript=javascript)
    page = visitor.go(KNIP)
    page.get_by_role("link", name="Meld u aan").first.click()
    fill_in(page, name, "Cor", "Dirk")
    page.reload()
    if javascript:  # Without, the page before is the answer to the button for one more, which isn't kept.
        page.go_back()
        expect(page.get_by_label("Uw naam")).to_be_visible()
    assert in_site(parties_of, name) == [[name, "Cor", "Dirk"]]
    assert visitor.troubles == []


@pytest.mark.parametrize("javascript", [True, False])
def test_who_waits_is_offered_a_place_and_takes_it(
    visit: Visit, in_site: Callable[..., Any], *, javascript: bool
) -> None:
    slug = "wachttijden-verklaren" if javascript else "leerkring-wijkloketten"
    in_site(leave_one_place, slug)
    for name in ("Evert", "Fatma"):
        page = visit(javascript=javascript).go(f"/agenda/{slug}/aanmelden/")
        fill_in(page, name)
    first, second = (in_site(own_page, name, slug) for name in ("Evert", "Fatma"))
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


def test_the_screens_are_accessible_also_with_errors(visit: Visit, in_site: Callable[..., Any]) -> None:
    visitor = visit()
    faults: dict[str, list[str]] = {}

    def look(what: str) -> None:
        faults[what] = visitor.faults_in_every_look()

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
    own = in_site(page_of_somebody_registered)
    for path in ("", "wijzigen/", "afmelden/", "wissen/"):
        visitor.go(own + path)
        look(path or "the private page")
    visitor.go("/aanmelding/link-opnieuw/")
    look("the link again")
    assert {what: found for what, found in faults.items() if found} == {}


def test_what_comes_afterwards_is_accessible_too(visit: Visit, in_site: Callable[..., Any]) -> None:
    evaluation, certificate = in_site(pages_of_somebody_who_was_there)
    visitor = visit()
    faults: list[str] = []
    page = visitor.go(certificate)
    expect(page.get_by_role("button", name="Druk af")).to_be_visible()
    faults += visitor.faults_in_every_look()
    page = visitor.go(evaluation)
    faults += visitor.faults_in_every_look()
    page.get_by_role("button", name="Verstuur uw antwoorden").click()
    expect(page.locator(".ol-alert--error")).to_be_focused()
    faults += visitor.faults_in_every_look()
    page.get_by_role("group", name="Hoe vond u de bijeenkomst?").get_by_label("Heel goed").check()
    page.get_by_role("button", name="Verstuur uw antwoorden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel")
    assert faults == visitor.troubles == []
    assert not visitor.overflows()
