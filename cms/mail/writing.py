"""The text of a message: from a template, with a placeholder for each private link until it goes out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink, address_of

_SUBJECT = "Onderwerp:"


def render(message: OutgoingMessage, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the text of `message`, from templates/mail/<its template>.txt.

    The first line is 'Onderwerp: …', then comes an empty line, then the text. The template knows what `context`
    holds, `links` (by name) and `site_url`. Raise ValueError for a template without a subject.
    """
    template = get_template(f"mail/{message.template}.txt")
    values = {
        **context,
        "links": {name: _placeholder(message, name) for name in message.links},
        "site_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
    }
    # It is text, not HTML: an ampersand stays one.
    rendered = template.template.render(Context(values, autoescape=False))  # type: ignore[attr-defined]
    head, _, text = rendered.strip().partition("\n\n")
    if not head.startswith(_SUBJECT):
        raise ValueError(f"mail/{message.template}.txt must begin with '{_SUBJECT}'.")
    # A line break in a header would begin the next one.
    subject = " ".join(head.removeprefix(_SUBJECT).split())
    return subject[:200], text.strip() + "\n"


def text_to_send(message: OutgoingMessage) -> str:
    """Return the text with its private links in it: for the receiver alone."""
    return _filled(message, lambda name: address_of(PrivateLink(**message.links[name])))


def text_for_staff(message: OutgoingMessage) -> str:
    """Return the text as staff may read it: they get no key to somebody's registration."""
    return _filled(message, lambda _name: "[persoonlijke link]")


def _placeholder(message: OutgoingMessage, name: str) -> str:
    """Return what stands for a link in the stored text: no visitor can type it, as its id is random."""
    return f"[{message.public_id.hex}:{name}]"


def _filled(message: OutgoingMessage, address: Callable[[str], str]) -> str:
    text = message.text
    for name in message.links:
        text = text.replace(_placeholder(message, name), address(name))
    return text
