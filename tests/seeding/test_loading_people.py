"""Loading people with the demo: nobody gets mail, nobody comes without a password, and mistakes are named."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cms.mail.models import OutgoingMessage
from cms.mail.services import deliver_due
from events.agenda.models import WorkshopPage
from events.registration.models import Registration
from events.speaking.requests.models import SpeakingRequest
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

Edit = Callable[[str, str, str], None]


@pytest.fixture(autouse=True)
def _zwolle(db: None) -> None:
    OrganisationFactory(name="Zwolle")


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


def test_without_a_demo_password_nobody_registers(peopled: Path, settings: Settings) -> None:
    settings.DEMO_PASSWORD = ""
    call_command("load_demo", folder=peopled)
    assert WorkshopPage.objects.exists()
    assert not Registration.objects.exists()
    assert not SpeakingRequest.objects.exists()


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
