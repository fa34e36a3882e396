"""Many visitors at once, and what must be true afterwards."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Locale, Site

from cms.mail.models import OutgoingMessage
from cms.pages.models import BasePage
from events.agenda.models import EventSession
from events.registration import book, mails
from events.registration.models import Registration, RegistrationTransition
from events.registration.querysets import Tally
from events.registration.refusals import RegistrationRefusedError
from home.models import HomePage
from tests.factories import EventSessionFactory

Job = Callable[[], Any]


def fresh_session(**fields: Any) -> EventSession:
    """Return a session for which people can register, also where the database was emptied."""
    if not HomePage.objects.exists():
        Locale.objects.get_or_create(language_code="nl")
        home = BasePage.add_root(instance=HomePage(title="Home", slug="home", summary="Welkom.", lead="Welkom."))
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return EventSessionFactory(takes_registrations=True, **fields)


def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody read the session without locking it: the control of each of these tests."""
    monkeypatch.setattr(book, "lock_session", EventSession.objects.get)


def slow_counting(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let some time pass between counting the places and doing something with that."""
    count = Tally.of

    def slow(session_id: int) -> Tally:
        counted = count(session_id)
        time.sleep(seconds)
        return counted

    monkeypatch.setattr(Tally, "of", slow)


def slow_offering(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let some time pass between offering a place and committing that."""
    tell = mails.offered

    def slow(*args: Any) -> None:
        time.sleep(seconds)
        tell(*args)

    monkeypatch.setattr(mails, "offered", slow)


def at_once(jobs: Iterable[Job], connections: int) -> list[str]:
    """Run `jobs` in threads with a connection each, all beginning together; return what went wrong."""
    jobs, begin = list(jobs), threading.Barrier(min(connections, len(list(jobs))))
    wrong: list[str] = []
    waited = threading.local()

    def run(job: Job) -> None:
        if not getattr(waited, "done", False):
            waited.done = True
            begin.wait(60)
        try:
            job()
        except RegistrationRefusedError:
            pass
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")

    def leave() -> None:
        connection.close()

    with ThreadPoolExecutor(begin.parties) as pool:
        list(pool.map(run, jobs))
        # Each thread has a connection of its own to close.
        ends = threading.Barrier(begin.parties)
        list(pool.map(lambda _: (ends.wait(60), leave()), range(begin.parties)))
    return wrong


def problems(session: EventSession) -> list[str]:
    """Return which of the invariants the registrations for `session` break."""
    session = EventSession.objects.get(pk=session.pk)
    mine = Registration.objects.filter(session=session)
    tally = Tally.of(session.pk)
    found = []
    if session.capacity is not None and tally.held > session.capacity:
        found.append(f"{tally.held} of {session.capacity} places are held")
    if tally.waiting and (session.capacity is None or tally.held < session.capacity):
        found.append("a place is free while somebody waits")
    numbers = list(mine.values_list("queue_number", flat=True))
    if len(numbers) != len(set(numbers)):
        found.append("two have the same number in the queue")
    subjects = set(OutgoingMessage.objects.values_list("subject_of", flat=True))
    for registration in mine:
        last = RegistrationTransition.objects.filter(registration=registration).last()
        now = (registration.state, registration.confirmed_seats, registration.offered_seats)
        if last is None or (last.to_state, last.confirmed_seats, last.offered_seats) != now:
            found.append(f"{registration} is {now}, which nobody wrote down")
        if registration.subject_of not in subjects:
            found.append(f"{registration} was told nothing")
    return found
