"""What the processes of `benchmarks.registration` do: prepare sessions, register for them, or check the result."""

import http.client
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from ipaddress import IPv4Address
from secrets import randbits
from urllib.parse import urlencode
from uuid import uuid4

import django
import psycopg
from django.conf import settings

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from psycopg import sql  # noqa: E402

from cms.mail.models import OutgoingMessage  # noqa: E402
from cms.robots.forms import LEAST_TIME, signed_moment  # noqa: E402
from events.agenda.addresses import SESSION_KEY  # noqa: E402
from events.agenda.models import AgendaPage, EventSession, WorkshopPage  # noqa: E402
from events.registration.application import Application  # noqa: E402
from events.registration.models import Attendee, Registration, RegistrationTransition  # noqa: E402
from events.registration.querysets import Tally  # noqa: E402
from events.registration.services import register  # noqa: E402
from home.models import HomePage  # noqa: E402


def prepare(count: int, capacity: int) -> None:
    """Make `count` sessions with `capacity` places, and print their ids."""
    agenda = AgendaPage.objects.first()
    if agenda is None:
        agenda = HomePage.objects.get().add_child(instance=AgendaPage(title="Agenda", slug="agenda", summary="Alles."))
    page = agenda.add_child(instance=WorkshopPage(title="Workshop", slug=uuid4().hex, summary="Een workshop."))
    start = timezone.now() + timedelta(days=30)
    for _ in range(count):
        session = EventSession.objects.create(
            page=page,
            start=start,
            end=start + timedelta(hours=3),
            state="scheduled",
            takes_registrations=True,
            capacity=capacity,
            venue_name="Stadhuis",
            venue_city="Zwolle",
        )
        print(session.pk)


def application() -> Application:
    """Return somebody nobody knows yet."""
    name = uuid4().hex
    return Application(name=name, email=f"{name}@gemeente.example", organisation_name="Gemeente Zwolle")


def by_service(session: int) -> None:
    """Register through the service."""
    register(EventSession(pk=session), application(), key=uuid4().hex)


class BySql:
    """Register with SQL written by hand: the same rows as those of an example, under the same lock."""

    def __init__(self, example: Registration) -> None:
        values = settings.DATABASES["default"]
        names = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT", "dbname": "NAME"}
        self.connection = psycopg.connect(**{name: values[key] for name, key in names.items()})
        message = OutgoingMessage.objects.get(subject_of=example.subject_of)
        rows = (example, example.attendees.get(), example.transitions.get(), message)
        self.rows = [
            {str(field.column): field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields}
            for row in rows
            for fields in [[field for field in row._meta.concrete_fields if not field.primary_key]]
        ]
        self.inserts = [
            sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
                sql.Identifier(model._meta.db_table),
                sql.SQL(", ").join(sql.Identifier(column) for column in row),
                sql.SQL(", ").join(sql.Placeholder(column) for column in row),
            )
            for model, row in zip(
                (Registration, Attendee, RegistrationTransition, OutgoingMessage), self.rows, strict=True
            )
        ]

    def insert(self, number: int, **others: object) -> int:
        """Write one row, like that of the example but for `others`; return its id."""
        (pk,) = self.connection.execute(self.inserts[number], {**self.rows[number], **others}).fetchone()  # type: ignore[misc]
        return int(pk)

    def __call__(self, session: int) -> None:
        """Register for `session`."""
        key, public_id = uuid4().hex, uuid4()
        email = f"{key}@gemeente.example"
        with self.connection.transaction():
            execute = self.connection.execute
            capacity, *_ = execute(
                "SELECT capacity, state, start, opens_at, closes_at, takes_registrations, largest_party, "
                "waiting_capacity, organisation_limit FROM agenda_eventsession WHERE id = %s FOR NO KEY UPDATE",
                [session],
            ).fetchone()  # type: ignore[misc]
            twin = execute(
                "SELECT id FROM registration_registration WHERE session_id = %s AND (idempotency_key = %s OR "
                "email_key = %s AND state IN ('confirmed', 'waitlisted', 'offered'))",
                [session, key, email],
            ).fetchone()
            assert twin is None
            # What must be answered has to be looked up as well.
            execute(
                "SELECT id, text, kind, options, is_required FROM registration_question WHERE session_id = %s",
                [session],
            )
            held, last = execute(
                "SELECT coalesce(sum(confirmed_seats + offered_seats), 0), coalesce(max(queue_number), 0) "
                "FROM registration_registration WHERE session_id = %s",
                [session],
            ).fetchone()  # type: ignore[misc]
            confirmed = int(held < capacity)
            state = "confirmed" if confirmed else "waitlisted"
            numbers = {"confirmed_seats": confirmed}
            registration = self.insert(
                0,
                session_id=session,
                public_id=public_id,
                idempotency_key=key,
                name=key,
                email=email,
                email_key=email,
                state=state,
                queue_number=last + 1,
                **numbers,
            )
            self.insert(1, registration_id=registration, name=key)
            transition = self.insert(2, registration_id=registration, to_state=state, **numbers)
            self.insert(
                3,
                public_id=uuid4(),
                event=f"registration.transition:{transition}",
                recipient=email,
                subject_of=f"registration:{public_id}",
            )


