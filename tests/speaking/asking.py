"""A request for a speaker, as somebody fills it in, and as it is kept."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from cms.mail.private_links import sign
from events.speaking.requests import services
from events.speaking.requests.mails import LINK_NAME
from events.speaking.requests.models import SpeakingRequest
from tests.robots.human import as_human


def in_days(days: int) -> str:
    """Return the day so many days from now as a browser sends it."""
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def filled(**changes: Any) -> dict[str, Any]:
    """Return what somebody fills in."""
    return as_human(
        {
            "key": str(uuid4()),
            "organisation_name": "Gemeente Zwolle",
            "contact_name": "Sam Bakker",
            "email": "sam@zwolle.example",
            "occasion": "Dag van de balie",
            "topic": "Eén loket, hoe dan?",
            "audience": "medewerkers van de balie",
            "audience_size": "80",
            "place": "Stadhuis, Zwolle",
            "date": in_days(40),
            "flexibility": "around",
            **changes,
        }
    )


def make_request(**changes: Any) -> SpeakingRequest:
    """Return a request that was just made."""
    values: dict[str, Any] = {
        "organisation_name": "Gemeente Zwolle",
        "contact_name": "Sam Bakker",
        "email": "sam@zwolle.example",
        "occasion": "Dag van de balie",
        "topic": "Eén loket, hoe dan?",
        "audience": "medewerkers van de balie",
        "audience_size": 80,
        "place": "Stadhuis, Zwolle",
        "date": timezone.localdate() + timedelta(days=40),
        "flexibility": "around",
        **changes,
    }
    return services.submit(values, uuid4())


def status_url(request: SpeakingRequest) -> str:
    """Return the address of its private page."""
    return reverse("speaking_request", args=[sign(LINK_NAME, str(request.public_id), request.link_generation)])
