"""The private links of registrations: which address each has, and which registration a token opens."""

from django.core.signing import BadSignature
from django.urls import reverse

from cms.mail.private_links import PrivateLink, sign, unsign
from events.registration.mails import LINK, LINKS
from events.registration.models import Registration

# A link of its own: who passes it on to colleagues who were there too gives nothing else away.
EVALUATION = "registration.evaluation"


def build_link(link: PrivateLink) -> str:
    """Return the path that `link` opens."""
    if link.path == LINKS["evaluation"]:
        return reverse("registration:evaluation", args=[sign(EVALUATION, link.public_id, link.generation)])
    return reverse("registration:own", args=[sign(LINK, link.public_id, link.generation)]) + link.path


def find_registration(token: str, name: str = LINK) -> Registration | None:
    """Return the registration that `token`, a link called `name`, opens, with its session and page; else None."""
    try:
        public_id, generation = unsign(name, token)
    except BadSignature:
        return None
    found = Registration.objects.filter(public_id=public_id, link_generation=generation)
    return found.select_related("session__page").first()
