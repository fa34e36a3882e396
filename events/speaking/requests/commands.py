"""What staff can do with a request on their screen: each with a form of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from events.speaking.requests import services
from events.speaking.requests.admin_forms import DeclineForm, text_form
from events.speaking.requests.enums import Step


@dataclass(frozen=True)
class Command:
    """A step as staff take it: the last part of its address, its button, what it does, what it asks, and its doing."""

    step: Step
    slug: str
    label: str
    explanation: str
    form_class: type[forms.Form]
    run: Callable[..., Any]
    done: str


_MAILED = "De aanvrager krijgt hierover mail."
_MAIL_TEXT = text_form("Wat wilt u erbij zeggen?", "Dit staat in de mail aan de aanvrager.", required=False)
_DRAFT = "In de agenda komt de spreekbeurt te staan als concept. Publiceren doet u zelf."

COMMANDS = [
    Command(
        Step.ASKED,
        "vraag",
        "Stel een vraag",
        f"{_MAILED} Het antwoord komt hier terug.",
        text_form("Uw vraag", "Dit staat in de mail aan de aanvrager."),
        services.ask,
        "De vraag is gesteld.",
    ),
    Command(
        Step.PROPOSED,
        "voorstel",
        "Doe een voorstel",
        f"{_MAILED} Spreker en tijd uit de planning staan erbij.",
        text_form("Uw voorstel", "Dit staat in de mail aan de aanvrager."),
        services.propose,
        "Het voorstel is gedaan.",
    ),
    Command(
        Step.RESERVED,
        "voorbehoud",
        "Zeg toe onder voorbehoud",
        f"{_MAILED} {_DRAFT}",
        _MAIL_TEXT,
        services.reserve,
        "De aanvraag is onder voorbehoud toegezegd.",
    ),
    Command(
        Step.CONFIRMED,
        "bevestig",
        "Bevestig",
        f"{_MAILED} {_DRAFT}",
        _MAIL_TEXT,
        services.confirm,
        "De aanvraag is bevestigd.",
    ),
    Command(
        Step.DECLINED,
        "wijs-af",
        "Wijs af",
        f"{_MAILED} Is er al een spreekbeurt van gemaakt? Gelast die dan zelf af, of verwijder het concept.",
        DeclineForm,
        services.decline,
        "De aanvraag is afgewezen.",
    ),
    Command(
        Step.WITHDRAWN,
        "trek-in",
        "Trek in voor de aanvrager",
        f"Als de aanvrager belt dat het niet meer hoeft. {_MAILED}",
        _MAIL_TEXT,
        services.withdraw,
        "De aanvraag is ingetrokken.",
    ),
    Command(
        Step.CLOSED,
        "rond-af",
        "Rond af",
        "Als presentatie en terugblik op de site staan. De aanvrager krijgt geen mail.",
        text_form("Notitie", "Alleen voor collega's.", required=False),
        services.close,
        "De aanvraag is afgerond.",
    ),
    Command(
        Step.NOTED,
        "notitie",
        "Schrijf een notitie",
        "Alleen collega's lezen dit.",
        text_form("Notitie"),
        services.note,
        "De notitie is bewaard.",
    ),
    Command(
        Step.LINK_RENEWED,
        "nieuwe-link",
        "Stuur een nieuwe link",
        "De link in eerdere mails werkt daarna niet meer. De aanvrager krijgt een mail met een nieuwe.",
        text_form("Notitie", "Alleen voor collega's.", required=False),
        services.renew_link,
        "De nieuwe link is verstuurd.",
    ),
]
