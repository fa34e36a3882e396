"""Who registers in the demo, and who asks for a speaker: made, renewed, left alone and taken away."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cms.mail.models import OutgoingMessage
from cms.mail.services import deliver_due
from cms.users.models import User
from events.agenda.models import EventSession, WorkshopPage
from events.registration import services
from events.registration.enums import RegistrationState
from events.registration.models import Attendee, Evaluation, Question, Registration
from events.speaking.models import SpeakerEngagementPage
from events.speaking.requests import services as requests
from events.speaking.requests.enums import RequestStatus
from events.speaking.requests.models import SpeakingRequest
from tests.factories import OrganisationFactory
from tests.registration.conftest import register

pytestmark = pytest.mark.django_db

Edit = Callable[[str, str, str], None]

COMING = """\
questions:
- text: Waarom komt u?
parties:
- {at: "-9 10:00", name: An Bos, email: an@zwolle.example, organisation: Zwolle, colleagues: [Bo Vos], dietary: Vegan}
- {at: "-8 10:00", name: Cas Dam, email: cas@zwolle.example, organisation: Zwolle, cancelled: "-1 12:00"}
- {at: "-7 10:00", name: Dee Oud, email: dee@zwolle.example, organisation: Zwolle, answers: [Om te leren]}
- {at: "-6 10:00", name: Eva Lam, email: eva@zwolle.example, organisation: Zwolle, refused: 550 Onbekend}
"""
HELD = """\
session: 2
parties:
- at: "-40 10:00"
  name: Fee Nab
  email: fee@zwolle.example
  organisation: Zwolle
  colleagues: [Gé Pas]
  absent: [Gé Pas]
evaluations:
- {overall: 4, liked: De koffie}
"""
SESSIONS = """\
  - {start: "5 10:00", end: "5 12:00", mode: online, online_link: "https://v.example", state: scheduled}
  - {start: "-20 10:00", end: "-20 12:00", mode: online, online_link: "https://v.example", state: completed, places: 9}
"""
REQUESTS = """\
- key: raad
  received: "-9 10:00"
  organisation_name: Gemeente Zwolle
  contact_name: Hans Ree
  email: hans@zwolle.example
  occasion: Raadsavond
  topic: Eén loket
  audience: Raadsleden
  audience_size: 30
  place: Raadzaal
  date: 20
  flexibility: fixed
  wished_speaker: sharita-ramdin
  steps:
  - {at: "-8 10:00", step: planned, speaker: sharita-ramdin, start: "20 10:00", end: "20 11:00"}
  - {at: "-7 10:00", step: confirmed, text: Tot dan}
