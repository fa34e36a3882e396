"""Asking for a speaker: the form, what it says when something is wrong, and the private page."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from cms.mail.private_links import sign
from tests.browser.conftest import SECRET_KEY, Visitor
from tests.speaking.asking import in_days

Visit = Callable[..., Visitor]


def fill(page: Page, occasion: str) -> None:
    """Fill in the least that the form asks."""
    for label, text in {
        "Naam van uw organisatie": "Gemeente Zwolle",
        "Uw naam": "Sam Bakker",
        "E-mailadres": "sam@zwolle.example",
        "Wat is de gelegenheid?": occasion,
        "Waar moet het over gaan?": "Eén loket, hoe dan?",
        "Wie zitten er in de zaal?": "medewerkers van de balie",
        "Waar is het?": "Stadhuis, Zwolle",
        "Op welke datum?": in_days(60),
    }.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Een week eerder of later kan ook").check()


def private_path(site_folder: Path, occasion: str) -> str:
    """Return the path that the mail about the request leads to."""
    with closing(sqlite3.connect(site_folder / "site.sqlite3")) as database:
        query = "SELECT public_id FROM speaking_speakingrequest WHERE occasion = ?"
        (public_id,) = database.execute(query, [occasion]).fetchone()
    with override_settings(SECRET_KEY=SECRET_KEY):
        return f"/spreker-aangevraagd/{sign('speaking', str(UUID(public_id)), 1)}/"


def test_the_form_is_accessible_also_with_errors(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go("/sprekers/elif-karaca/aanvragen/")
    expect(page.get_by_label("Wie wilt u graag als spreker?").locator("option:checked")).to_have_text("Elif Karaca")
    assert visitor.faults_in_every_look() == []
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(page.locator("[data-ol-focus]")).to_be_focused()
    page.get_by_role("link", name="E-mailadres").click()
    expect(page.get_by_label("E-mailadres")).to_be_focused()
    assert visitor.faults_in_every_look() == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_speaker_is_asked_for_and_the_request_withdrawn(visit: Visit, site_folder: Path, *, javascript: bool) -> None:
    occasion = f"Dag van de balie {javascript}"
    visitor = visit(javascript=javascript)
    page = visitor.go("/sprekers/")
    page.get_by_role("link", name="Vraag een spreker aan").click()
    fill(page, occasion)
    page.wait_for_timeout(3000)
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag is verstuurd")
    page = visitor.go(private_path(site_folder, occasion))
    expect(page.locator("main")).to_contain_text("Wij bekijken uw aanvraag")
    assert not javascript or visitor.accessibility_faults() == []
    page.get_by_role("button", name="Trek de aanvraag in").click()
    expect(page.locator("main")).to_contain_text("Deze aanvraag is ingetrokken")
    assert visitor.troubles == []
    visitor.page.set_viewport_size({"width": 320, "height": 900})
    assert not visitor.overflows()


def test_staff_ask_something_and_who_asked_answers(visit: Visit, site_folder: Path) -> None:
    visitor, staff = visit(), visit()
    fill(page := visitor.go("/sprekers/aanvragen/"), "Themadag")
    page.wait_for_timeout(3000)
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    page.wait_for_url("**/verstuurd/")
    desk = staff.log_in("evenementbeheerder")
    desk.get_by_role("link", name="Gemeente Zwolle: Themadag").click()
    desk.get_by_role("link", name="Stel een vraag").click()
    desk.get_by_label("Uw vraag").fill("Hoe laat begint het?")
    desk.get_by_role("button", name="Stel een vraag").click()
    expect(desk.locator("main")).to_contain_text("De vraag is gesteld.")
    page = visitor.go(private_path(site_folder, "Themadag"))
    expect(page.locator("main")).to_contain_text("Hoe laat begint het?")
    page.get_by_role("button", name="Verstuur uw antwoord").click()
    expect(page.locator("main")).to_contain_text("Het formulier is nog niet goed ingevuld")
    assert visitor.accessibility_faults() == []
    page.get_by_role("textbox", name="Uw antwoord").fill("Om twee uur.")
    page.get_by_role("button", name="Verstuur uw antwoord").click()
    expect(page.locator("main")).to_contain_text("Om twee uur.")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("Om twee uur.")
    assert visitor.troubles == staff.troubles == []
