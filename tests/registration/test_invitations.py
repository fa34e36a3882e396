"""Calendar files of registrations, against what RFC 5545 and RFC 5546 demand of REQUEST and CANCEL."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda import services as agenda
from events.agenda.models import EventSession
from events.registration import care, services
from events.registration.models import Registration
from tests.registration.conftest import NOON, register

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LINK = "https://vergaderen.example/geheim"
# RFC 5546, 3.2.2 and 3.2.5: how often a property of the event stands there, least and most; None for any number.
PRESENCE: dict[str, dict[str, tuple[int, int | None]]] = {
    "REQUEST": {
        "ATTENDEE": (1, None),
        "DTSTAMP": (1, 1),
        "DTSTART": (1, 1),
        "ORGANIZER": (1, 1),
        "SEQUENCE": (1, 1),  # may be left out at 0 only
        "SUMMARY": (1, 1),
        "UID": (1, 1),
        "DTEND": (0, 1),
        "DESCRIPTION": (0, 1),
        "LOCATION": (0, 1),
        "STATUS": (0, 1),
        "TRANSP": (0, 1),
        "DURATION": (0, 0),  # never beside DTEND
        "REQUEST-STATUS": (0, 0),
    },
    "CANCEL": {
        "ATTENDEE": (0, None),
        "DTSTAMP": (1, 1),
        "ORGANIZER": (1, 1),
        "SEQUENCE": (1, 1),
        "UID": (1, 1),
        "DTSTART": (0, 1),
        "DTEND": (0, 1),
        "STATUS": (0, 1),
        "DURATION": (0, 0),
        "REQUEST-STATUS": (0, 0),
    },
}
STATUS = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}


def files(registration: Registration) -> list[OutgoingMessage]:
    """Return the messages about `registration` with a calendar file, oldest first."""
    about = OutgoingMessage.objects.filter(subject_of=registration.subject_of).order_by("pk")
    return list(about.exclude(calendar=""))


def event_of(message: OutgoingMessage) -> Any:
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    return event


@pytest.fixture
def session(session_with: Callable[..., EventSession]) -> EventSession:
    return session_with(capacity=3, mode="hybride", online_link=LINK, practical_info="Neem een laptop mee; en pen.")


@pytest.fixture
def story(session: EventSession) -> Registration:
    """Who registered, saw the session change place and then be called off."""
    registration = register(session, "anna", 2)
    agenda.change(session, {"venue_city": "Assen"})
    agenda.cancel(session)
    return registration


def test_every_file_is_what_the_rfcs_demand(story: Registration) -> None:
    messages = files(story)
    assert [message.calendar_method for message in messages] == ["REQUEST", "REQUEST", "CANCEL"]
    for message in messages:
        lines = message.calendar.split("\r\n")
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-1] == ""
        assert all(len(line.encode()) <= 75 and "\n" not in line for line in lines)
        calendar = Calendar.from_ical(message.calendar)
        assert calendar["VERSION"] == "2.0"
        assert calendar["PRODID"]
        assert calendar["METHOD"] == message.calendar_method
        assert [part.name for part in calendar.subcomponents] == ["VEVENT"]
        event = event_of(message)
        for name, (least, most) in PRESENCE[message.calendar_method].items():
            found = event.get(name, [])
            number = len(found) if isinstance(found, list) else 1
            assert least <= number, name
            assert most is None or number <= most, name
        assert event["STATUS"] == STATUS[message.calendar_method]
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            assert event[name].to_ical().decode().endswith("Z")


def test_one_uid_and_a_sequence_that_rises(story: Registration) -> None:
    events = [event_of(message) for message in files(story)]
    assert {str(event["UID"]) for event in events} == {str(story.public_id)}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]


def test_it_says_who_and_where(session: EventSession, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Bureau <bureau@ol2000.example>"
    registration = register(session, "anna")
    event = event_of(files(registration)[0])
    assert str(event["ORGANIZER"]) == "mailto:bureau@ol2000.example"
    assert event["ORGANIZER"].params["CN"] == "Bureau"
    assert str(event["ATTENDEE"]) == "mailto:anna@gemeente.example"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["LOCATION"] == "Stadhuis, Zwolle"
    assert event["SUMMARY"] == session.page.title
    assert LINK in event["DESCRIPTION"]
    assert "Neem een laptop mee; en pen." in event["DESCRIPTION"]


def test_what_is_made_for_everybody_holds_nobody(session: EventSession, settings: Any) -> None:
    event_of(files(register(session, "anna"))[0])
    settings.DEFAULT_FROM_EMAIL = "Bureau <bureau@ol2000.example>"
    registration = register(session, "bert")
    (message,) = files(registration)
    event = event_of(message)
    assert "anna" not in message.calendar
    assert (str(event["UID"]), event["SEQUENCE"]) == (str(registration.public_id), 0)
    assert str(event["ATTENDEE"]) == "mailto:bert@gemeente.example"
    assert str(event["ORGANIZER"]) == "mailto:bureau@ol2000.example"


def test_a_text_can_not_end_the_event(session: EventSession) -> None:
    session.practical_info = "END:VEVENT\r\n" * 20
    session.save()
    event = event_of(files(register(session, "anna"))[0])
    assert event["DESCRIPTION"].count("END:VEVENT") == 20
    assert str(event["ATTENDEE"]) == "mailto:anna@gemeente.example"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 0, 30)),  # before the clock goes forward
        (datetime(2027, 3, 28, 3, 30), datetime(2027, 3, 28, 1, 30)),  # after it
        (datetime(2027, 10, 31, 2, 30), datetime(2027, 10, 31, 0, 30)),  # the first time that it is half past two
        (datetime(2027, 10, 31, 2, 30, fold=1), datetime(2027, 10, 31, 1, 30)),  # the second
    ],
)
def test_on_days_when_the_clock_changes(session: EventSession, local: datetime, utc: datetime) -> None:
    start = local.replace(tzinfo=AMSTERDAM)
    agenda.change(session, {"start": start, "end": start.astimezone(UTC) + timedelta(hours=2)})
    event = event_of(files(register(session, "anna"))[0])
    assert event["DTSTART"].dt == utc.replace(tzinfo=UTC)
    assert event["DTEND"].dt == utc.replace(tzinfo=UTC) + timedelta(hours=2)


def test_the_two_half_past_twos_are_two_moments(session: EventSession) -> None:
    first = datetime(2027, 10, 31, 2, 30, tzinfo=AMSTERDAM)
    agenda.change(session, {"start": first, "end": first + timedelta(hours=9)})
    registration = register(session, "anna")
    agenda.change(session, {"start": first, "end": first + timedelta(hours=9)})
    assert len(files(registration)) == 1
    agenda.change(session, {"start": first.replace(fold=1)})
    assert len(files(registration)) == 2


def test_an_offer_over_the_night_that_the_clock_changes_lasts_as_many_hours(
    session_with: Callable[..., EventSession],
) -> None:
    with time_machine.travel(datetime(2027, 10, 30, 12, tzinfo=AMSTERDAM), tick=False):
        start = datetime(2027, 11, 20, 10, tzinfo=AMSTERDAM)
        session = session_with(capacity=1, start=start, offer_hours=48)
        first, second = register(session, "anna"), register(session, "bert")
        services.cancel(first)
        second.refresh_from_db()
        assert second.offer_expires_at == datetime(2027, 11, 1, 11, tzinfo=AMSTERDAM)


def test_who_waits_gets_no_file(session: EventSession) -> None:
    register(session, "anna", 3)
    waiting = register(session, "bert")
    agenda.change(session, {"start": NOON + timedelta(days=5)})
    services.leave_waiting_list(waiting)
    assert files(waiting) == []


def test_a_name_cannot_add_lines_to_the_file(session: EventSession) -> None:
    registration = register(session, "anna")
    Registration.objects.update(name='Anna "de\r\nATTENDEE:mailto:boef@example.nl')
    agenda.change(session, {"venue_city": "Assen"})
    event = event_of(files(registration)[-1])
    assert str(event["ATTENDEE"]) == "mailto:anna@gemeente.example"


def test_another_address_gets_the_invitation_and_the_old_one_loses_it(session: EventSession, manager: User) -> None:
    registration = register(session, "anna")
    care.correct_contact(registration, "Anna", "anna@thuis.example", manager)
    found = [(file.recipient, file.calendar_method, event_of(file)["SEQUENCE"]) for file in files(registration)]
    assert found == [
        ("anna@gemeente.example", "REQUEST", 0),
        ("anna@gemeente.example", "CANCEL", 1),
        ("anna@thuis.example", "REQUEST", 2),
    ]
    assert [str(event_of(file)["ATTENDEE"]) for file in files(registration)] == [
        f"mailto:{recipient}" for recipient, _method, _sequence in found
    ]
    services.cancel(registration)
    assert event_of(files(registration)[-1])["SEQUENCE"] == 3


def test_another_address_gets_the_offer_with_its_term(session: EventSession, manager: User) -> None:
    first, second = register(session, "anna", 3), register(session, "bert")
    services.cancel(first)
    care.correct_contact(second, "Bert", "bert@thuis.example", manager)
    message = OutgoingMessage.objects.get(recipient="bert@thuis.example")
    assert "Aangeboden tot donderdag 26 november 2026 om 12.00 uur: 1 plaats" in message.text
    assert not files(second)
