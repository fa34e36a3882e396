"""Names: on one line, and fit for a calendar file."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from icalendar import Calendar

from events.agenda.models import EventSession
from events.registration import services
from events.registration.names import NameField
from events.registration.staff.forms import PeopleField
from tests.registration.conftest import application
from tests.registration.test_invitations import files

CONTROL = ["\x0b", "\x07", "\x1f", "\x7f", "\x9f", "\r\n"]


@pytest.mark.parametrize("control", CONTROL)
def test_a_field_keeps_no_control_characters(control: str) -> None:
    assert NameField().clean(f" Sanne{control}de  Vries") == "Sanne de Vries"


@pytest.mark.parametrize("control", ["\x07", "\x7f"])
def test_a_list_of_names_keeps_none_either(control: str) -> None:
    assert PeopleField().clean(f"Sanne{control}de Vries\r\nKees") == ["Sanne de Vries", "Kees"]


@pytest.mark.parametrize("control", CONTROL)
def test_a_calendar_can_be_read_whatever_the_name(session_with: Callable[..., EventSession], control: str) -> None:
    sent = replace(application("sanne"), name=f"Sanne{control}de Vries")
    registration = services.register(session_with(), sent, key="form")
    event = next(iter(Calendar.from_ical(files(registration)[0].calendar).walk("VEVENT")))
    assert event["ATTENDEE"].params["CN"] == "Sanne de Vries"
