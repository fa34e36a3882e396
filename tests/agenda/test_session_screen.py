"""The screen on which staff manage sessions: every command by POST, and who may do what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.agenda import services
from events.agenda.enums import SessionState
from events.agenda.models import EventSession, WorkshopPage
from home.models import HomePage
from tests.factories import ContentPageFactory, EventSessionFactory, UserFactory, WorkshopPageFactory

ALL_ROLES = ["redacteur", "eindredacteur", "evenementbeheerder", "beheerder"]
COMMANDS = {"schedule": "draft", "cancel": "scheduled", "complete": "scheduled", "delete": "draft"}


@pytest.fixture
def page(home: HomePage) -> WorkshopPage:
    return WorkshopPageFactory()


@pytest.fixture
def editor(page: WorkshopPage, logged_in: Callable[..., Client]) -> Client:
    """Somebody who may manage the agenda; logged in once the agenda is there."""
    return logged_in("evenementbeheerder")


def url(name: str, page: WorkshopPage, *args: Any) -> str:
    return reverse(f"agenda_sessions:{name}", args=[page.pk, *args])


def filled(**changes: Any) -> dict[str, Any]:
    start = timezone.localtime() + timedelta(days=30)
    return {
        "start": f"{start:%Y-%m-%d} 10:00",
        "end": f"{start:%Y-%m-%d} 13:00",
        "mode": "op-locatie",
        "venue_name": "Stadhuis",
        "venue_city": "Zwolle",
        "offer_hours": "48",
        "largest_party": "5",
        **changes,
    }


def said(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_the_address_is_dutch(page: WorkshopPage) -> None:
    assert url("index", page) == f"/beheer/agenda/{page.pk}/bijeenkomsten/"


def test_the_list_shows_the_sessions_of_this_page_only(editor: Client, page: WorkshopPage) -> None:
    EventSessionFactory(page=page, venue_city="Assen", online_link="https://geheim.example/a")
    EventSessionFactory(page=WorkshopPageFactory(), venue_city="Goes")
    answer = editor.get(url("index", page))
    assert "Assen" in answer.content.decode()
    assert "Goes" not in answer.content.decode()
    assert "geheim.example" not in answer.content.decode()


def test_an_empty_list_says_what_to_do(editor: Client, page: WorkshopPage) -> None:
    assert "Er is nog geen datum" in editor.get(url("index", page)).content.decode()


def test_a_session_past_its_end_is_shown_as_past(editor: Client, page: WorkshopPage) -> None:
    EventSessionFactory(page=page, start=timezone.now() - timedelta(days=1))
    html = editor.get(url("index", page)).content.decode()
    assert "Geweest" in html
    assert "Gaat door" not in html


def test_the_list_takes_as_many_queries_for_twenty_as_for_one(editor: Client, page: WorkshopPage) -> None:
    def queries() -> int:
        editor.get(url("index", page))
        with CaptureQueriesContext(connection) as captured:
            editor.get(url("index", page))
        return len(captured)

    EventSessionFactory(page=page)
    for_one = queries()
    EventSessionFactory.create_batch(19, page=page)
    assert queries() == for_one <= 20


def test_adding_puts_it_in_the_agenda(editor: Client, page: WorkshopPage) -> None:
    answer = editor.post(url("add", page), filled())
    assert answer.status_code == 302, answer.context["form"].errors
    session = EventSession.objects.get()
    assert (session.page, session.state) == (page, SessionState.SCHEDULED)
    assert "staat in de agenda" in said(answer)


def test_adding_can_keep_it_in_preparation(editor: Client, page: WorkshopPage) -> None:
    assert b'name="action-keep"' in editor.get(url("add", page)).content
    editor.post(url("add", page), filled(**{"action-keep": "1"}))
    assert EventSession.objects.get().state == SessionState.DRAFT


def test_a_session_that_is_not_right_is_not_kept(editor: Client, page: WorkshopPage) -> None:
    answer = editor.post(url("add", page), filled(venue_name=""))
    assert answer.status_code == 200
    assert "Vul locatie en plaats in" in answer.content.decode()
    assert not EventSession.objects.exists()


def test_fields_that_are_not_in_the_form_are_ignored(editor: Client, page: WorkshopPage) -> None:
    other = WorkshopPageFactory()
    editor.post(url("add", page), filled(state="completed", sequence="9", page=other.pk))
    session = EventSession.objects.get()
    assert (session.page, session.state, session.sequence) == (page, SessionState.SCHEDULED, 0)


def test_changing_writes_and_says_so(editor: Client, page: WorkshopPage) -> None:
    session = EventSessionFactory(page=page)
    version = editor.get(url("edit", page, session.pk)).context["form"]["version"].value()
    answer = editor.post(url("edit", page, session.pk), filled(venue_city="Assen", version=version))
    assert answer.status_code == 302
    session.refresh_from_db()
    assert (session.venue_city, session.sequence) == ("Assen", 1)
    assert "gewijzigd" in said(answer)


def test_saving_without_a_change_keeps_everything(editor: Client, page: WorkshopPage) -> None:
    session = EventSessionFactory(page=page, start=timezone.now() + timedelta(days=7))
    form = editor.get(url("edit", page, session.pk)).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    for name in ("start", "end"):
        data[name] = f"{data[name]:%Y-%m-%d %H:%M}"
    assert editor.post(url("edit", page, session.pk), data).status_code == 302
    kept = EventSession.objects.get()
    assert (kept.start, kept.end, kept.sequence) == (session.start, session.end, 0)


@pytest.mark.parametrize("has_version", [True, False])
def test_a_form_that_was_opened_earlier_overwrites_nothing_unseen(
    editor: Client, page: WorkshopPage, has_version: bool
) -> None:
    session = EventSessionFactory(page=page, capacity=5)
    shown = editor.get(url("edit", page, session.pk))
    assert 'name="version"' in shown.content.decode()
    form = shown.context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {"practical_info": "Neem een pas mee"}
    for name in ("start", "end"):
        mine[name] = f"{mine[name]:%Y-%m-%d %H:%M}"
    if not has_version:
        del mine["version"]
    services.change(session, {"capacity": 9})
    answer = editor.post(url("edit", page, session.pk), mine)
    html = answer.content.decode()
    assert "Aantal plaatsen: 9" in html
    assert "Neem over wat zo moet blijven" in html
    assert "Neem een pas mee" in html
    session.refresh_from_db()
    assert (session.capacity, session.practical_info) == (9, "")
    seen = mine | {"version": answer.context["form"]["version"].value(), "capacity": "9"}
    assert editor.post(url("edit", page, session.pk), seen).status_code == 302
    session.refresh_from_db()
    assert (session.capacity, session.practical_info) == (9, "Neem een pas mee")


@pytest.mark.parametrize("state", ["cancelled", "completed"])
def test_what_is_over_or_off_can_not_be_changed(editor: Client, page: WorkshopPage, state: str) -> None:
    session = EventSessionFactory(page=page, state=state)
    shown = editor.get(url("edit", page, session.pk))
    assert shown.status_code == 302
    assert "niet meer wijzigen" in said(shown)
    answer = editor.post(url("edit", page, session.pk), filled(venue_city="Assen"))
    assert "niet meer wijzigen" in answer.content.decode()
    session.refresh_from_db()
    assert session.venue_city == "Zwolle"


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [("schedule", "draft", "scheduled"), ("cancel", "scheduled", "cancelled"), ("complete", "scheduled", "completed")],
)
def test_a_command_asks_first_and_then_does_it(
    editor: Client, page: WorkshopPage, command: str, before: str, after: str
) -> None:
    start = timezone.now() + timedelta(days=-2 if command == "complete" else 2)
    session = EventSessionFactory(page=page, state=before, start=start)
    assert editor.get(url(command, page, session.pk)).status_code == 200
    session.refresh_from_db()
    assert session.state == before
    answer = editor.post(url(command, page, session.pk))
    assert answer.url == url("index", page)
    session.refresh_from_db()
    assert session.state == after


def test_deleting_is_for_what_is_in_preparation(editor: Client, page: WorkshopPage) -> None:
    prepared, known = EventSessionFactory(page=page, state="draft"), EventSessionFactory(page=page)
    editor.post(url("delete", page, prepared.pk))
    answer = editor.post(url("delete", page, known.pk))
    assert "gelast haar af" in said(answer)
    assert list(EventSession.objects.all()) == [known]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_refusal_is_said_in_plain_words(editor: Client, page: WorkshopPage, command: str) -> None:
    session = EventSessionFactory(page=page, state="cancelled")
    answer = editor.post(url(command, page, session.pk), follow=True)
    assert "messages" in answer.content.decode()
    assert answer.redirect_chain == [(url("index", page), 302)]
    session.refresh_from_db()
    assert session.state == "cancelled"


@pytest.mark.parametrize("name", ["edit", *COMMANDS])
def test_a_session_of_another_page_is_not_there(editor: Client, page: WorkshopPage, name: str) -> None:
    session = EventSessionFactory(page=WorkshopPageFactory(), state="draft")
    for answer in (editor.get(url(name, page, session.pk)), editor.post(url(name, page, session.pk), filled())):
        assert answer.status_code == 404
    session.refresh_from_db()
    assert session.state == "draft"


def test_a_page_that_is_no_workshop_has_no_sessions(editor: Client, home: HomePage) -> None:
    for pk in (home.pk, 999_999_999):
        assert editor.get(f"/beheer/agenda/{pk}/bijeenkomsten/").status_code == 404


@pytest.mark.parametrize("role", ALL_ROLES)
def test_every_role_adds_and_calls_off(page: WorkshopPage, logged_in: Callable[..., Client], role: str) -> None:
    client = logged_in(role)
    assert client.get(url("index", page)).status_code == 200
    client.post(url("add", page), filled())
    client.post(url("cancel", page, EventSession.objects.get().pk))
    assert EventSession.objects.get().state == SessionState.CANCELLED


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur"])
def test_who_may_not_delete_has_no_button_and_no_way(
    page: WorkshopPage, logged_in: Callable[..., Client], role: str
) -> None:
    client, session = logged_in(role), EventSessionFactory(page=page, state="draft")
    assert url("delete", page, session.pk) not in client.get(url("index", page)).content.decode()
    client.post(url("delete", page, session.pk))
    assert EventSession.objects.filter(pk=session.pk).exists()


def addresses(page: WorkshopPage, session: EventSession) -> list[str]:
    return [
        url("index", page),
        url("add", page),
        url("edit", page, session.pk),
        *(url(command, page, session.pk) for command in COMMANDS),
    ]


def test_nobody_else_reaches_any_of_it(page: WorkshopPage, client: Client) -> None:
    session = EventSessionFactory(page=page, state="draft")
    client.force_login(UserFactory())
    for visitor in (Client(), client):
        for address in addresses(page, session):
            assert visitor.post(address, filled()).status_code in (302, 403)
    assert list(EventSession.objects.values_list("state", flat=True)) == ["draft"]


def test_the_permission_on_sessions_alone_is_not_enough(page: WorkshopPage, logged_in: Callable[..., Client]) -> None:
    """Who may manage sessions but not edit this page, doesn't get there."""
    client = logged_in("evenementbeheerder")
    page.move(ContentPageFactory(), pos="last-child")
    session = EventSessionFactory(page=page, state="draft")
    for address in addresses(page, session):
        client.post(address, filled())
        assert client.get(address).status_code == 302
    assert list(EventSession.objects.values_list("state", flat=True)) == ["draft"]
