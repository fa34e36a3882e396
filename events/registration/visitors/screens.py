"""Which screens of visitors there are, as the agenda and the mails come to know of them."""

from cms.mail.private_links import register_link
from events.agenda.addresses import PLACES_FILE, register_address
from events.agenda.notices import session_notices
from events.registration.mails import LINK
from events.registration.visitors.applying import applied, apply
from events.registration.visitors.links import build_link
from events.registration.visitors.places import notices_of, places_file

# How long everybody may be told the same number of places.
_PLACES_SECONDS = 30


def register_screens() -> None:
    """Put the form and the places below workshops, and make the private links."""
    register_address("aanmelden", apply)
    register_address("aangemeld", applied)
    register_address(PLACES_FILE, places_file, keep_seconds=_PLACES_SECONDS)
    session_notices(notices_of)
    register_link(LINK, build_link)
