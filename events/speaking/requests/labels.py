"""What staff read in the outbox of messages about requests."""

from django.urls import reverse

from cms.mail.labels import name_kinds, register_subject
from events.speaking.requests.models import SpeakingRequest

_KINDS = {
    "submitted": "Spreekverzoek ontvangen",
    "asked": "Vraag over een spreekverzoek",
    "proposed": "Voorstel voor een spreker",
    "reserved": "Spreker onder voorbehoud",
    "confirmed": "Spreker bevestigd",
    "declined": "Spreekverzoek afgewezen",
    "withdrawn": "Spreekverzoek ingetrokken",
    "link_renewed": "Nieuwe persoonlijke link",
    "staff": "Nieuws over een spreekverzoek, voor collega's",
    "reminder": "Herinnering aan presentatie en terugblik",
}


def register_labels() -> None:
    """Name the kinds of messages, and lead from a message to the request it is about."""
    name_kinds({f"speaking/{name}": label for name, label in _KINDS.items()})
    register_subject("speaking", _address)


def _address(public_id: str) -> str:
    """Return the address of the request's screen; '' when it has been erased."""
    request = SpeakingRequest.objects.filter(public_id=public_id).first()
    return reverse("speaking_requests:detail", args=[request.pk]) if request else ""
