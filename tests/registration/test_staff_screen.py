"""The one screen of a session: who may see which tab of it, and who learns how little."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda.models import EventSession
from tests.registration.conftest import numbers, register
from tests.registration.desk import changed, do, html, url

MakeSession = Callable[..., EventSession]


SCREENS = ["sessions", "index", "results", "add", "questions", "print", "needs", "notice"]


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize(
    ("role", "status"), [("redacteur", 302), ("eindredacteur", 302), ("evenementbeheerder", 200), ("beheerder", 200)]
)
def test_only_who_manages_meetings_sees_who_registered(
    session: EventSession, logged_in: Callable[..., Client], role: str, status: int, name: str
) -> None:
    register(session, "piet")
    address = reverse("registration_staff:sessions") if name == "sessions" else url(name, session)
    answer = logged_in(role).get(address)
    assert answer.status_code == status
    assert (b"Piet" in answer.content) <= (status == 200)


def test_who_may_only_look_finds_no_buttons_and_changes_nothing(
    session: EventSession, logged_in: Callable[..., Client]
) -> None:
    viewer = logged_in("redacteur")
    User.objects.get().user_permissions.add(Permission.objects.get(codename="view_registration"))
    piet = register(session, "piet")
    shown = html(viewer, url("registration", session, piet.pk))
    assert "Meld af" not in shown
    assert "Meld iemand aan" not in html(viewer, url("index", session))
    assert do(viewer, piet, "afmelden", seats=1).status_code == 302
    assert numbers(piet)[0] == "confirmed"


def test_nothing_of_it_is_kept_by_a_cache(desk: Client, session: EventSession) -> None:
    assert "no-store" in desk.get(url("index", session))["Cache-Control"]


@pytest.mark.parametrize("role", ["redacteur", "evenementbeheerder"])
def test_the_menu_leads_there_for_who_may(home: Any, logged_in: Callable[..., Client], role: str) -> None:
    shown = logged_in(role).get("/beheer/").content.decode()
    assert (reverse("registration_staff:sessions") in shown) == (role == "evenementbeheerder")


def test_the_sessions_of_a_workshop_lead_there(desk: Client, session: EventSession) -> None:
    assert url("index", session) in html(desk, reverse("agenda_sessions:index", args=[session.page_id]))


def tabs(client: Client, address: str) -> dict[str, str]:
    """The tabs of a session's screen, and where they lead; the one that is open is named by 'open'."""
    page = BeautifulSoup(html(client, address), "html.parser")
    links = page.select("nav[aria-label='Onderdelen van deze bijeenkomst'] a")
    is_open = [link.text.strip() for link in links if link.get("aria-current")]
    return {**{link.text.strip(): str(link["href"]) for link in links}, "open": is_open[0] if is_open else ""}


def test_a_session_is_one_screen_with_tabs(desk: Client, session: EventSession) -> None:
    found = tabs(desk, url("index", session))
    assert [name for name in found if name != "open"] == [
        "Aanmeldingen", "Instellingen", "Vragen", "Schrijf een e-mail", "Wensen", "Na afloop",
    ]  # fmt: skip
    for name, address in found.items():
        if name != "open":
            assert tabs(desk, address) == {**found, "open": name}
    piet = register(session, "piet")
    assert tabs(desk, url("registration", session, piet.pk))["open"] == "Aanmeldingen"
    assert tabs(desk, reverse("agenda_sessions:cancel", args=[session.page_id, session.pk]))["open"] == "Instellingen"
    EventSession.objects.update(state="cancelled")
    assert "Instellingen" not in tabs(desk, url("index", session))


def test_the_same_tab_of_another_session_of_the_workshop_is_one_step_away(
    desk: Client, session: EventSession, session_with: MakeSession, django_assert_num_queries: Any
) -> None:
    other, _elsewhere = session_with(page=session.page), session_with()

    def others() -> list[str]:
        page = BeautifulSoup(html(desk, url("questions", session)), "html.parser")
        return [str(link["href"]) for link in page.select("details a")]

    assert others() == [url("questions", other)]
    with CaptureQueriesContext(connection) as queries:
        others()
    count = len(queries)
    for _ in range(9):
        session_with(page=session.page)
    others()  # what is kept until something changes is read anew
    with django_assert_num_queries(count):
        assert len(others()) == 10


def test_who_may_not_see_who_registered_has_the_settings_alone(
    session: EventSession, logged_in: Callable[..., Client]
) -> None:
    address = reverse("agenda_sessions:edit", args=[session.page_id, session.pk])
    assert tabs(logged_in("eindredacteur"), address) == {"Instellingen": address, "open": "Instellingen"}


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur"])
def test_who_may_not_see_who_registered_learns_only_how_many_get_mail(
    session: EventSession, logged_in: Callable[..., Client], role: str
) -> None:
    register(session, "piet")
    writer = logged_in(role)
    for shown in (
        html(writer, reverse("agenda_sessions:cancel", args=[session.page_id, session.pk])),
        changed(writer, session, venue_city="Assen").content.decode(),
    ):
        assert "1 persoon krijgt deze e-mail" in shown
        assert "Piet" not in shown
        assert "proefmail" not in shown
        assert "er staan namen in" in shown
    before = OutgoingMessage.objects.count()
    writer.post(reverse("agenda_sessions:cancel", args=[session.page_id, session.pk]), {"action-test": "1"})
    changed(writer, session, venue_city="Assen", **{"action-test": "1"})
    assert OutgoingMessage.objects.count() == before
