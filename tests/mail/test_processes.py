"""Real workers, in processes of their own, before a real mail server: killed in the middle, and two at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.mail.servers import MailServer

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
WRITE = """
for number in range({count}):
    OutgoingMessage.objects.create(event=f"{event}:{{number}}", template="test", subject_of="x:1",
        recipient=f"{{number}}@voorbeeld.nl", subject="Onderwerp", text="Tekst")
"""
DELIVER = "print(deliver_due(timezone.now() + timedelta(minutes={minutes})))"
SHOW = 'print(*[message.state_label for message in OutgoingMessage.objects.order_by("pk")], sep="\\n")'
SETUP = """
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from cms.mail.models import OutgoingMessage
from cms.mail.services import deliver_due
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(mail_server: MailServer, tmp_path: Path) -> Iterator[Start]:
    """Start Python as production runs, on this test's database: `start("-m", "module")`."""
    started = []

    def start(*arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "DATABASE_URL": database_url(tmp_path),
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": "http://localhost",
        "DEFAULT_FROM_EMAIL": "site@ol2000.example",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "LOG_LEVEL": "ERROR",
        "PYTHONUNBUFFERED": "1",
    }
    yield start
    mail_server.resume.set()
    for process in started:
        process.kill()
        process.communicate()


def database_url(folder: Path) -> str:
    """Where other processes find the database of this test: on SQLite a copy of it, as it is in memory."""
    values = connection.settings_dict
    if connection.vendor == "postgresql":
        return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(values)
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "site.sqlite3")) as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{folder / 'site.sqlite3'}"


@pytest.fixture
def do(start: Start) -> Callable[[str], str]:
    """Run a piece of Python to its end, in another process; return what it prints."""

    def do(code: str) -> str:
        process = start("-c", SETUP + code)
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        return output.strip()

    return do


def wait_for(happened: Callable[[], Any], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "It didn't happen."
        time.sleep(0.05)


def test_a_worker_killed_in_the_middle_loses_nothing(
    start: Start, do: Callable[[str], str], mail_server: MailServer
) -> None:
    do(WRITE.format(count=3, event="kill"))
    mail_server.stalls = True
    worker = start("manage.py", "worker")
    assert mail_server.halfway.wait(30)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(10) == -signal.SIGKILL
    mail_server.stalls = False
    mail_server.resume.set()
    assert do(SHOW).splitlines() == ["wacht op verzending"] * 3
    # Nobody knows of the death yet: what the dead worker had stays, the others go.
    assert do(DELIVER.format(minutes=0)) == "2"
    assert do(DELIVER.format(minutes=11)) == "1"
    assert do(SHOW).splitlines() == ["misschien dubbel verzonden", "verzonden", "verzonden"]
    times = Counter(str(mail["Message-ID"]) for mail in mail_server.mails)
    assert sorted(times.values()) == [1, 1, 2]


def test_a_message_written_between_two_ticks_goes_within_seconds(
    start: Start, do: Callable[[str], str], mail_server: MailServer
) -> None:
    do(WRITE.format(count=1, event="first"))
    start("manage.py", "worker", "--interval", "3600")
    # The only tick within this hour.
    wait_for(lambda: len(mail_server.mails) == 1)
    do(WRITE.format(count=1, event="second"))
    wait_for(lambda: len(mail_server.mails) == 2, seconds=5)


def test_two_workers_at_once_send_nothing_twice(
    start: Start, do: Callable[[str], str], mail_server: MailServer
) -> None:
    do(WRITE.format(count=40, event="many"))
    mail_server.pause = 0.1
    workers = [start("-c", SETUP + DELIVER.format(minutes=0)) for _ in range(2)]
    sent = [int(worker.communicate(timeout=60)[0]) for worker in workers]
    # Both were at it.
    assert min(sent) > 0
    assert sum(sent) == 40
    assert len({mail["Message-ID"] for mail in mail_server.mails}) == len(mail_server.mails) == 40
