"""Registering: a place, a place in the queue, or an answer that says why not."""

from collections.abc import Callable
from typing import Any

import pytest

from cms.mail.models import OutgoingMessage
from events.agenda.models import EventSession
from events.registration import services
from tests.registration.conftest import numbers, register

pytestmark = pytest.mark.django_db
Sessions = Callable[..., EventSession]


def templates_for(registration: Any) -> list[str]:
    """Return which messages about `registration` there are, in the order in which they were written."""
    found = OutgoingMessage.objects.filter(subject_of=registration.subject_of).order_by("pk")
    return [message.template.removeprefix("registration_") for message in found]


def test_who_comes_first_has_a_place_and_the_next_one_waits(session_with: Sessions) -> None:
    session = session_with(capacity=1)
    first, second = register(session, "anna"), register(session, "bert")
    assert numbers(first) == ("confirmed", 1, 1, 0)
    assert numbers(second) == ("waitlisted", 1, 0, 0)
    assert templates_for(first) == ["confirmed"]
    assert templates_for(second) == ["waitlisted"]
    services.cancel(first)
    assert numbers(second) == ("offered", 1, 0, 1)
    services.accept(second)
    assert numbers(second) == ("confirmed", 1, 1, 0)
    assert templates_for(first) == ["confirmed", "cancelled"]
    assert templates_for(second) == ["waitlisted", "offered", "confirmed"]


def test_a_party_too_large_for_what_is_free_is_offered_that_in_one_mail(session_with: Sessions) -> None:
    session = session_with(capacity=3)
    register(session, "anna")
    party = register(session, "bert", 4)
    assert numbers(party) == ("offered", 4, 0, 2)
    assert templates_for(party) == ["offered"]
    services.accept(party)
    assert numbers(party) == ("confirmed", 4, 2, 0)
    assert party.waiting_seats == 2
