"""What staff can do with one registration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from events.registration import care, services
from events.registration.enums import Actor
from events.registration.models import Registration
from events.registration.staff.forms import (
    CancelForm,
    CommandForm,
    ContactForm,
    MoveForm,
    PartyForm,
    ReasonForm,
)


@dataclass(frozen=True)
class Command:
    """One command: its button, its form, and `run`, which does it or raises RegistrationRefusedError.

    It is offered where `fits` says so; `slug` stands in the address.
    """

    slug: str
    label: str
    explanation: str
    done: str
    run: Callable[[Registration, Any, Any], Any]
    fits: Callable[[Registration], bool]
    form_class: type[CommandForm] = CommandForm
    is_final: bool = False


def _is_on(registration: Registration) -> bool:
    return registration.is_active and registration.session.end > timezone.now()


def _waits(registration: Registration) -> bool:
    return _is_on(registration) and registration.confirmed_seats < registration.seats


def _cancel(registration: Registration, form: CancelForm, user: Any) -> None:
    data = form.cleaned_data
    # All of a party that has changed meanwhile is all that it is now.
    seats = None if data["seats"] == registration.seats else data["seats"]
    services.cancel(registration, seats, by=Actor.STAFF, user=user, reason=data["reason"])


COMMANDS = (
    Command(
        "deelnemers",
        "Wijzig wie er komen",
        "Meer mensen krijgen een plaats als die er is, en komen anders op de wachtlijst.",
        "De deelnemers zijn gewijzigd.",
        lambda registration, form, user: services.change_party(registration, form.people_as_they_were(), user=user),
        _is_on,
        PartyForm,
    ),
    Command(
        "contact",
        "Verbeter naam of e-mailadres",
        "Een nieuw adres krijgt meteen een mail met hoe het ervoor staat, de link en de afspraak voor de agenda. Oude "
        "links werken dan niet meer; uit de agenda van het oude adres gaat de afspraak weg.",
        "Naam en e-mailadres zijn bewaard.",
        lambda registration, form, user: care.correct_contact(
            registration, form.cleaned_data["name"], form.cleaned_data["email"], user
        ),
        lambda _registration: True,
        ContactForm,
    ),
    Command(
        "verplaatsen",
        "Verplaats naar een andere bijeenkomst",
        "Wie een plaats heeft, moet daar ook een plaats kunnen krijgen. De deelnemer krijgt bericht.",
        "De aanmelding is verplaatst.",
        lambda registration, form, user: services.move(
            registration, form.cleaned_data["other"], user, reason=form.cleaned_data["reason"]
        ),
        _is_on,
        MoveForm,
    ),
    Command(
        "toch-plaatsen",
        "Geef toch een plaats",
        "Al deze mensen krijgen een plaats, ook als alles bezet is. Dit gaat voor de wachtlijst.",
        "Iedereen van deze aanmelding heeft een plaats.",
        lambda registration, form, user: services.overbook(registration, user, form.cleaned_data["reason"]),
        _waits,
        ReasonForm,
    ),
    Command(
        "van-wachtlijst",
        "Haal van de wachtlijst",
        "Wie al een plaats heeft, houdt die. De deelnemer krijgt bericht.",
        "Deze aanmelding wacht niet meer.",
        lambda registration, _form, user: services.leave_waiting_list(registration, user=user),
        _waits,
        is_final=True,
    ),
    Command(
        "afmelden",
        "Meld af",
        "Een vrijgekomen plaats gaat naar wie op de wachtlijst staat. De deelnemer krijgt bericht.",
        "De afmelding is verwerkt.",
        _cancel,
        _is_on,
        CancelForm,
        is_final=True,
    ),
    Command(
        "link-sturen",
        "Stuur de link opnieuw",
        "De deelnemer krijgt de persoonlijke link nog een keer, hoogstens één keer per uur.",
        "De link is onderweg.",
        lambda registration, _form, _user: care.resend_link(registration),
        lambda registration: bool(registration.email),
    ),
    Command(
        "link-vervangen",
        "Vervang de link",
        "Alle oude links van deze deelnemer werken dan niet meer. Er gaat een nieuwe link naar het e-mailadres.",
        "De nieuwe link is onderweg. Oude links werken niet meer.",
        lambda registration, _form, _user: services.revoke_link(registration),
        lambda registration: bool(registration.email),
    ),
    Command(
        "bewaren",
        "Niet wissen",
        "Deze aanmelding blijft bewaard tot u dit opheft, ook na de bewaartermijn.",
        "Deze aanmelding wordt niet gewist.",
        lambda registration, form, user: care.hold(registration, user, form.cleaned_data["reason"]),
        lambda registration: not registration.on_hold,
        ReasonForm,
    ),
    Command(
        "niet-meer-bewaren",
        "Mag weer gewist worden",
        "De gewone bewaartermijn geldt dan weer.",
        "De gewone bewaartermijn geldt weer.",
        lambda registration, _form, user: care.lift_hold(registration, user),
        lambda registration: registration.on_hold,
    ),
)


def commands_for(registration: Registration) -> list[Command]:
    """Return what can be done with `registration` now."""
    return [command for command in COMMANDS if command.fits(registration)]


def command_named(slug: str) -> Command | None:
    """Return the command whose address is `slug`, or None."""
    return next((command for command in COMMANDS if command.slug == slug), None)
