"""The code on a confirmation: a link that the phone of whoever stands at the door opens by itself."""

from urllib.parse import urljoin

import segno
from django.conf import settings
from django.urls import reverse

from events.registration.models import Registration


def code_url(registration: Registration) -> str:
    """Return the address in the code. It opens for staff alone, and by itself changes nothing."""
    path = reverse("registration_staff:party_checkin", args=[registration.public_id])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def code_image(registration: Registration) -> str:
    """Return the code as the address of an image (SVG in a data URI)."""
    return segno.make(code_url(registration), error="m").svg_data_uri(scale=4, light="white", border=4)
