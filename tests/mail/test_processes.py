"""Real workers, in processes of their own, before a real mail server: killed in the middle, and two at once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from cms.mail.models import OutgoingMessage
from cms.mail.services import deliver_due
from tests.mail.servers import MailServer
from tests.processes import database_for_others, forked

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def database(mail_server: MailServer, settings: Settings, tmp_path: Path) -> dict[str, Any]:
    """The database of this test, for other processes."""
    settings.MAIL_GATE_FOLDER = tmp_path
    return database_for_others(tmp_path)


@pytest.fixture
def others(database: dict[str, Any]) -> Iterator[ProcessPoolExecutor]:
    """Two processes, where what is done is done beside this test."""
    with forked(2, database) as processes:
        yield processes


@pytest.fixture
def start_worker(database: dict[str, Any], mail_server: MailServer, tmp_path: Path) -> Iterator[Start]:
    """Start the worker as production does."""
    is_server = connection.vendor == "postgresql"
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}" if is_server else "sqlite:///{NAME}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "DATABASE_URL": url.format_map(database),
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": "http://localhost",
        "DEFAULT_FROM_EMAIL": "site@ol2000.example",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "LOG_LEVEL": "ERROR",
    }
    started = []

    def start(*arguments: str) -> "subprocess.Popen[bytes]":
        worker = subprocess.Popen([sys.executable, "manage.py", "worker", *arguments], cwd=ROOT, env=environment)
        started.append(worker)
        return worker

    yield start
    mail_server.resume.set()
    for worker in started:
        worker.kill()
        worker.wait()


def write(number: int, event: str) -> None:
    for each in range(number):
        OutgoingMessage.objects.create(
            event=f"{event}:{each}",
            template="test",
            subject_of="x:1",
            recipient=f"{each}@voorbeeld.nl",
            subject="Onderwerp",
            text="Tekst",
        )


def deliver(minutes: int) -> int:
    """Deliver what is due in so many minutes; return how many."""
    return deliver_due(timezone.now() + timedelta(minutes=minutes))


def labels() -> list[str]:
    return [message.state_label for message in OutgoingMessage.objects.order_by("pk")]


def wait_for(happened: Callable[[], Any], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "It didn't happen."
        time.sleep(0.05)


def test_a_worker_killed_in_the_middle_loses_nothing(
    start_worker: Start, others: ProcessPoolExecutor, mail_server: MailServer
) -> None:
    others.submit(write, 3, "kill").result()
    mail_server.stalls = True
    worker = start_worker()
    assert mail_server.halfway.wait(30)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(10) == -signal.SIGKILL
    mail_server.stalls = False
    mail_server.resume.set()
    assert others.submit(labels).result() == ["wacht op verzending"] * 3
    # Nobody knows of the death yet: what the dead worker had stays, the others go.
    assert others.submit(deliver, 0).result() == 2
    assert others.submit(deliver, 11).result() == 1
    assert others.submit(labels).result() == ["misschien dubbel verzonden", "verzonden", "verzonden"]
    times = Counter(str(mail["Message-ID"]) for mail in mail_server.mails)
    assert sorted(times.values()) == [1, 1, 2]


def test_a_message_written_between_two_ticks_goes_within_seconds(
    start_worker: Start, others: ProcessPoolExecutor, mail_server: MailServer
) -> None:
    others.submit(write, 1, "first").result()
    start_worker("--interval", "3600")
    # The only tick within this hour.
    wait_for(lambda: len(mail_server.mails) == 1)
    others.submit(write, 1, "second").result()
    wait_for(lambda: len(mail_server.mails) == 2, seconds=5)


def test_two_workers_at_once_send_nothing_twice(others: ProcessPoolExecutor, mail_server: MailServer) -> None:
    others.submit(write, 40, "many").result()
    mail_server.pause = 0.1
    sent = list(others.map(deliver, [0, 0]))
    # Both were at it.
    assert min(sent) > 0
    assert sum(sent) == 40
    assert len({mail["Message-ID"] for mail in mail_server.mails}) == len(mail_server.mails) == 40
