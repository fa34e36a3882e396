"""A request as who asked, and staff, read it."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from events.agenda.display import day, hours
from events.speaking.requests.enums import RULES, RequestStatus
from events.speaking.requests.models import SpeakingRequest

# Where it stands, said to who asked: the kind of alert, its title and its text.
_HELD = ("success", "De bijeenkomst is geweest", "Bedankt voor de uitnodiging.")
_SITUATIONS = {
    RequestStatus.RECEIVED: ("info", "Wij bekijken uw aanvraag", "Wij laten u zo snel mogelijk iets weten."),
    RequestStatus.QUESTION: ("warning", "Wij hebben een vraag aan u", "Geef hieronder uw antwoord."),
    RequestStatus.PROPOSED: ("warning", "Wij doen u een voorstel", "Laat hieronder weten wat u ervan vindt."),
    RequestStatus.RESERVED: ("info", "Onder voorbehoud toegezegd", "Wij laten u weten of het doorgaat."),
    RequestStatus.CONFIRMED: ("success", "Het gaat door", "Wij komen spreken."),
    RequestStatus.HELD: _HELD,
    RequestStatus.CLOSED: _HELD,
    RequestStatus.DECLINED: ("error", "Het lukt ons niet om te komen", "Hieronder leest u waarom."),
    RequestStatus.WITHDRAWN: ("info", "Deze aanvraag is ingetrokken", "U hoeft niets meer te doen."),
}


def situation(request: SpeakingRequest) -> dict[str, str]:
    """Return where `request` stands, for `components/alert.html`."""
    return dict(zip(("kind", "title", "text"), _SITUATIONS[RequestStatus(request.status)], strict=True))


def _filled(facts: dict[str, Any]) -> list[dict[str, str]]:
    return [{"label": label, "value": str(value)} for label, value in facts.items() if value]


def wishes(request: SpeakingRequest) -> list[dict[str, str]]:
    """Return what was asked, for `components/data_list.html`; without what isn't filled in."""
    wished = [date_format(on, "l j F Y") for on in (request.date, request.other_date) if on]
    return _filled(
        {
            "Organisatie": request.organisation_name,
            "Gelegenheid": request.occasion,
            "Onderwerp": request.topic,
            "Publiek": request.audience,
            "Aantal mensen": request.audience_size,
            "Plaats": request.place,
            "Gewenste datum": " of ".join(wished),
            "Speelruimte": request.get_flexibility_display(),
            "Tijd": request.hours,
            "Gewenste spreker": request.wished_speaker.title if request.wished_speaker else "Geen voorkeur",
            "Antwoord gewenst voor": date_format(request.reply_by, "j F Y") if request.reply_by else "",
            "Toelichting": request.message,
        }
    )


def agreed(request: SpeakingRequest) -> list[dict[str, str]]:
    """Return who speaks and when, once that was promised, for `components/data_list.html`."""
    if request.status not in RequestStatus.promised():
        return []
    when = f"{day(request.start)}, {hours(request.start, request.end)}" if request.start else ""
    return _filled({"Spreker": request.speaker.title if request.speaker else "", "Wanneer": when})


def contact(request: SpeakingRequest) -> list[dict[str, str]]:
    """Return who asked, for staff alone."""
    return _filled({"Naam": request.contact_name, "E-mail": request.email, "Telefoon": request.phone})


def public_steps(request: SpeakingRequest) -> list[dict[str, str]]:
    """Return the history as who asked may read it, the newest first: no names of staff, no notes."""
    return [
        {
            "title": step.get_step_display(),
            "when": date_format(timezone.localtime(step.made_at), "j F Y, H.i"),
            "text": step.text,
        }
        for step in reversed(request.steps.all())
        if RULES[step.step].is_public  # type: ignore[index]
    ]
