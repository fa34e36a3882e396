"""Real threads on PostgreSQL: nobody gets a place twice. Each test has its control, which fails without the lock."""

from datetime import timedelta

import pytest

from events.agenda.models import EventSession
from events.registration import services
from events.registration.application import Application
from events.registration.models import Registration
from tests.registration.conftest import application
from tests.registration.together import (
    Job,
    at_once,
    fresh_session,
    problems,
    slow_counting,
    slow_offering,
    without_lock,
)

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["locked", "control"])
def is_locked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the lock is there; in the control it is not."""
    is_locked = bool(request.param == "locked")
    if not is_locked:
        without_lock(monkeypatch)
    # In the control everybody has long counted before anybody writes, on a slow machine too.
    slow_counting(monkeypatch, 0.005 if is_locked else 0.2)
    return is_locked


def registering(session: EventSession, form: Application, key: str) -> Job:
    return lambda: services.register(session, form, key=key)


def judge(session: EventSession, wrong: list[str], is_locked: bool) -> None:
    """With the lock nothing may be wrong; without it something must be, or the test shows nothing."""
    found = [*wrong, *problems(session)]
    assert (not found) is is_locked, found[:3]


def test_two_hundred_requests_for_the_last_place(is_locked: bool) -> None:
    session = fresh_session(capacity=1, waiting_capacity=50)
    jobs = [registering(session, application(f"gast{number}"), f"key {number}") for number in range(200)]
    judge(session, at_once(jobs, 64), is_locked)
    if is_locked:
        states = list(Registration.objects.order_by("queue_number").values_list("state", flat=True))
        assert states == ["confirmed", *["waitlisted"] * 50]


def test_the_same_form_many_times_at_once_makes_one_registration(is_locked: bool) -> None:
    session = fresh_session(capacity=5)
    jobs = [registering(session, application("anna"), "the same key") for _ in range(32)]
    judge(session, at_once(jobs, 32), is_locked)
    assert Registration.objects.count() == 1


def test_one_address_in_many_forms_makes_one_registration(is_locked: bool) -> None:
    session = fresh_session(capacity=5)
    jobs = [registering(session, application("anna"), f"key {number}") for number in range(32)]
    judge(session, at_once(jobs, 32), is_locked)
    assert Registration.objects.count() == 1


def test_cancelling_against_joining(is_locked: bool) -> None:
    session = fresh_session(capacity=8)
    present = [services.register(session, application(f"gast{number}"), key=f"key {number}") for number in range(8)]
    jobs: list[Job] = []
    for number, registration in enumerate(present):
        jobs += [
            lambda registration=registration: services.cancel(registration),
            registering(session, application(f"nieuw{number}"), f"new key {number}"),
        ]
    judge(session, at_once(jobs, 16), is_locked)


def test_accepting_against_expiry(is_locked: bool) -> None:
    session = fresh_session(capacity=6)
    present = [services.register(session, application(f"gast{number}"), key=f"key {number}") for number in range(6)]
    waiting = [services.register(session, application(f"wacht{number}"), key=f"late {number}") for number in range(12)]
    for registration in present:
        services.cancel(registration)
    expires = Registration.objects.offered().first().offer_expires_at
    just_before = expires - timedelta(seconds=1)
    jobs: list[Job] = [
        *(lambda one=one: services.accept(one, now=just_before) for one in waiting[:6]),
        *(lambda: services.expire_offers(expires) for _ in range(3)),
    ]
    judge(session, at_once(jobs, 9), is_locked)


def test_two_promotions_at_once(is_locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    session = fresh_session(capacity=6)
    present = [services.register(session, application(f"gast{number}"), key=f"key {number}") for number in range(6)]
    for number in range(10):
        services.register(session, application(f"wacht{number}"), key=f"late {number}")
    slow_offering(monkeypatch, 0.1)
    judge(session, at_once([lambda one=one: services.cancel(one) for one in present], 6), is_locked)
    if is_locked:
        offered = Registration.objects.offered().order_by("queue_number").values_list("name", flat=True)
        assert list(offered) == [f"Wacht{number}" for number in range(6)]


def test_the_limit_of_an_organisation(is_locked: bool) -> None:
    session = fresh_session(capacity=100, organisation_limit=5)
    jobs = [
        registering(session, application(f"gast{number}", organisation_name="Gemeente Zwolle"), f"key {number}")
        for number in range(40)
    ]
    wrong = at_once(jobs, 40)
    if (come := Registration.objects.seats()) > 5:
        wrong.append(f"{come} come from one organisation")
    judge(session, wrong, is_locked)
    assert come == 5 or not is_locked


def test_moving_both_ways(is_locked: bool) -> None:
    here = fresh_session(capacity=8)
    there = fresh_session(capacity=8, page=here.page)
    ours = [services.register(here, application(f"hier{number}"), key=f"key {number}") for number in range(8)]
    theirs = [services.register(there, application(f"daar{number}"), key=f"key {number}") for number in range(4)]
    jobs: list[Job] = [
        *(lambda one=one: services.move(one, there, None) for one in ours),
        *(lambda one=one: services.move(one, here, None) for one in theirs),
    ]
    wrong = at_once(jobs, 12)
    found = [*wrong, *problems(here), *problems(there)]
    assert (not found) is is_locked, found[:3]
