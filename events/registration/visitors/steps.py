"""What whoever has a private link can do that can't be undone: asked once more, and then done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events.registration import forgetting, services
from events.registration.models import Registration


@dataclass(frozen=True)
class Step:
    """Something to be sure about; `may` names the one of `Possibilities` that it takes, '' for always."""

    path: str
    title: str
    text: str
    label: str
    may: str
    run: Callable[[Registration], Any]
    kind: str = "danger"


DECLINE = Step(
    "afslaan",
    "Wilt u de plaats niet?",
    "De plaats gaat dan meteen naar de volgende op de lijst. Wie al zeker een plaats had, houdt die.",
    "Sla de plaats af",
    "decline",
    services.decline,
)
LEAVE = Step(
    "wachtlijst-verlaten",
    "Wilt u niet langer wachten?",
    "U verliest uw plek op de wachtlijst. Wie al zeker een plaats had, houdt die.",
    "Haal mij van de wachtlijst",
    "leave",
    services.leave_waiting_list,
)
CANCEL = Step(
    "afmelden",
    "Wilt u zich afmelden?",
    "Daarmee meldt u iedereen af die u had aangemeld. Komt er maar een deel van u niet? Wijzig dan wie er komen.",
    "Meld mij af",
    "cancel",
    services.cancel,
)
FORGET = Step(
    "wissen",
    "Wilt u uw gegevens laten wissen?",
    "Alles wat wij van deze aanmelding weten wordt gewist. Komt u nog, dan bent u daarmee afgemeld. Een bewijs van "
    "deelname kunt u daarna niet meer krijgen.",
    "Wis mijn gegevens",
    "",
    forgetting.forget,
)
STEPS = {step.path: step for step in (DECLINE, LEAVE, CANCEL, FORGET)}
