"""A workshop's page: in the editor, and as visitors see it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.agenda.models import AgendaPage, EventSession, WorkshopPage
from tests.editor import create_page, edit_page
from tests.factories import EventSessionFactory, WorkshopPageFactory

SECRET = "https://geheim.example/deelnemen"


@pytest.fixture
def editor(agenda: AgendaPage, logged_in: Callable[..., Client]) -> Client:
    return logged_in("evenementbeheerder")


def text_of(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_it_is_made_in_the_editor(editor: Client, agenda: AgendaPage) -> None:
    answer = create_page(editor, WorkshopPage, agenda, meeting_kind="webinar", audience="Voor teamleiders.")
    assert answer.status_code == 302
    page = WorkshopPage.objects.get()
    shown = text_of(editor.get(page.url))
    assert "Webinar" in shown
    assert "Voor teamleiders." in shown


def test_a_new_page_says_where_dates_come_from(editor: Client, agenda: AgendaPage) -> None:
    answer = editor.get(reverse("wagtailadmin_pages:add", args=["agenda", "workshoppage", agenda.pk]))
    assert "Bewaar de pagina eerst als concept" in answer.content.decode()


def test_the_editor_lists_the_sessions_and_leads_to_their_screen(editor: Client) -> None:
    session = EventSessionFactory(venue_city="Assen", online_link=SECRET)
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[session.page.pk])).content.decode()
    assert f"{session}, Assen (Gaat door)" in html
    assert html.count(reverse("agenda_sessions:index", args=[session.page.pk])) >= 2
    assert SECRET not in html


def test_an_edit_of_the_page_leaves_its_sessions_alone(editor: Client) -> None:
    session = EventSessionFactory()
    assert edit_page(editor, session.page, title="Andere titel").status_code == 302
    page = WorkshopPage.objects.get()
    assert (page.title, page.date) == ("Andere titel", session.start)
    assert EventSession.objects.get().sequence == 0


def test_a_copy_has_no_sessions_and_says_so(editor: Client, agenda: AgendaPage) -> None:
    page = EventSessionFactory().page
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": agenda.pk, "copy_subpages": "", "alias": ""}
    answer = editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)
    assert "niet gekopieerd" in answer.content.decode()
    copy = WorkshopPage.objects.get(slug="kopie")
    assert (copy.sessions.count(), copy.date, copy.card_note) == (0, None, "Workshop · Datum volgt")


def test_deleting_says_how_many_sessions_go_along(editor: Client, agenda: AgendaPage) -> None:
    page = WorkshopPageFactory()
    EventSessionFactory.create_batch(2, page=page)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "verwijdert u ook 2 bijeenkomsten" in editor.get(address).content.decode()
    editor.post(address)
    assert not EventSession.objects.exists()


def test_without_a_session_it_says_that_the_date_follows(client: Client, agenda: AgendaPage) -> None:
    page = WorkshopPageFactory()
    EventSessionFactory(page=page, state="draft", venue_name="Nog Geheim Huis")
    shown = text_of(client.get(page.url))
    assert "De datum volgt" in shown
    assert "Nog Geheim Huis" not in shown


def test_it_shows_when_and_where(client: Client, agenda: AgendaPage, local: Callable) -> None:
    start = local(timezone.now().year + 1, 7, 1, 10)
    session = EventSessionFactory(start=start, venue_address="Grote Kerkplein 15")
    answer = client.get(session.page.url)
    assert f"1 juli {start.year}" in text_of(answer)
    assert "10.00 tot 13.00 uur" in text_of(answer)
    assert "Stadhuis, Grote Kerkplein 15, Zwolle" in text_of(answer)
    assert f"{session.page.url}{session.uid}.ics" in answer.content.decode()


@pytest.mark.parametrize(("mode", "words"), [("online", "Online"), ("hybride", "ook online")])
def test_the_link_to_take_part_is_never_there(client: Client, agenda: AgendaPage, mode: str, words: str) -> None:
    session = EventSessionFactory(mode=mode, online_link=SECRET)
    answer = client.get(session.page.url)
    assert words in text_of(answer)
    assert "geheim.example" not in answer.content.decode()


def test_what_was_called_off_says_so(client: Client, agenda: AgendaPage) -> None:
    session = EventSessionFactory(state="cancelled")
    answer = client.get(session.page.url)
    assert answer.context["header"]["badge"] == "Afgelast"
    assert f"{session.uid}.ics" not in answer.content.decode()


def test_a_session_past_its_end_is_past_whoever_says_so(client: Client, agenda: AgendaPage) -> None:
    session = EventSessionFactory(start=timezone.now() - timedelta(days=1))
    answer = client.get(session.page.url)
    assert session.state == "scheduled"
    assert answer.context["header"]["badge"] == "Geweest"
    assert [line["state"] for line in answer.context["past_sessions"]] == ["completed"]
    assert "Er is nog geen nieuwe datum" in text_of(answer)


def test_a_session_goes_over_at_its_end(agenda: AgendaPage, client: Client) -> None:
    now = timezone.now()
    session = EventSessionFactory(start=now - timedelta(hours=2), end=now + timedelta(hours=1))
    assert len(client.get(session.page.url).context["coming_sessions"]) == 1
    EventSession.objects.update(end=now)
    assert client.get(session.page.url).context["coming_sessions"] == []


def test_one_and_twenty_sessions_take_as_many_queries(agenda: AgendaPage, queries_of: Callable[[str], int]) -> None:
    page = EventSessionFactory().page
    for_one = queries_of(page.url)
    EventSessionFactory.create_batch(19, page=page)
    assert queries_of(page.url) == for_one <= 12


def test_a_preview_of_a_page_that_was_never_saved(agenda: AgendaPage) -> None:
    page = WorkshopPage(title="Nieuw", slug="nieuw", summary="Nieuw.")
    agenda.add_child(instance=page)
    page.pk = None
    assert page.public_sessions() == []
    assert page.get_header()["badge"] == "Datum volgt"


def test_a_restricted_page_keeps_its_files_too(client: Client, agenda: AgendaPage) -> None:
    session = EventSessionFactory()
    PageViewRestriction.objects.create(page=session.page, restriction_type="login")
    for address in (session.page.url, f"{session.page.url}agenda.ics", f"{session.page.url}{session.uid}.ics"):
        assert client.get(address).status_code == 302