class ByHttp:
    """Register as a visitor does: send the real form to the server on `port`, past its protection against robots.

    The form counts as shown a while ago, and each one comes from an address of its own, as a proxy tells it. The token
    against forged requests is that of a form that was fetched first.
    """

    def __init__(self, port: int, sessions: list[int]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        found = EventSession.objects.filter(pk__in=sessions).select_related("page")
        self.paths = {one.pk: f"{one.page.url}aanmelden/?{SESSION_KEY}={one.uid}" for one in found}
        shown = self.ask("GET", self.paths[sessions[0]])
        self.cookie = shown.headers["Set-Cookie"].partition(";")[0]
        self.token = str(re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.read().decode())[1])  # type: ignore[index]

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
        """Return the answer to one request; gunicorn's sync workers end the connection after each."""
        self.connection.close()
        self.connection.request(method, path, body, headers)
        return self.connection.getresponse()

    def __call__(self, session: int) -> None:
        """Register for `session`; raise RuntimeError when that is refused."""
        person = application()
        form = {
            "csrfmiddlewaretoken": self.token,
            "moment": signed_moment(timezone.now() - 2 * LEAST_TIME),
            "webadres": "",
            "key": uuid4().hex,
            "name": person.name,
            "email": person.email,
            "organisation": person.organisation_name,
            "comes_along": "on",
            "rows": "1",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
            "X-Forwarded-For": str(IPv4Address(randbits(32))),
        }
        answer = self.ask("POST", self.paths[session], urlencode(form), **headers)
        if answer.status != 302:
            raise RuntimeError(f"{answer.status}: {answer.read().decode()[:2000]}")
        answer.read()


def work(way: str, number: int, seconds: float, sessions: list[int]) -> None:
    """Register for `sessions` in turn for `seconds`, beginning at the `number`th; print how often that was."""
    by_service(sessions[0])
    example = Registration.objects.filter(session=sessions[0]).order_by("pk").first()
    assert example
    ways: dict[str, Callable[[], Callable[[int], None]]] = {
        "service": lambda: by_service,
        "sql": lambda: BySql(example),
        "http": lambda: ByHttp(int(os.environ["BENCHMARK_PORT"]), sessions),
    }
    once = ways[way]()
    once(sessions[0])
    print("ready", flush=True)
    sys.stdin.readline()
    done, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        once(sessions[(done + number * 7) % len(sessions)])
        done += 1
    print(done)


def check(done: int, sessions: list[int]) -> None:
    """Print what is wrong with the registrations for `sessions`, of which `done` were counted."""
    mine = Registration.objects.filter(session__in=sessions)
    # Each process registers twice before it begins to count.
    if mine.count() < done:
        print(f"{done - mine.count()} registrations are lost")
    tallies = mine.tallies()
    for session in EventSession.objects.filter(pk__in=sessions):
        tally = tallies.get(session.pk, Tally())
        if session.capacity is not None and (
            tally.held > session.capacity or (tally.waiting and tally.held < session.capacity)
        ):
            print(f"session {session.pk}: {tally.held} of {session.capacity} places held, {tally.waiting} wait")
    told = set(OutgoingMessage.objects.values_list("event", flat=True))
    transitions = RegistrationTransition.objects.filter(registration__in=mine).values_list("pk", flat=True)
    if untold := [pk for pk in transitions if f"registration.transition:{pk}" not in told]:
        print(f"{len(untold)} registrations have no message")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "prepare":
        prepare(*map(int, arguments))
    elif command == "check":
        check(int(arguments[0]), list(map(int, arguments[1:])))
    else:
        work(command, int(arguments[0]), float(arguments[1]), list(map(int, arguments[2:])))
