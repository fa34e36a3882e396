"""What other apps add to a workshop: addresses below it, and what they say of its sessions."""

from typing import Any

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client
from wagtail.models import PageViewRestriction

from events.agenda import addresses, notices
from events.agenda.models import AgendaPage, WorkshopPage
from events.agenda.notices import Notice
from tests.factories import EventSessionFactory, WorkshopPageFactory


@pytest.fixture
def page(agenda: AgendaPage) -> WorkshopPage:
    return WorkshopPageFactory(parent=agenda, title="Balies")


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address that says which page it belongs to and how it was asked."""

    def view(request: HttpRequest, page: WorkshopPage) -> HttpResponse:
        return HttpResponse(f"{request.method} {page.title}")

    monkeypatch.setitem(addresses._views, "iets", view)
    return "iets/"


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> dict[int, Notice]:
    """What is said of sessions, by their id."""
    said: dict[int, Notice] = {}
    monkeypatch.setattr(notices, "_sources", [lambda *_: dict(said)])
    return said


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_registered_address_is_answered_and_never_kept(
    page: WorkshopPage, address: str, method: str, client: Client, settings: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    for _ in range(2):
        answer = getattr(client, method)(page.url + address)
        assert answer.text == f"{method.upper()} Balies"
        assert "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]


def test_it_is_not_there_below_what_is_not_published(page: WorkshopPage, address: str, client: Client) -> None:
    page.unpublish()
    assert client.get(page.url + address).status_code == 404


@pytest.mark.parametrize("path", ["iets/meer/", "anders/", "iets.ics"])
def test_other_addresses_do_not_exist(page: WorkshopPage, address: str, path: str, client: Client) -> None:
    assert client.get(page.url + path).status_code == 404


def test_a_restriction_of_the_page_holds_for_it(page: WorkshopPage, address: str, client: Client) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    answer = client.get(page.url + address)
    assert answer.status_code == 302
    assert "Balies" not in answer.text


def test_what_is_said_of_a_session_stands_on_the_page_and_is_a_minute_old_at_most(
    page: WorkshopPage, free: dict[int, Notice], settings: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    with time_machine.travel("2026-11-24T11:00:00Z", tick=False) as clock:
        session = EventSessionFactory(page=page)
        free[session.pk] = Notice(places_label="Nog 4 plaatsen", register_url="/aan/", register_label="Meld u aan")
        text = Client().get(page.url).text
        assert "Nog 4 plaatsen" in text
        assert 'href="/aan/"' in text
        free[session.pk] = Notice(places_label="Wachtlijst: 3 mensen", is_full=True)
        clock.shift(59)
        assert "Nog 4 plaatsen" in Client().get(page.url).text
        clock.shift(1)
        text = Client().get(page.url).text
        assert "Wachtlijst: 3 mensen" in text
        assert "Vol" in text


def test_a_page_of_which_nothing_is_said_is_kept_as_long_as_others(page: WorkshopPage, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    with time_machine.travel("2026-11-24T11:00:00Z", tick=False) as clock:
        EventSessionFactory(page=page)
        assert "Balies" in Client().get(page.url).text
        WorkshopPage.objects.filter(pk=page.pk).update(title="Loketten")
        clock.shift(299)
        assert "Loketten" not in Client().get(page.url).text
