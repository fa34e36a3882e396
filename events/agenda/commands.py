"""What staff can do with a session besides filling it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events.agenda import services
from events.agenda.enums import SessionState
from events.agenda.models import EventSession


@dataclass(frozen=True)
class Command:
    """One command: its button, its question, and `run`, which does it or raises SessionRefusedError.

    `state` is the one in which it is offered; `slug` stands in the address.
    """

    name: str
    slug: str
    label: str
    icon: str
    state: SessionState
    run: Callable[[EventSession, Any], Any]
    explanation: str
    done: str
    action_needed: str = "change"
    is_final: bool = False


COMMANDS = (
    Command(
        "schedule",
        "inplannen",
        "Zet in de agenda",
        "calendar-check",
        SessionState.DRAFT,
        services.schedule,
        "Bezoekers zien deze bijeenkomst daarna op de pagina en in de agenda.",
        "De bijeenkomst staat in de agenda.",
    ),
    Command(
        "cancel",
        "afgelasten",
        "Gelast af",
        "cross",
        SessionState.SCHEDULED,
        services.cancel,
        "Bezoekers blijven de bijeenkomst zien, met 'Afgelast' erbij. U kunt dit niet terugdraaien.",
        "De bijeenkomst is afgelast.",
        is_final=True,
    ),
    Command(
        "complete",
        "afronden",
        "Rond af",
        "check",
        SessionState.SCHEDULED,
        services.complete,
        "De bijeenkomst is geweest. Dit gebeurt na afloop ook vanzelf.",
        "De bijeenkomst is afgerond.",
    ),
    Command(
        "delete",
        "verwijderen",
        "Verwijder",
        "bin",
        SessionState.DRAFT,
        services.delete,
        "Deze bijeenkomst verdwijnt. U kunt dit niet terugdraaien.",
        "De bijeenkomst is verwijderd.",
        action_needed="delete",
        is_final=True,
    ),
)
