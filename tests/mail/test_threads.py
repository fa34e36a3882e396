"""Two workers at once on PostgreSQL, with the lock and, as a control, without."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cms.mail.models import OutgoingMessage
from cms.mail.querysets import OutgoingMessageQuerySet
from cms.mail.services import deliver_due
from tests.mail.servers import MailServer

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def work_together(workers: int) -> None:
    """Let `workers` threads deliver from the same moment on."""
    together = threading.Barrier(workers)

    def work() -> None:
        together.wait(10)
        try:
            deliver_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.parametrize("locked", [True, False])
def test_a_row_lock_keeps_two_workers_from_sending_the_same(
    write: Callable[..., OutgoingMessage], mail_server: MailServer, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    for number in range(40):
        write(event=str(number))
    mail_server.pause = 0.02
    if not locked:

        def unlocked(self: OutgoingMessageQuerySet, **_options: Any) -> OutgoingMessageQuerySet:
            return self

        monkeypatch.setattr(OutgoingMessageQuerySet, "select_for_update", unlocked)
    work_together(4)
    ids = [mail["Message-ID"] for mail in mail_server.mails]
    assert len(set(ids)) == 40
    assert (len(ids) == 40) is locked
    assert {message.state_label for message in OutgoingMessage.objects.all()} == {"verzonden"}
