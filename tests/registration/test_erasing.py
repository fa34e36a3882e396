"""What is erased when, what stays, and what is never erased too soon."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.serializers import serialize
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.mail.services import deliver_due
from cms.pages.signals import tick
from cms.users.models import User
from events.agenda.models import EventSession
from events.agenda.services import change
from events.registration import care, services
from events.registration.application import StatedNeeds
from events.registration.enums import Attendance
from events.registration.erasing import erase_due
from events.registration.forgetting import forget
from events.registration.models import (
    Answer,
    Attendee,
    Erasure,
    KeptCount,
    Needs,
    Question,
    Registration,
    RegistrationTransition,
)
from tests.factories import OrganisationFactory
from tests.registration.conftest import register

SENSITIVE = {"text": "Gezondheid?", "retention": "sensitive"}


@pytest.fixture
def session(session_with: Callable[..., EventSession]) -> EventSession:
    return session_with()


@pytest.fixture
def after(session: EventSession, frozen: time_machine.Traveller) -> Callable[..., None]:
    """Send all mail that waits, and go to a moment after the end of the session."""

    def go(**since: int) -> None:
        deliver_due()
        frozen.move_to(session.end + timedelta(**since))

    return go


def erase() -> Erasure | None:
    return erase_due(timezone.now())


def test_needs_go_after_a_week(session: EventSession, after: Callable[..., None]) -> None:
    register(session, "piet", needs=StatedNeeds("vegetarisch"))
    after(days=7)
    assert erase() is None
    after(days=7, seconds=1)
    assert erase().needs == 1
    assert not Needs.objects.exists()
    assert Registration.objects.exists()


def test_sensitive_answers_go_after_a_month_and_others_stay(session: EventSession, after: Callable[..., None]) -> None:
    secret, plain = (Question.objects.create(session=session, **values) for values in (SENSITIVE, {"text": "Waarom?"}))
    register(session, "piet", answers={secret.pk: "Astma", plain.pk: "Daarom"})
    after(days=30)
    assert erase() is None
    after(days=30, seconds=1)
    assert erase().answers == 1
    assert Answer.objects.get().question == plain


def test_registrations_go_after_a_year_with_all_about_them(session: EventSession, after: Callable[..., None]) -> None:
    register(session, "piet", 2)
    after(days=365)
    assert erase() is None
    after(days=366)
    log = erase()
    assert (log.registrations, log.people) == (1, 2)
    assert not any(model.objects.exists() for model in (Registration, Attendee, RegistrationTransition))
    assert not OutgoingMessage.objects.filter(recipient="piet@gemeente.example").exists()


def test_what_is_on_hold_keeps_everything(session: EventSession, after: Callable[..., None], manager: User) -> None:
    secret = Question.objects.create(session=session, **SENSITIVE)
    piet = register(session, "piet", answers={secret.pk: "Astma"}, needs=StatedNeeds("vegetarisch"))
    care.hold(piet, manager, "Klacht")
    after(days=400)
    assert erase() is None
    assert (Needs.objects.count(), Answer.objects.count(), Registration.objects.count()) == (1, 1, 1)
    care.lift_hold(piet, manager)
    log = erase()
    assert (log.needs, log.answers, log.registrations) == (1, 1, 1)


def test_a_session_that_moves_takes_the_term_along(session: EventSession, after: Callable[..., None]) -> None:
    register(session, "piet")
    change(session, {"start": session.start + timedelta(days=60), "end": session.end + timedelta(days=60)})
    after(days=400)
    assert erase() is None
    after(days=426)
    assert erase().registrations == 1


def test_numbers_stay_by_province_and_size(session: EventSession, after: Callable[..., None], manager: User) -> None:
    OrganisationFactory(cbs_code="GM0193", province="PV23", inhabitants=130_000)
    for name in ("piet", "kees"):
        register(session, name, 2, organisation_code="GM0193")
    register(session, "lot")
    register(session, "weg")
    services.cancel(Registration.objects.get(name="Weg"))
    after(minutes=-30)
    services.mark_attendance(Attendee.objects.get(name="piet 1"), Attendance.ATTENDED, manager)
    services.add_walk_in(session, "Kim", manager)
    after(days=366)
    assert erase().registrations == 5
    kept = KeptCount.objects.order_by("-province").values_list(
        "province", "size_class", "registrations", "people", "attended"
    )
    assert list(kept) == [("PV23", "stad", 2, 4, 1), ("", "", 2, 2, 1)]


def test_a_mail_that_waits_goes_before_the_data(session: EventSession, frozen: time_machine.Traveller) -> None:
    piet = register(session, "piet")
    deliver_due()
    forget(piet)
    assert erase() is None
    assert deliver_due() == 1
    assert erase().registrations == 1
    assert not OutgoingMessage.objects.exists()
    assert not KeptCount.objects.exists()


def test_a_mail_that_cannot_go_holds_nothing_up_for_longer_than_a_day(
    session: EventSession, frozen: time_machine.Traveller
) -> None:
    forget(register(session, "piet"))
    assert erase() is None
    frozen.shift(timedelta(days=1))
    assert erase().registrations == 1
    assert not OutgoingMessage.objects.exists()


def test_a_session_that_moves_undoes_no_wish_to_be_forgotten(session: EventSession) -> None:
    piet, kees = register(session, "piet"), register(session, "kees")
    forget(piet)
    deliver_due()
    change(session, {"end": session.end + timedelta(days=1)})
    deliver_due()
    assert erase().registrations == 1
    assert Registration.objects.get() == kees


def test_who_asks_to_be_forgotten_is_erased_by_the_tick(session: EventSession) -> None:
    piet = register(session, "piet")
    forget(piet)
    deliver_due()
    tick.send(sender=None, now=timezone.now())
    assert not Registration.objects.exists()
    assert Erasure.objects.get().registrations == 1


def test_a_tick_that_erases_nothing_logs_nothing(session: EventSession) -> None:
    register(session, "piet")
    tick.send(sender=None, now=timezone.now())
    assert not Erasure.objects.exists()


def test_much_is_erased_in_some_ticks(
    session: EventSession, after: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.registration.erasing.MOST_AT_ONCE", 2)
    for name in ("piet", "kees", "lot"):
        register(session, name)
    after(days=366)
    assert [erase().registrations, erase().registrations, erase()] == [2, 1, None]


def test_the_log_names_nobody(session: EventSession, after: Callable[..., None]) -> None:
    register(session, "piet", organisation_name="Waterschap")
    after(days=366)
    erase()
    kept = serialize("json", [*Erasure.objects.all(), *KeptCount.objects.all()]).lower()
    assert not any(word in kept for word in ("piet", "waterschap"))
