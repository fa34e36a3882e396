"""The gate that closes after a restore: a database put back from a backup does not know what it sent since.

The epoch and the count of claims stand both in the database and in a file beside it. The file is written after the
database and before the mail goes, so it is never ahead of the database that wrote it. A database that is behind its
file, or unknown to it, was put back or moved: all mail waits until staff release it.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from cms.mail.enums import MessageState
from cms.mail.models import Gate, OutgoingMessage, new_epoch

_EMPTY = "-"
_MARK = re.compile(r"([0-9a-f]{32}) ([0-9]{20})")


def gate_path() -> Path:
    """Return the file that belongs to this database, by its name."""
    name = re.sub(r"[^\w.-]", "-", Path(str(connection.settings_dict["NAME"])).name)
    return Path(settings.MAIL_GATE_FOLDER) / f"mail-{name}.gate"


def is_open() -> bool:
    """Return whether mail may go; close the gate when the file doesn't know this database as it is.

    Raise OSError when the file can't be read and written: nothing may go that can't be counted.
    """
    # The file stays locked meanwhile, and is read first: another worker raises both, and the database first.
    with _file() as file:
        seen = file.read(100).strip() or _EMPTY
        gate, _ = Gate.objects.get_or_create(pk=1, defaults={"replaces": seen if seen == _EMPTY else ""})
        if not gate.closed and _agrees(gate, seen):
            return True
        if not gate.closed and gate.replaces == seen:
            _write(file, gate.epoch, gate.counter)
            Gate.objects.update(replaces="")
            return True
        # Closed already, but put back since: what went after that backup may go twice too.
        if not gate.closed or gate.replaces != seen:
            _close(seen, timezone.now())
    _hold()
    return False


def is_closed() -> bool:
    """Return whether mail waits until staff release it."""
    return Gate.objects.filter(closed=True).exists()


def count() -> tuple[str, int]:
    """Count one claim, in its transaction; return the epoch and the count, to `note` after the commit."""
    Gate.objects.update(counter=F("counter") + 1)
    return Gate.objects.values_list("epoch", "counter").get()


def note(epoch: str, counter: int) -> None:
    """Write into the file how far the database is; another worker's higher count stays."""
    with _file() as file:
        written = _MARK.match(file.read())
        if written and written[1] == epoch and int(written[2]) >= counter:
            return
        _write(file, epoch, counter)


def open_gate(*, send_doubtful: bool) -> bool:
    """Let mail go again; what may have gone before the restore is sent again, or else dropped.

    Return whether the gate was closed.
    """
    with transaction.atomic():
        gate = Gate.objects.select_for_update().filter(closed=True).first()
        if gate is None:
            return False
        held = OutgoingMessage.objects.filter(state=MessageState.HELD)
        if not send_doubtful:
            held.filter(perhaps_twice=True).update(state=MessageState.DROPPED, finished_at=timezone.now())
        held.update(state=MessageState.QUEUED)
        gate.epoch, gate.counter, gate.closed = new_epoch(), 0, False
        gate.save()
    return True


def _close(seen: str, now: datetime) -> None:
    """Close the gate, and mark what this database takes for unsent and may have been sent after its backup.

    What was given up too: staff may have let it try again.
    """
    not_yet = Q(state__in=[MessageState.QUEUED, MessageState.HELD], due_at__gt=now)
    over = Q(state__in=[MessageState.SENT, MessageState.DROPPED])
    with transaction.atomic():
        Gate.objects.update(closed=True, replaces=seen)
        OutgoingMessage.objects.exclude(not_yet | over).update(perhaps_twice=True)


def _hold() -> None:
    """Let what would go wait for staff, unless they open the gate this very moment."""
    with transaction.atomic():
        if Gate.objects.select_for_update().filter(closed=True).first():
            OutgoingMessage.objects.unsent().exclude(state=MessageState.HELD).update(state=MessageState.HELD)


def _agrees(gate: Gate, seen: str) -> bool:
    """Return whether the file was last written by this database, at this count or before."""
    mark = _MARK.match(seen)
    return mark is not None and mark[1] == gate.epoch and int(mark[2]) <= gate.counter


def _write(file: IO[str], epoch: str, counter: int) -> None:
    """Write over the line in `file`, and see it on the disk.

    Always the same length and one write: a worker that is killed leaves the old line or the new one.
    """
    file.seek(0)
    file.write(f"{epoch} {counter:020d}\n")
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _file() -> Iterator[IO[str]]:
    """Yield the file, locked against other processes of this machine, at its beginning; make it when it isn't there."""
    descriptor = os.open(gate_path(), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
