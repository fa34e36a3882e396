"""What the page of a workshop says of its places, and the file that keeps it up to date."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.agenda.models import EventSession
from tests.registration.conftest import NOON, register
from tests.registration.filling import form_url, text_of

Make = Callable[..., EventSession]


@pytest.mark.parametrize(
    ("fields", "taken", "said"),
    [
        ({"capacity": None}, 0, ("Aanmelden kan", "Meld u aan")),
        ({"capacity": 5}, 1, ("Nog 4 plaatsen", "Meld u aan")),
        ({"capacity": 2}, 1, ("Nog 1 plaats", "Meld u aan")),
        ({"capacity": 2}, 2, ("Wachtlijst: nog niemand", "Zet u op de wachtlijst")),
        ({"capacity": 2}, 3, ("Wachtlijst: 1 mens", "Zet u op de wachtlijst")),
        ({"capacity": 1}, 3, ("Wachtlijst: 2 mensen", "Zet u op de wachtlijst")),
        ({"capacity": 1, "waiting_capacity": 1}, 2, ("De wachtlijst is ook vol", "")),
        ({"capacity": 1, "waiting_capacity": 0}, 1, ("Alle plaatsen zijn bezet", "")),
        ({"opens_at": NOON + timedelta(days=1)}, 0, ("Aanmelden kan vanaf 25 november, 12.00 uur", "")),
        ({"closes_at": NOON - timedelta(days=1)}, 0, ("Aanmelden kan niet meer", "")),
    ],
)
def test_the_page_and_the_file_say_the_same(
    session_with: Make, client: Client, fields: dict[str, Any], taken: int, said: tuple[str, str]
) -> None:
    label, action = said
    session = session_with(**fields)
    for number in range(taken):
        register(session, f"nummer{number}")
    shown = client.get(session.page.url)
    assert label in text_of(shown)
    assert (form_url(session) in shown.text) == bool(action)
    assert action in text_of(shown)
    file = client.get(f"{session.page.url}plaatsen.json").json()
    assert file == {str(session.uid): {"places": label, "action": action}}
    assert f'data-ol-session="{session.uid}"' in shown.text
    assert f'data-ol-places="{session.page.url}plaatsen.json"' in shown.text


@pytest.mark.parametrize("fields", [{"takes_registrations": False}, {"state": "cancelled"}])
def test_of_a_session_without_registering_nothing_is_said(
    session_with: Make, client: Client, fields: dict[str, Any]
) -> None:
    session = session_with(**fields)
    text = client.get(session.page.url).text
    assert "aanmelden/" not in text
    assert "plaatsen.json" not in text
    assert client.get(f"{session.page.url}plaatsen.json").json() == {}


def test_both_are_kept_for_everybody_and_never_for_long(
    session_with: Make, frozen: time_machine.Traveller, settings: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    session = session_with(capacity=5)
    page, file = session.page.url, f"{session.page.url}plaatsen.json"
    for url, seconds in ((page, 60), (file, 30)):
        answer = Client().get(url)
        assert answer["Cache-Control"] == f"public, max-age={seconds}"
        assert not answer.cookies
    register(session, "sanne")
    assert Client().get(file).json()[str(session.uid)]["places"] == "Nog 5 plaatsen"
    frozen.shift(31)
    assert Client().get(file).json()[str(session.uid)]["places"] == "Nog 4 plaatsen"
    assert "Nog 5 plaatsen" in Client().get(page).text
    frozen.shift(30)
    assert "Nog 4 plaatsen" in Client().get(page).text


def test_an_unpublished_workshop_has_no_file(session_with: Make, client: Client) -> None:
    session = session_with()
    session.page.unpublish()
    assert client.get(f"{session.page.url}plaatsen.json").status_code == 404


def test_twenty_sessions_take_no_more_queries_than_one(session_with: Make, queries_of: Callable[[str], int]) -> None:
    session = session_with(capacity=3)
    urls = [session.page.url, f"{session.page.url}plaatsen.json"]
    few = [queries_of(url) for url in urls]
    for _ in range(20):
        session_with(page=session.page, capacity=2)
    assert [queries_of(url) for url in urls] == few