"""


@pytest.fixture
def peopled(demo: Path, edit: Edit, settings: Settings) -> Path:
    """The small demo with a full workshop and one that has been, and a request for a speaker; nothing is loaded."""
    settings.DEMO_PASSWORD = "een-loket-voor-alles"
    OrganisationFactory(name="Zwolle")
    edit("workshops/knip.md", "places: 9", "places: 3")
    (demo / "registrations").mkdir()
    (demo / "registrations" / "knip.yaml").write_text(COMING, "utf-8")
    (demo / "registrations" / "terugblik.yaml").write_text(HELD, "utf-8")
    held = (demo / "workshops" / "knip.md").read_text("utf-8").partition("sessions:\n")[0] + f"sessions:\n{SESSIONS}"
    (demo / "workshops" / "terugblik.md").write_text(f"{held}---\nHet was goed.\n", "utf-8")
    (demo / "requests.yaml").write_text(REQUESTS, "utf-8")
    with (demo / "accounts.yaml").open("a", encoding="utf-8") as accounts:
        accounts.write(
            "- {email: evenementen@ol2000.example, first_name: Priya, last_name: S, role: evenementbeheerder}\n"
        )
    return demo


@pytest.fixture
def loaded(peopled: Path) -> Path:
    call_command("load_demo", folder=peopled)
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


def test_nobody_gets_mail_and_the_outbox_says_what_was_sent_when(
    peopled: Path, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.MAIL_DELIVERY = "at_once"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_demo", folder=peopled)
    assert deliver_due() == 0
    assert mail.outbox == []
    today = timezone.localdate()
    told = OutgoingMessage.objects.filter(recipient="dee@zwolle.example").order_by("created_at")
    assert [(one.template, (today - timezone.localtime(one.finished_at).date()).days) for one in told] == [
        ("registration_waitlisted", 7),
        ("registration_offered", 1),
    ]
    labels = Counter((one.state_label, one.last_answer) for one in OutgoingMessage.objects.all())
    assert labels.pop(("niet bezorgd: bel even", "550 Onbekend")) == 1
    assert list(labels) == [("verzonden", "")]


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


def test_without_a_demo_password_nobody_registers(peopled: Path, settings: Settings) -> None:
    settings.DEMO_PASSWORD = ""
    call_command("load_demo", folder=peopled)
    assert WorkshopPage.objects.exists()
    assert not Registration.objects.exists()
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


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("registrations/knip.yaml", ("organisation: Zwolle", "organisation: Atlantis"), "knip.yaml:4: Gemeente 'Atl"),
        ("registrations/knip.yaml", ("cas@zwolle", "an@zwolle"), "knip.yaml:4: Het adres 'an@zwolle.example' staat"),
        (
            "registrations/knip.yaml",
            ("an@zwolle.example", "an@zwolle.nl"),
            "knip.yaml:4: parties: 0: email: Hier hoort",
        ),
        ("registrations/knip.yaml", ('"-9 10:00"', '"9 10:00"'), "knip.yaml:4: parties: 0: at: Dit moet vóór vandaag"),
        ("registrations/knip.yaml", ("[Om te leren]", "[Ja, Nee]"), "knip.yaml:6: Hier staan meer antwoorden"),
        ("registrations/knip.yaml", ("[Bo Vos]", "[B, C]"), "knip.yaml:4: parties: 0: colleagues: 0: Deze tekst is"),
        ("registrations/knip.yaml", ("parties:", "session: 2\nparties:"), "knip.yaml:3: Bijeenkomst 2 bestaat niet"),
        ("registrations/knip.yaml", ("text: Waarom komt u?", "{text: Hoe, required: true}"), "Beantwoord de"),
        ("registrations/knip.yaml", ("refused: 550 Onbekend", "absent: [Eva Lam]"), "knip.yaml:7: Deze bijeenkomst is"),
        ("registrations/terugblik.yaml", ("absent: [Gé", "absent: [Ga"), "terugblik.yaml:5: 'Ga Pas' hoort niet"),
        ("registrations/terugblik.yaml", ("session: 2", "session: 1"), "terugblik.yaml:1: Bijeenkomst 1 bestaat niet"),
        (
            "registrations/terugblik.yaml",
            ("overall: 4", "overall: 6"),
            "terugblik.yaml:10: evaluations: 0: overall: Deze",
        ),
        ("requests.yaml", ("wished_speaker: sharita-ramdin", "wished_speaker: niemand"), "requests.yaml:13: Spreker"),
        ("requests.yaml", ("step: confirmed", "step: answered"), "requests.yaml:1: De stap 'answered' kan niet"),
        ("requests.yaml", ("step: planned, speaker: sharita-ramdin,", "step: planned,"), "moet eerst een 'planned'"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_loaded(
    peopled: Path, edit: Edit, name: str, change: tuple[str, str], message: str
) -> None:
    edit(name, *change)
    with pytest.raises(CommandError, match="De demo is niet geladen") as error:
        call_command("load_demo", folder=peopled)
    assert message in str(error.value)
    assert not WorkshopPage.objects.exists()


def test_people_of_a_workshop_that_is_none_are_a_mistake(peopled: Path) -> None:
    (peopled / "registrations" / "knip.yaml").rename(peopled / "registrations" / "knop.yaml")
    with pytest.raises(CommandError, match=r"registrations/knop\.yaml.*Workshop 'workshops/knop' bestaat niet"):
        call_command("load_demo", folder=peopled)
