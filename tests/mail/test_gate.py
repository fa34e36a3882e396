"""A database that was put back sends nothing until staff say so."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cms.mail.delivery import claim_next
from cms.mail.gate import gate_path, is_closed, is_open, open_gate
from cms.mail.models import Gate, OutgoingMessage
from cms.mail.services import deliver_due, try_again
from tests.mail.backups import Backup
from tests.mail.servers import MailServer

pytestmark = pytest.mark.django_db

Write = Callable[..., OutgoingMessage]


def labels() -> list[str]:
    return [message.state_label for message in OutgoingMessage.objects.order_by("pk")]


def test_a_new_site_sends(write: Write, mail_server: MailServer) -> None:
    write()
    assert deliver_due() == 1
    assert not is_closed()


def test_a_restored_database_waits_for_staff(write: Write, mail_server: MailServer) -> None:
    write(event="before")
    backup = Backup()
    assert deliver_due() == 1
    backup.restore()
    # Written after the restore, by visitors who know of nothing.
    write(event="after")
    assert deliver_due() == 0
    write(event="later")
    assert deliver_due() == 0
    assert labels() == ["wacht op vrijgave"] * 3
    assert is_closed()
    assert len(mail_server.mails) == 1


def test_released_it_sends_everything_and_marks_what_may_come_twice(write: Write, mail_server: MailServer) -> None:
    write(event="before")
    planned = write(event="planned", due_at=timezone.now() + timedelta(hours=1))
    backup = Backup()
    deliver_due()
    backup.restore()
    deliver_due()
    write(event="after")
    open_gate(send_doubtful=True)
    assert deliver_due(planned.due_at) == 3
    assert labels() == ["misschien dubbel verzonden", "verzonden", "verzonden"]
    assert not is_closed()


def test_staff_may_send_only_what_is_sure_not_to_have_gone(write: Write, mail_server: MailServer) -> None:
    write(event="before")
    backup = Backup()
    deliver_due()
    backup.restore()
    deliver_due()
    write(event="after")
    deliver_due()
    open_gate(send_doubtful=False)
    assert deliver_due() == 1
    assert labels() == ["niet verzonden", "verzonden"]


def test_a_second_restore_waits_again(write: Write, mail_server: MailServer) -> None:
    write(event="first")
    backup = Backup()
    deliver_due()
    for _ in range(2):
        backup.restore()
        assert deliver_due() == 0
        open_gate(send_doubtful=True)
        assert deliver_due() == 1


def test_what_was_given_up_before_the_backup_may_have_gone_since(write: Write, mail_server: MailServer) -> None:
    message = write()
    mail_server.answers[message.recipient] = "550 no such user"
    deliver_due()
    mail_server.answers.clear()
    backup = Backup()
    try_again(message)
    deliver_due()
    backup.restore()
    deliver_due()
    open_gate(send_doubtful=True)
    try_again(message)
    assert deliver_due() == 1
    assert labels() == ["misschien dubbel verzonden"]


def test_a_backup_of_a_closed_gate_marks_what_was_held_then(write: Write, mail_server: MailServer) -> None:
    write(event="first")
    backup = Backup()
    deliver_due()
    backup.restore()
    write(event="second")
    deliver_due()
    write(event="third")
    while_closed = Backup()
    open_gate(send_doubtful=True)
    assert deliver_due() == 3
    while_closed.restore()
    assert deliver_due() == 0
    open_gate(send_doubtful=True)
    assert deliver_due() == 3
    assert labels() == ["misschien dubbel verzonden"] * 3


def test_a_backup_of_a_gate_just_opened_waits_too(write: Write, mail_server: MailServer) -> None:
    write()
    backup = Backup()
    deliver_due()
    backup.restore()
    deliver_due()
    open_gate(send_doubtful=True)
    # Not yet known to the file.
    just_opened = Backup()
    deliver_due()
    just_opened.restore()
    assert deliver_due() == 0


def test_nothing_went_out_since_the_backup_so_nothing_waits(write: Write, mail_server: MailServer) -> None:
    write(event="first")
    deliver_due()
    write(event="second")
    Backup().restore()
    assert deliver_due() == 1


def test_a_worker_killed_before_it_wrote_the_count_closes_nothing(
    write: Write, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(event="first")
    deliver_due()
    write(event="second")
    with monkeypatch.context() as patch:
        patch.setattr("cms.mail.gate.note", lambda *mark: None)
        claim_next(timezone.now())
    assert is_open()


def test_a_database_on_another_machine_waits(
    write: Write, mail_server: MailServer, tmp_path: Path, settings: Any
) -> None:
    write(event="first")
    deliver_due()
    settings.MAIL_GATE_FOLDER = tmp_path
    write(event="second")
    assert deliver_due() == 0
    assert is_closed()


@pytest.mark.parametrize("content", ["", "nonsense", "x" * 32 + " 1"])
def test_a_spoilt_file_makes_it_wait(write: Write, mail_server: MailServer, content: str) -> None:
    write(event="first")
    deliver_due()
    gate_path().write_text(content)
    write(event="second")
    assert deliver_due() == 0
    open_gate(send_doubtful=True)
    assert deliver_due() == 1


def test_an_empty_database_beside_an_old_file_waits(write: Write, mail_server: MailServer) -> None:
    write()
    deliver_due()
    Gate.objects.all().delete()
    write(event="second")
    assert deliver_due() == 0


def test_without_a_file_nothing_goes(write: Write, mail_server: MailServer, settings: Any, tmp_path: Path) -> None:
    settings.MAIL_GATE_FOLDER = tmp_path / "missing"
    write()
    with pytest.raises(OSError, match="missing"):
        deliver_due()
    assert mail_server.mails == []
    assert labels() == ["wacht op verzending"]


def test_opening_an_open_gate_changes_nothing(write: Write, mail_server: MailServer) -> None:
    write()
    deliver_due()
    before = Gate.objects.values().get()
    open_gate(send_doubtful=False)
    assert Gate.objects.values().get() == before


def test_the_file_counts_what_was_claimed(write: Write, mail_server: MailServer) -> None:
    for number in range(3):
        write(event=str(number))
    deliver_due()
    with transaction.atomic():
        gate = Gate.objects.get()
    assert gate.counter == 3
    assert gate_path().read_text() == f"{gate.epoch} {3:020d}\n"
