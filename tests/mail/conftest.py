"""What the tests of the outbox share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cms.mail import private_links
from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink, register_link, sign
from cms.mail.services import send_later
from tests.mail.servers import MailServer

TEXT = """Onderwerp: Uw aanmelding voor {{ title }}

Beste {{ name }},

U hebt een plaats. Wijzigen of afzeggen: {{ links.mine }}
"""


def fresh(message: OutgoingMessage) -> OutgoingMessage:
    """The message as the database has it now."""
    return OutgoingMessage.objects.get(pk=message.pk)


@pytest.fixture(autouse=True)
def _template(settings: Any, tmp_path: Path) -> None:
    """Have a text to send: mail/test.txt."""
    folder = tmp_path / "templates"
    (folder / "mail").mkdir(parents=True)
    (folder / "mail" / "test.txt").write_text(TEXT)
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [folder, *templates["DIRS"]]}]


@pytest.fixture(autouse=True)
def _link(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a kind of private link: 'test'."""
    monkeypatch.setattr(private_links, "_builders", dict(private_links._builders))
    register_link("test", lambda link: f"/mijn/{sign('test', link.public_id, link.generation)}/{link.path}")


@pytest.fixture
def write() -> Callable[..., OutgoingMessage]:
    """Write a message into the outbox, in a transaction of its own."""

    def write(**changes: Any) -> OutgoingMessage:
        values: dict[str, Any] = {
            "event": "test:1",
            "template": "test",
            "to": "jan@voorbeeld.nl",
            "context": {"title": "Balie & loket", "name": "Jan <b>"},
            "subject_of": "test:abc",
            "links": {"mine": PrivateLink("test", "abc", 1)},
        }
        with transaction.atomic():
            return send_later(**values | changes)

    return write


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A real mail server, to which the site sends."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    yield server
    server.stop()
