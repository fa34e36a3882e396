"""At the desk of staff: what they ask for, post, and are told."""

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from events.agenda.models import EventSession
from events.registration.models import Registration


def url(name: str, session: EventSession, *args: Any) -> str:
    return reverse(f"registration_staff:{name}", args=[session.pk, *args])


def html(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def said(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def do(client: Client, registration: Registration, slug: str, **data: Any) -> Any:
    return client.post(url("command", registration.session, registration.pk, slug), data)


def changed(client: Client, session: EventSession, **changes: str) -> Any:
    address = reverse("agenda_sessions:edit", args=[session.page_id, session.pk])
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    data = {name: f"{value:%Y-%m-%d %H:%M}" if hasattr(value, "hour") else value for name, value in values.items()}
    return client.post(
        address, {name: value for name, value in {**data, **changes}.items() if value not in (None, False)}
    )
