"""Real processes on SQLite: the transaction, which begins as a writer, is the lock."""

import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from events.agenda.models import EventSession
from events.registration import services
from events.registration.refusals import RegistrationRefusedError
from tests.processes import database_for_others, forked
from tests.registration.conftest import application
from tests.registration.together import fresh_session, slow_counting

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

PROCESSES, REQUESTS = 4, 12


def register_many(begin: float, number: int) -> list[str]:
    """Register for the only session from this process, with others from `begin` on; return what went wrong."""
    slow_counting(pytest.MonkeyPatch(), 0.01)
    session = EventSession.objects.get()
    time.sleep(max(0, begin - time.monotonic()))
    wrong = []
    for request in range(REQUESTS):
        name = f"gast{number}x{request}"
        try:
            services.register(session, application(name), key=name)
        except RegistrationRefusedError:
            pass
        except Exception as error:
            wrong.append(f"{type(error).__name__} {error}")
    return wrong


def states(database: str) -> list[str]:
    """Return the states of the registrations, in the order of the queue."""
    with closing(sqlite3.connect(database)) as copy:
        rows = copy.execute("SELECT state FROM registration_registration ORDER BY queue_number").fetchall()
    return [state for (state,) in rows]


@pytest.mark.parametrize("mode", ["IMMEDIATE", "DEFERRED"])
def test_many_processes_ask_for_the_last_places(tmp_path: Path, mode: str) -> None:
    """A transaction that begins as a reader, the control, fails when somebody else has written meanwhile."""
    session: EventSession = fresh_session(capacity=2)
    database = database_for_others(tmp_path)
    database["OPTIONS"] = {**database["OPTIONS"], "transaction_mode": mode}
    with forked(PROCESSES, database) as visitors:
        results = visitors.map(partial(register_many, time.monotonic() + 1), range(PROCESSES))
        wrong = [line for lines in results for line in lines]
    expected = ["confirmed"] * 2 + ["waitlisted"] * (PROCESSES * REQUESTS - 2)
    is_right = not wrong and states(database["NAME"]) == expected
    assert is_right is (mode == "IMMEDIATE"), wrong[:3]
    assert session.capacity == 2
