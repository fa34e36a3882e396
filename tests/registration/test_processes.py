"""Real processes on SQLite: the transaction, which begins as a writer, is the lock."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from events.agenda.models import EventSession
from tests.registration.together import fresh_session

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, REQUESTS = 4, 12
# Waits for a line, so that all begin together; prints what went wrong.
VISITORS = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = sys.argv[1]
django.setup()
from unittest.mock import patch
from events.agenda.models import EventSession
from events.registration import services
from events.registration.refusals import RegistrationRefusedError
from tests.registration.conftest import application
from tests.registration.together import slow_counting
session = EventSession.objects.get()
import pytest
slow_counting(pytest.MonkeyPatch(), 0.01)
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    name = f"gast{sys.argv[2]}x{number}"
    try:
        services.register(session, application(name), key=name)
    except RegistrationRefusedError:
        pass
    except Exception as error:
        print(type(error).__name__, error, flush=True)
"""


def register_from_processes(database: Path, mode: str) -> list[str]:
    """Let several processes register for the only session at once; return what went wrong."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(database.parent),
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", VISITORS, mode, str(number), str(REQUESTS)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * PROCESSES
    return "".join(outputs).splitlines()


def states(database: Path) -> list[str]:
    """Return the states of the registrations, in the order of the queue."""
    with closing(sqlite3.connect(database)) as copy:
        rows = copy.execute("SELECT state FROM registration_registration ORDER BY queue_number").fetchall()
    return [state for (state,) in rows]


@pytest.mark.parametrize("mode", ["IMMEDIATE", "DEFERRED"])
def test_many_processes_ask_for_the_last_places(tmp_path: Path, mode: str) -> None:
    """A transaction that begins as a reader, the control, fails when somebody else has written meanwhile."""
    session: EventSession = fresh_session(capacity=2)
    database = tmp_path / "site.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(database)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    wrong = register_from_processes(database, mode)
    expected = ["confirmed"] * 2 + ["waitlisted"] * (PROCESSES * REQUESTS - 2)
    is_right = not wrong and states(database) == expected
    assert is_right is (mode == "IMMEDIATE"), wrong[:3]
    assert session.capacity == 2
