"""The worker publishes what is planned, lets every app do its work, and is never alone twice."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from cms.pages.generation import current_generation
from cms.pages.models import BasePage
from cms.pages.signals import tick
from cms.worker.lock import only_worker
from cms.worker.models import Heartbeat
from home.models import HomePage
from tests.factories import ContentPageFactory


@pytest.fixture(autouse=True)
def _own_lock_file(settings: Any, tmp_path: Path) -> None:
    """Keep out of the way of another run of the tests, whose database in memory has the same name."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def heard() -> Iterator[list[datetime]]:
    """The moments of the ticks that a receiver heard."""
    moments: list[datetime] = []

    def listen(now: datetime, **_signal: Any) -> None:
        moments.append(now)

    tick.connect(listen)
    yield moments
    tick.disconnect(listen)


def plan(page: BasePage, **moments: Any) -> None:
    """Plan `page` as the editor does: a revision with its dates, published."""
    for name, moment in moments.items():
        setattr(page, name, moment)
    page.save_revision().publish()


def test_a_planned_page_goes_live_when_its_moment_has_come(home: HomePage) -> None:
    page = ContentPageFactory(parent=home, live=False)
    plan(page, go_live_at=timezone.now() + timedelta(minutes=5))
    call_command("worker", once=True)
    assert not BasePage.objects.get(pk=page.pk).live
    # The revision holds the moment itself too, and Wagtail looks at both.
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("worker", once=True)
    assert BasePage.objects.get(pk=page.pk).live


def test_a_page_whose_time_is_over_goes_down(home: HomePage) -> None:
    page = ContentPageFactory(parent=home)
    BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("worker", once=True)
    page = BasePage.objects.get(pk=page.pk)
    assert not page.live
    assert page.expired


def test_going_live_draws_a_new_generation(home: HomePage, django_capture_on_commit_callbacks: Any) -> None:
    page = ContentPageFactory(parent=home)
    BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    before = current_generation()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("worker", once=True)
    assert current_generation() != before


def test_a_page_that_cannot_be_published_does_not_keep_the_others_back(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, good = ContentPageFactory(parent=home), ContentPageFactory(parent=home)
    BasePage.objects.filter(pk=broken.pk).update(expire_at=timezone.now() - timedelta(minutes=2))
    BasePage.objects.filter(pk=good.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    unpublish = BasePage.unpublish

    def failing(self: BasePage, *args: Any, **kwargs: Any) -> None:
        if self.pk == broken.pk:
            raise ValueError("broken")
        unpublish(self, *args, **kwargs)

    monkeypatch.setattr(BasePage, "unpublish", failing)
    call_command("worker", once=True)
    assert BasePage.objects.get(pk=broken.pk).live
    assert not BasePage.objects.get(pk=good.pk).live
    assert Heartbeat.latest().failures == 1


@pytest.mark.django_db
def test_every_app_hears_the_tick(heard: list[datetime]) -> None:
    before = timezone.now()
    call_command("worker", once=True)
    assert len(heard) == 1
    assert before <= heard[0] <= timezone.now()


@pytest.mark.django_db
def test_a_receiver_that_fails_is_counted_and_stops_nobody(heard: list[datetime]) -> None:
    def fail(**_signal: Any) -> None:
        raise ValueError("broken")

    tick.connect(fail)
    try:
        call_command("worker", once=True)
    finally:
        tick.disconnect(fail)
    heartbeat = Heartbeat.latest()
    assert heartbeat.failures == 1
    assert len(heard) == 1


@pytest.mark.django_db
def test_the_heartbeat_is_one_row_and_falls_silent_after_ten_minutes() -> None:
    assert Heartbeat.latest() is None
    call_command("worker", once=True)
    call_command("worker", once=True)
    assert Heartbeat.objects.count() == 1
    heartbeat = Heartbeat.latest()
    assert not heartbeat.is_silent
    heartbeat.ticked_at -= timedelta(minutes=11)
    assert heartbeat.is_silent


@pytest.mark.django_db
def test_a_second_worker_does_nothing(heard: list[datetime]) -> None:
    held = hold_lock_elsewhere()
    call_command("worker", once=True)
    assert heard == []
    assert Heartbeat.latest() is None
    held()
    call_command("worker", once=True)
    assert len(heard) == 1


def hold_lock_elsewhere() -> Any:
    """Hold the worker's lock as another process would; return what releases it."""
    if connection.vendor == "postgresql":
        other = connection.copy()
        other.ensure_connection()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(200001)")

        def release() -> None:
            # Closing alone would let go of the lock some time later, when the server notices.
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(200001)")
            other.close()

        return release
    context = only_worker()
    assert context.__enter__()
    return lambda: context.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("interval", [0, -1, 4000])
def test_an_impossible_interval_is_refused(interval: float) -> None:
    with pytest.raises(CommandError, match="--interval"):
        call_command("worker", interval=interval)


def test_sigterm_stops_it_cleanly(tmp_path: Any) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", "--interval", "3600"],
        env={
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            # Without tables the tick fails, and the worker goes on.
            "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        assert "ticks every 3600 seconds" in process.stdout.readline()
        while "Tick failed" not in (line := process.stdout.readline()):
            assert line, "the worker ended"
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Worker stopped." in output
    assert [path.name for path in tmp_path.glob("*.lock")] == ["empty.sqlite3-worker.lock"]
