"""Who registers in the demo, and who asks for a speaker: made, renewed, left alone and taken away."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda.models import EventSession, WorkshopPage
from events.registration import services
from events.registration.enums import RegistrationState
from events.registration.models import Attendee, Evaluation, Question, Registration
from events.speaking.models import SpeakerEngagementPage
from events.speaking.requests import services as requests
from events.speaking.requests.enums import RequestStatus
from events.speaking.requests.models import SpeakingRequest
from tests.registration.conftest import register
from tests.seeding.conftest import demo_loaded, write_demo
from tests.seeding.people import SESSIONS, write_people

# Together, because what they share is made once.
pytestmark = pytest.mark.xdist_group("demo with people")

Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def _loaded_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    folder = write_demo(tmp_path_factory.mktemp("once"))
    write_people(folder)
    with demo_loaded(folder, django_db_blocker):
        yield


@pytest.fixture
def loaded(_loaded_once: None, db: None, peopled: Path) -> Path:
    return peopled


def states() -> dict[str, tuple[str, int, int]]:
    """Return (state, seats, offered seats) of everybody of the workshop that is full, by name."""
    rows = Registration.objects.filter(session__page__slug="knip")
    return {row.name: (row.state, row.seats, row.offered_seats) for row in rows}


STATES = {
    "An Bos": ("confirmed", 2, 0),
    "Cas Dam": ("cancelled", 1, 0),
    "Dee Oud": ("offered", 1, 1),
    "Eva Lam": ("waitlisted", 1, 0),
}


def full_session() -> EventSession:
    return EventSession.objects.get(page__slug="knip")


def load_later(folder: Path, days: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("load_demo", folder=folder)


def test_people_register_wait_and_cancel_on_days_that_have_been(loaded: Path) -> None:
    assert states() == STATES
    first = Registration.objects.get(name="An Bos")
    assert timezone.localtime(first.created_at).date() == timezone.localdate() - timedelta(days=9)
    assert [person.name for person in first.attendees.all()] == ["An Bos", "Bo Vos"]
    assert first.needs.dietary == "Vegan"
    assert Registration.objects.get(name="Dee Oud").answers.get().value == "Om te leren"
    assert Registration.objects.get(name="Dee Oud").offer_expires_at > timezone.now()


def test_of_what_is_over_is_known_who_came_and_how_it_was(loaded: Path) -> None:
    session = EventSession.objects.get(registrations__name="Fee Nab")
    assert session.state == "completed"
    came = Attendee.objects.filter(registration__session=session).values_list("name", "attendance")
    assert dict(came) == {"Fee Nab": "attended", "Gé Pas": "no_show"}
    assert Evaluation.objects.get(session=session).liked == "De koffie"


def test_a_request_has_gone_through_its_steps(loaded: Path) -> None:
    request = SpeakingRequest.objects.get()
    assert (request.status, request.owner.email) == (RequestStatus.CONFIRMED, "evenementen@ol2000.example")
    today = timezone.localdate()
    days = [(today - timezone.localtime(step.made_at).date()).days for step in request.steps.all()]
    assert days == [9, 8, 7]
    assert not request.engagement.live
    assert request.engagement.speakers.get().speaker.slug == "sharita-ramdin"


def test_loading_again_makes_nobody_twice(loaded: Path) -> None:
    before = set(Registration.objects.values_list("pk", flat=True)), OutgoingMessage.objects.count()
    call_command("load_demo", folder=loaded)
    assert (set(Registration.objects.values_list("pk", flat=True)), OutgoingMessage.objects.count()) == before


def test_after_a_week_people_move_along_without_mail(loaded: Path) -> None:
    messages = OutgoingMessage.objects.count()
    services.expire_offers(timezone.now() + timedelta(days=3))  # the worker went on meanwhile
    assert states()["Dee Oud"][0] == RegistrationState.LAPSED
    before = Registration.objects.get(name="An Bos").created_at
    load_later(loaded, 14)
    assert states() == STATES
    assert Registration.objects.get(name="An Bos").created_at - before == timedelta(days=14)
    assert OutgoingMessage.objects.count() == messages
    assert not OutgoingMessage.objects.unsent().exists()
    assert (Question.objects.count(), Evaluation.objects.count()) == (1, 1)
    assert SpeakingRequest.objects.get().engagement == SpeakerEngagementPage.objects.get(slug="een-loket")


@pytest.mark.parametrize("change", ["register", "cancel", "note", "tick", "answer", "rename"])
def test_where_somebody_had_a_hand_in_it_all_stay_as_they_are(loaded: Path, change: str) -> None:
    session, user = full_session(), User.objects.get(email="evenementen@ol2000.example")
    party = Registration.objects.get(name="An Bos")
    match change:
        case "register":
            register(session, "sanne")
        case "cancel":
            services.cancel(party, 1)
        case "note":
            Registration.objects.filter(pk=party.pk).update(on_hold=True)
        case "tick":
            services.mark_attendance(party.attendees.first(), "attended", user)
        case "answer":
            services.change_answers(party, {Question.objects.get().pk: "Zomaar"})
        case "rename":
            Question.objects.update(text="Waarom?")
    before = set(session.registrations.values_list("pk", "state"))
    load_later(loaded, 14)
    assert set(session.registrations.values_list("pk", "state")) == before


def test_a_session_that_the_demo_has_no_more_goes_with_its_people(loaded: Path, edit: Edit) -> None:
    edit("workshops/terugblik.md", SESSIONS.splitlines(keepends=True)[0], "")
    edit("registrations/terugblik.yaml", "session: 2\n", "")
    load_later(loaded, 14)
    assert EventSession.objects.filter(page__slug="terugblik").count() == 1
    assert Registration.objects.get(name="Fee Nab").session.state == "completed"


def test_a_request_that_staff_took_on_stays_as_it_is(loaded: Path) -> None:
    request = SpeakingRequest.objects.get()
    requests.note(request, User.objects.get(email="evenementen@ol2000.example"), "Gebeld.")
    load_later(loaded, 14)
    assert SpeakingRequest.objects.get().pk == request.pk


def test_removing_takes_everybody_and_their_mail_away(loaded: Path) -> None:
    call_command("load_demo", remove=True)
    for model in (Registration, SpeakingRequest, OutgoingMessage, WorkshopPage, SpeakerEngagementPage, User):
        assert not model.objects.exists()
    call_command("load_demo", folder=loaded)
    assert states() == STATES


def test_removing_leaves_a_workshop_for_which_somebody_registered_and_says_so(loaded: Path) -> None:
    register(full_session(), "sanne")
    output = StringIO()
    call_command("load_demo", remove=True, stdout=output)
    assert [page.slug for page in WorkshopPage.objects.all()] == ["knip"]
    assert full_session().registrations.filter(name="Sanne").exists()
    assert "Voor 'Knip' hebben mensen zich aangemeld." in output.getvalue()
    assert not SpeakingRequest.objects.exists()


@pytest.mark.parametrize("gone", ["speaker", "session", "request", "talk"])
def test_what_somebody_deleted_keeps_nothing_from_loading(loaded: Path, gone: str) -> None:
    request = SpeakingRequest.objects.get()
    match gone:
        case "speaker":
            request.speaker.delete()
        case "session":
            full_session().registrations.all().delete()
            full_session().delete()
        case "request":
            request.delete()
        case "talk":
            request.engagement.delete()
    load_later(loaded, 14)
    assert SpeakingRequest.objects.exists() == (gone != "request")
