"""What tests of registering share."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.users.models import User
from events.agenda.models import EventSession
from events.registration import services
from events.registration.application import Application, Person
from events.registration.models import Registration
from home.models import HomePage
from tests.factories import EventSessionFactory

# A Tuesday, noon in Amsterdam.
NOON = datetime.fromisoformat("2026-11-24T11:00:00+00:00")


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """Stop the clock at NOON."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session_with(home: HomePage, frozen: time_machine.Traveller) -> Callable[..., EventSession]:
    """Make a session for which people can register: `session_with(capacity=2)`; it begins a week after NOON."""

    def make(**fields: Any) -> EventSession:
        return EventSessionFactory(**{"takes_registrations": True, **fields})

    return make


@pytest.fixture
def manager(staff: Callable[..., User]) -> User:
    """Somebody of the bureau who manages meetings."""
    return staff("evenementbeheerder")


@pytest.fixture
def session(session_with: Callable[..., EventSession]) -> EventSession:
    """A session of two places."""
    return session_with(capacity=2)


@pytest.fixture
def desk(session: EventSession, manager: User, logged_in: Callable[..., Client]) -> Client:
    """Somebody who manages meetings, logged in."""
    return logged_in(manager)


def application(name: str, seats: int = 1, **fields: Any) -> Application:
    """Return what 'piet' sends in to come with `seats` people."""
    people = tuple(Person(f"{name} {number}") for number in range(1, seats + 1))
    return Application(name=name.title(), email=f"{name}@gemeente.example", attendees=people, **fields)


def register(session: EventSession, name: str, seats: int = 1, *, key: str = "", **fields: Any) -> Registration:
    """Register 'piet' for `session`, with `seats` people."""
    now = timezone.now()
    return services.register(session, application(name, seats, **fields), key=key or f"form of {name}", now=now)


def numbers(registration: Registration) -> tuple[str, int, int, int]:
    """Return (state, seats, confirmed, offered) of `registration` as they are in the database."""
    registration.refresh_from_db()
    return (
        registration.state,
        registration.seats,
        registration.confirmed_seats,
        registration.offered_seats,
    )
