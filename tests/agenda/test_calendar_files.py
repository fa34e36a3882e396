"""Calendar files, read back as a calendar reads them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar, Event
from wagtail.models import PageViewRestriction

from events.agenda import services
from events.agenda.models import AgendaPage, EventSession
from tests.factories import EventSessionFactory, SpeakerEngagementPageFactory, WorkshopPageFactory

SECRET = "https://geheim.example/deelnemen"


def events_in(answer: Any) -> dict[str, Event]:
    """Return the events in a calendar file by their uid."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert calendar["VERSION"] == "2.0"
    assert calendar["METHOD"] == "PUBLISH"
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def event_of(client: Client, session: EventSession) -> Event:
    found = events_in(client.get(f"{session.page.url}{session.uid}.ics"))
    assert list(found) == [str(session.uid)]
    return found[str(session.uid)]


def test_one_session(client: Client, agenda: AgendaPage) -> None:
    page = WorkshopPageFactory(title="Knip; in één dag, samen", slug="knip")
    session = EventSessionFactory(page=page, venue_address="Grote Kerkplein 15", online_link=SECRET, mode="hybride")
    EventSessionFactory(page=page)
    answer = client.get(f"/agenda/knip/{session.uid}.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="knip.ics"'
    event = events_in(answer)[str(session.uid)]
    assert event["SUMMARY"] == "Knip; in één dag, samen"
    assert event.decoded("DTSTART") == session.start
    assert event.decoded("DTEND") == session.end
    assert event["LOCATION"] == "Stadhuis, Grote Kerkplein 15, Zwolle (ook online)"
    assert event["URL"].endswith("/agenda/knip/")
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == 0
    assert event.decoded("DTSTAMP") == session.changed_at.replace(microsecond=0)
    assert b"geheim.example" not in answer.content


def test_a_change_and_a_cancellation_reach_who_has_the_file(client: Client, agenda: AgendaPage) -> None:
    session = EventSessionFactory()
    moved = services.change(session, {"venue_city": "Assen"})
    event = event_of(client, moved)
    assert (event["SEQUENCE"], event["LOCATION"]) == (1, "Stadhuis, Assen")
    event = event_of(client, services.cancel(moved))
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")


@pytest.mark.parametrize(
    ("day", "hour_in_utc"), [((2027, 3, 27), 9), ((2027, 3, 28), 8), ((2027, 10, 30), 8), ((2027, 10, 31), 9)]
)
def test_ten_o_clock_stays_ten_o_clock_across_the_changes_of_the_clock(
    client: Client, agenda: AgendaPage, local: Callable, day: tuple[int, ...], hour_in_utc: int
) -> None:
    session = EventSessionFactory(start=local(*day, 10), end=local(*day, 12))
    start = event_of(client, session).decoded("DTSTART")
    assert start == datetime(*day, hour_in_utc, tzinfo=UTC)
    assert timezone.localtime(start).hour == 10


def test_the_night_of_the_change_takes_an_hour_more_or_less(
    client: Client, agenda: AgendaPage, local: Callable
) -> None:
    longer = EventSessionFactory(start=local(2027, 10, 31, 1), end=local(2027, 10, 31, 4))
    shorter = EventSessionFactory(start=local(2027, 3, 28, 1), end=local(2027, 3, 28, 4))
    for session, hours in ((longer, 4), (shorter, 2)):
        event = event_of(client, session)
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=hours)


def test_the_feed_holds_what_is_to_come_and_what_was_called_off(client: Client, agenda: AgendaPage) -> None:
    now = timezone.now()
    coming, off = EventSessionFactory(), EventSessionFactory(state="cancelled")
    EventSessionFactory(state="draft")
    EventSessionFactory(start=now - timedelta(days=2), state="completed")
    EventSessionFactory(start=now - timedelta(days=2))
    talk = SpeakerEngagementPageFactory(title="Eén loket")
    answer = client.get("/agenda/agenda.ics")
    found = events_in(answer)
    assert set(found) == {str(coming.uid), str(off.uid), str(talk.translation_key)}
    assert found[str(off.uid)]["STATUS"] == "CANCELLED"
    assert found[str(talk.translation_key)]["SUMMARY"] == "Eén loket"
    assert answer["Content-Disposition"] == 'attachment; filename="agenda.ics"'


def test_the_feed_never_holds_the_link(client: Client, agenda: AgendaPage) -> None:
    EventSessionFactory(mode="online", venue_name="", venue_city="", online_link=SECRET)
    answer = client.get("/agenda/agenda.ics")
    assert b"geheim.example" not in answer.content
    (event,) = events_in(answer).values()
    assert event["LOCATION"] == "Online"


def test_nothing_restricted_or_unpublished_is_in_the_feed_for_anybody(
    client: Client, agenda: AgendaPage, logged_in: Callable[..., Client]
) -> None:
    behind_log_in, behind_password = EventSessionFactory().page, SpeakerEngagementPageFactory()
    EventSessionFactory(page=WorkshopPageFactory(live=False))
    SpeakerEngagementPageFactory(live=False)
    PageViewRestriction.objects.create(page=behind_log_in, restriction_type="login")
    PageViewRestriction.objects.create(page=behind_password, restriction_type="password", password="geheim")
    for visitor in (client, logged_in("beheerder")):
        assert events_in(visitor.get("/agenda/agenda.ics")) == {}


def test_a_session_leaves_the_feed_at_its_end(client: Client, agenda: AgendaPage, local: Callable) -> None:
    session = EventSessionFactory(start=local(2026, 12, 12, 10), end=local(2026, 12, 12, 13))
    with time_machine.travel(session.end - timedelta(seconds=1), tick=False):
        assert len(events_in(client.get("/agenda/agenda.ics"))) == 1
    with time_machine.travel(session.end, tick=False):
        assert events_in(client.get("/agenda/agenda.ics")) == {}


def test_files_that_do_not_exist(client: Client, agenda: AgendaPage) -> None:
    prepared = EventSessionFactory(state="draft")
    other = EventSessionFactory(page=WorkshopPageFactory())
    unpublished = EventSessionFactory(page=WorkshopPageFactory(live=False))
    for address in (
        f"{prepared.page.url}{prepared.uid}.ics",
        f"{prepared.page.url}{other.uid}.ics",
        f"/agenda/{other.uid}.ics",
        "/agenda/anders.ics",
        "/agenda/geen-workshop/agenda.ics",
        "/agenda.ics",
        f"/agenda/{unpublished.page.slug}/agenda.ics",
        f"/agenda/{unpublished.page.slug}/{unpublished.uid}.ics",
    ):
        assert client.get(address).status_code == 404, address


def test_one_and_twenty_sessions_take_as_many_queries(agenda: AgendaPage, queries_of: Callable[[str], int]) -> None:
    EventSessionFactory()
    for_one = queries_of("/agenda/agenda.ics")
    for _ in range(19):
        EventSessionFactory(page=WorkshopPageFactory())
    assert queries_of("/agenda/agenda.ics") == for_one <= 8
