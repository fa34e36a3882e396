"""What the form of a session refuses, and what it keeps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from events.agenda.forms import SessionForm
from events.agenda.models import EventSession
from home.models import HomePage
from tests.factories import EventSessionFactory, WorkshopPageFactory

RIGHT = {
    "start": "2026-12-12 10:00",
    "end": "2026-12-12 13:00",
    "mode": "op-locatie",
    "venue_name": "Stadhuis",
    "venue_city": "Zwolle",
    "offer_hours": "48",
    "largest_party": "5",
}


@pytest.fixture
def form_of(home: HomePage) -> Callable[..., SessionForm]:
    def make(instance: EventSession | None = None, **data: Any) -> SessionForm:
        return SessionForm({**RIGHT, **data}, instance=instance or EventSession(page=WorkshopPageFactory()))

    return make


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"end": "2026-12-12 10:00"}, "end", "einde ligt voor het begin"),
        ({"end": "2026-12-11 13:00"}, "end", "einde ligt voor het begin"),
        ({"start": "2036-12-12 10:00", "end": "2036-12-12 11:00"}, "start", "drie jaar vooruit"),
        ({"start": "9999-12-31 23:59", "end": "9999-12-31 23:59"}, "start", "drie jaar vooruit"),
        ({"venue_name": ""}, "venue_name", "Vul locatie en plaats in"),
        ({"venue_city": ""}, "venue_city", "Vul locatie en plaats in"),
        ({"mode": "hybride"}, "online_link", "Vul de link in"),
        ({"mode": "online"}, "online_link", "Vul de link in"),
        ({"mode": "online", "online_link": "http://vergaderen.example/a"}, "online_link", "https://"),
        ({"mode": "online", "online_link": "javascript:alert(1)"}, "online_link", ""),
        ({"mode": "schip"}, "mode", ""),
        ({"start": "morgen"}, "start", ""),
        ({"start": ""}, "start", ""),
        ({"venue_name": "x" * 121}, "venue_name", ""),
        ({"venue_name": "Stad\0huis"}, "venue_name", ""),
        ({"closes_at": "2026-12-12 10:01"}, "closes_at", "na het begin"),
        ({"opens_at": "2026-12-11 10:00", "closes_at": "2026-12-11 10:00"}, "closes_at", "voordat het opengaat"),
        ({"capacity": "-1"}, "capacity", ""),
        ({"capacity": "10001"}, "capacity", ""),
        ({"offer_hours": "0"}, "offer_hours", ""),
        ({"largest_party": "51"}, "largest_party", ""),
    ],
)
def test_it_says_at_the_field_what_is_wrong(
    form_of: Callable[..., SessionForm], wrong: dict[str, str], field: str, message: str
) -> None:
    form = form_of(**wrong)
    assert not form.is_valid()
    assert message in " ".join(form.errors[field])


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"mode": "online", "venue_name": "", "venue_city": "", "online_link": "https://vergaderen.example/a"},
        {"mode": "hybride", "online_link": "https://vergaderen.example/a"},
    ],
)
def test_it_takes_what_is_right(form_of: Callable[..., SessionForm], right: dict[str, str]) -> None:
    form = form_of(**right)
    assert form.is_valid(), form.errors


@pytest.mark.parametrize("clock", ["2026-03-29 02:30", "2026-10-25 02:30"])
def test_a_time_at_which_the_clock_jumps_is_refused_with_a_reason(
    form_of: Callable[..., SessionForm], clock: str
) -> None:
    form = form_of(start=clock, end="2026-11-12 13:00")
    assert not form.is_valid()
    assert "verspringt de klok" in form.errors["start"][0]


@pytest.mark.parametrize("offset", [1, 2])
def test_an_edit_that_changes_nothing_keeps_the_instant(form_of: Callable[..., SessionForm], offset: int) -> None:
    """In the night of 25 October 2026, 02:30 comes twice: at 00:30 and at 01:30 UTC."""
    instant = datetime(2026, 10, 25, 2 - offset, 30, 17, tzinfo=UTC)
    moments = {"start": instant, "closes_at": instant, "cancel_until": instant, "end": instant + timedelta(hours=4)}
    session = EventSessionFactory(**moments)
    shown = SessionForm(instance=session)
    data = {name: shown[name].value() or "" for name in shown.fields}
    for name in moments:
        data[name] = f"{data[name]:%Y-%m-%d %H:%M}"
    form = form_of(instance=EventSession.objects.get(pk=session.pk), **data)
    assert form.is_valid(), form.errors
    assert {name: form.cleaned_data[name] for name in moments} == moments


@time_machine.travel("2026-11-24T11:00:00Z", tick=False)
def test_the_form_shows_and_reads_local_time_in_summer_and_winter(form_of: Callable[..., SessionForm]) -> None:
    summer = form_of(start="2027-07-01 10:00", end="2027-07-01 11:00")
    assert summer.is_valid()
    assert summer.cleaned_data["start"] == datetime(2027, 7, 1, 8, tzinfo=UTC)
    winter = form_of()
    assert winter.is_valid()
    assert winter.cleaned_data["start"] == datetime(2026, 12, 12, 9, tzinfo=UTC)


@time_machine.travel("2026-11-24T11:00:00Z", tick=False)
def test_a_new_end_in_the_past_is_refused_and_one_that_was_there_is_not(form_of: Callable[..., SessionForm]) -> None:
    running = EventSessionFactory(start=timezone.now() - timedelta(hours=2))
    for session in (None, running):
        form = form_of(instance=session, start="2026-11-24 09:00", end="2026-11-24 12:00")
        assert not form.is_valid()
        assert "al geweest" in form.errors["end"][0]
    over = EventSessionFactory(start=timezone.now() - timedelta(days=2))
    shown = {name: f"{timezone.localtime(getattr(over, name)):%Y-%m-%d %H:%M}" for name in ("start", "end")}
    assert form_of(instance=over, **shown).is_valid()
