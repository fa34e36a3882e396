"""Who gives an opinion, and that the database does not tell whose it is."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.db import connection
from django.utils import timezone

from events.agenda.models import EventSession
from events.registration.enums import Attendance
from events.registration.evaluating import evaluate, has_evaluated, may_evaluate
from events.registration.models import Evaluation
from tests.registration.conftest import register

Make = Callable[..., EventSession]


def keys_as_written() -> list[str]:
    """Return the keys of spent invitations in the order in which the database wrote their rows."""
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM registration_spentinvitation ORDER BY {order}")
        return [key for (key,) in cursor.fetchall()]


def test_the_order_of_the_rows_does_not_tell_who_thought_what(session_with: Make) -> None:
    session = session_with()
    parties = [register(session, f"gast{number}") for number in range(7)]
    for party in parties:
        assert evaluate(party, Evaluation(overall=3))
        keys = keys_as_written()
        assert keys == sorted(keys)
    assert len(keys) == Evaluation.objects.count() == len(parties)
    assert all(has_evaluated(party) for party in parties)
    assert not evaluate(parties[0], Evaluation(overall=1))
    assert Evaluation.objects.count() == len(parties)


def test_who_was_not_there_has_no_opinion(session_with: Make, frozen: time_machine.Traveller) -> None:
    party = register(session_with(), "sanne", 2)
    frozen.shift(timedelta(days=8))
    assert may_evaluate(party, timezone.now())
    first, second = party.attendees.all()
    for attendee, may in ((first, True), (second, False)):
        attendee.attendance = Attendance.NO_SHOW
        attendee.save()
        assert may_evaluate(party, timezone.now()) is may
