"""What may happen to a session, and what the rest of the site learns of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.pages.generation import current_generation
from cms.pages.models import BasePage
from cms.pages.signals import tick
from events.agenda import services
from events.agenda.enums import SessionState
from events.agenda.models import EventSession, WorkshopPage
from events.agenda.services import SessionRefusedError
from home.models import HomePage
from tests.factories import EventSessionFactory, WorkshopPageFactory

NOON = "2026-11-24T11:00:00Z"


@pytest.fixture
def page(home: HomePage) -> WorkshopPage:
    return WorkshopPageFactory()


def draft(page: WorkshopPage, **fields: object) -> EventSession:
    return EventSessionFactory(page=page, state=SessionState.DRAFT, **fields)


def in_table(page: WorkshopPage) -> BasePage:
    return BasePage.objects.get(pk=page.pk)


def test_a_draft_is_not_in_the_base_table_and_a_scheduled_session_is(page: WorkshopPage) -> None:
    start = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=5)
    session = services.add(
        EventSession(page=page, start=start, end=start + timedelta(hours=2), venue_name="Stadhuis", venue_city="Zwolle")
    )
    assert session.state == SessionState.DRAFT
    assert in_table(page).date is None
    assert in_table(page).card_note == "Workshop · Datum volgt"
    services.schedule(session)
    assert in_table(page).date == start
    assert in_table(page).card_note.endswith("uur · Zwolle")


def test_a_session_makes_no_revision_of_the_page_and_renews_what_caches_hold(
    page: WorkshopPage, django_capture_on_commit_callbacks: object
) -> None:
    session = draft(page)
    revisions, before = page.revisions.count(), current_generation()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.schedule(session)
    assert page.revisions.count() == revisions
    assert current_generation() != before
    page.refresh_from_db()
    assert not page.has_unpublished_changes


def test_publishing_an_old_revision_keeps_the_date(page: WorkshopPage) -> None:
    old = page.get_latest_revision()
    session = services.schedule(draft(page))
    old.publish()
    assert in_table(page).date == session.start
    assert EventSession.objects.get().state == SessionState.SCHEDULED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", timezone.now() + timedelta(days=6, hours=1)),
        ("end", timezone.now() + timedelta(days=9)),
        ("mode", "hybride"),
        ("venue_name", "Bibliotheek"),
        ("venue_address", "Grote Markt 1"),
        ("venue_city", "Assen"),
    ],
)
def test_a_change_of_time_or_place_raises_the_sequence(page: WorkshopPage, field: str, value: object) -> None:
    session = EventSessionFactory(page=page, online_link="https://vergaderen.example/a")
    assert services.change(session, {field: value}).sequence == 1


def test_nothing_else_raises_it(page: WorkshopPage) -> None:
    session = EventSessionFactory(page=page)
    same = {"start": session.start, "venue_city": session.venue_city}
    assert services.change(session, {**same, "online_link": "https://vergaderen.example/a"}).sequence == 0
    prepared = draft(page)
    assert services.change(prepared, {"venue_city": "Assen"}).sequence == 0
    assert services.schedule(prepared).sequence == 0


def test_the_uid_never_changes(page: WorkshopPage) -> None:
    session = EventSessionFactory(page=page)
    assert services.cancel(services.change(session, {"venue_city": "Assen"})).uid == session.uid


def test_a_change_that_is_not_right_changes_nothing(page: WorkshopPage) -> None:
    session = EventSessionFactory(page=page)
    with pytest.raises(ValidationError, match="Het einde ligt voor het begin"):
        services.change(session, {"end": session.start - timedelta(hours=1)})
    session.refresh_from_db()
    assert session.end > session.start


def test_nothing_is_planned_in_the_past_or_moved_there(page: WorkshopPage) -> None:
    """It would be completed at once, and then nobody could correct its date."""
    past = {"start": timezone.now() - timedelta(days=2), "end": timezone.now() - timedelta(days=1)}
    session = EventSessionFactory(page=page)
    with pytest.raises(ValidationError, match="al geweest"):
        services.change(session, past)
    with pytest.raises(ValidationError, match="al geweest"):
        services.add(EventSession(page=page, venue_name="Stadhuis", venue_city="Zwolle", **past))
    with pytest.raises(SessionRefusedError, match="al geweest"):
        services.schedule(draft(page, **past))
    session.refresh_from_db()
    assert session.end > timezone.now()


def test_cancelling_stays_visible_and_raises_the_sequence(page: WorkshopPage) -> None:
    cancelled = services.cancel(EventSessionFactory(page=page))
    assert cancelled.sequence == 1
    assert in_table(page).date == cancelled.start
    assert in_table(page).get_card().badge == "Afgelast"
    assert "Afgelast" not in in_table(page).get_card().meta


def test_a_date_that_goes_on_wins_from_one_that_was_called_off(page: WorkshopPage) -> None:
    goes_on = EventSessionFactory(page=page, start=timezone.now() + timedelta(days=30))
    services.cancel(EventSessionFactory(page=page))
    assert in_table(page).date == goes_on.start
    assert in_table(page).get_card().badge is None


def test_more_dates_are_counted_on_the_card(page: WorkshopPage) -> None:
    EventSessionFactory(page=page)
    services.schedule(draft(page))
    assert in_table(page).card_note.endswith("· 2 data")


@pytest.mark.parametrize("state", [SessionState.SCHEDULED, SessionState.CANCELLED, SessionState.COMPLETED])
def test_what_visitors_know_is_neither_planned_again_nor_deleted(page: WorkshopPage, state: SessionState) -> None:
    session = EventSessionFactory(page=page, state=state)
    for command in (services.schedule, services.delete):
        with pytest.raises(SessionRefusedError):
            command(session)
    assert EventSession.objects.get().state == state


@pytest.mark.parametrize("state", [SessionState.DRAFT, SessionState.CANCELLED, SessionState.COMPLETED])
def test_only_what_is_in_the_agenda_is_called_off_or_completed(page: WorkshopPage, state: SessionState) -> None:
    session = EventSessionFactory(page=page, state=state)
    for command in (services.cancel, services.complete):
        with pytest.raises(SessionRefusedError):
            command(session)
    session.refresh_from_db()
    assert session.state == state


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.COMPLETED])
def test_what_is_over_or_off_is_not_changed(page: WorkshopPage, state: SessionState) -> None:
    with pytest.raises(SessionRefusedError, match="niet meer wijzigen"):
        services.change(EventSessionFactory(page=page, state=state), {"venue_city": "Assen"})


def test_the_state_in_the_database_decides_not_the_one_in_hand(page: WorkshopPage) -> None:
    session = EventSessionFactory(page=page)
    services.cancel(EventSession.objects.get())
    with pytest.raises(SessionRefusedError):
        services.cancel(session)
    assert EventSession.objects.get().sequence == 1


def test_a_session_that_somebody_deleted_is_refused(page: WorkshopPage) -> None:
    session = draft(page)
    services.delete(EventSession.objects.get())
    with pytest.raises(SessionRefusedError, match="bestaat niet meer"):
        services.schedule(session)


@time_machine.travel(NOON, tick=False)
def test_completing_waits_for_the_end_and_cancelling_ends_there(page: WorkshopPage) -> None:
    now = timezone.now()
    over = EventSessionFactory(page=page, start=now - timedelta(hours=3), end=now)
    running = EventSessionFactory(page=page, start=now - timedelta(hours=1), end=now + timedelta(seconds=1))
    with pytest.raises(SessionRefusedError, match="al geweest"):
        services.cancel(over)
    with pytest.raises(SessionRefusedError, match="nog niet voorbij"):
        services.complete(running)
    assert services.complete(over).state == SessionState.COMPLETED
    assert services.cancel(running).state == SessionState.CANCELLED


@time_machine.travel(NOON, tick=False)
def test_a_tick_completes_what_is_over_and_files_the_page_under_the_next_date(page: WorkshopPage) -> None:
    now = timezone.now()
    first = EventSessionFactory(page=page, start=now + timedelta(hours=1), end=now + timedelta(hours=2))
    second = EventSessionFactory(page=page, start=now + timedelta(days=7), end=now + timedelta(days=7, hours=1))
    off = EventSessionFactory(page=page, start=first.start, end=first.end, state=SessionState.CANCELLED)
    services.refresh_page(page.pk)
    assert in_table(page).date == first.start
    with time_machine.travel(first.end - timedelta(seconds=1), tick=False):
        tick.send(sender=None, now=timezone.now())
    assert in_table(page).date == first.start
    with time_machine.travel(first.end, tick=False):
        tick.send(sender=None, now=timezone.now())
    assert in_table(page).date == second.start
    states = {session.pk: session.state for session in EventSession.objects.all()}
    assert states == {
        first.pk: SessionState.COMPLETED,
        second.pk: SessionState.SCHEDULED,
        off.pk: SessionState.CANCELLED,
    }


def test_completing_what_is_over_tells_how_many_and_does_so_once(page: WorkshopPage) -> None:
    past = timezone.now() - timedelta(days=2)
    EventSessionFactory.create_batch(2, page=page, start=past)
    assert services.complete_past_sessions(timezone.now()) == 2
    assert services.complete_past_sessions(timezone.now()) == 0


def test_the_history_of_the_page_tells_what_happened(page: WorkshopPage, staff: object) -> None:
    user = staff("redacteur")  # type: ignore[operator]
    services.cancel(services.schedule(draft(page), user), user)
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="agenda.session")
    assert {entry.action for entry in entries} == {"agenda.session.scheduled", "agenda.session.cancelled"}
    assert all(entry.user == user for entry in entries)
    assert any(str(entry.message).endswith("afgelast") for entry in entries)
