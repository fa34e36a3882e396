"""The code on a confirmation: a link that the phone of whoever stands at the door opens by itself."""

from datetime import datetime
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.urls import reverse

from events.agenda.enums import SessionMode, SessionState
from events.agenda.models import EventSession
from events.registration.models import Registration


def code_url(registration: Registration) -> str:
    """Return the address in the code. It opens for staff alone, and by itself changes nothing."""
    path = reverse("registration_staff:party_checkin", args=[registration.public_id])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def shows_code(registration: Registration, session: EventSession, now: datetime) -> bool:
    """Return whether there is a door to show the code at: for who has a place in what is still to come, on site."""
    is_coming = session.state_at(now) == SessionState.SCHEDULED and session.mode != SessionMode.ONLINE
    return is_coming and registration.confirmed_seats > 0


def code_image(registration: Registration) -> str:
    """Return the code as the address of an image (SVG in a data URI)."""
    return segno.make(code_url(registration), error="m").svg_data_uri(scale=4, light="white", border=4)
