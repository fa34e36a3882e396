"""Forms of visitors, filled in as a browser sends them."""

from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.mail.private_links import sign
from events.agenda.models import EventSession
from events.registration.mails import LINK
from events.registration.models import Registration
from tests.robots.human import as_human


def form_url(session: EventSession) -> str:
    """Return the address of the form for `session`."""
    return f"{session.page.url}aanmelden/?bijeenkomst={session.uid}"


def filled(**fields: Any) -> dict[str, Any]:
    """Return what somebody sends in who comes alone; `fields` differ."""
    least = {
        "key": str(uuid4()),
        "name": "Sanne Bakker",
        "email": "sanne@zwolle.example",
        "organisation": "Zwolle",
        "comes_along": "on",
        "rows": "1",
        "name_1": "",
        "dietary": "",
        "access": "",
    }
    return as_human({**least, **fields})


def apply(session: EventSession, client: Client | None = None, **fields: Any) -> Any:
    """Send in the form for `session`; return the answer."""
    return (client or Client()).post(form_url(session), filled(**fields))


def own_url(registration: Registration, path: str = "") -> str:
    """Return the private address of `registration`, as its mails have it."""
    token = sign(LINK, str(registration.public_id), registration.link_generation)
    return reverse("registration:own", args=[token]) + path


def text_of(answer: Any) -> str:
    """Return the main text of a page, spaces evened out."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())
