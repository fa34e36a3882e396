"""The outbox against a plain model: whatever happens in whatever order, nothing is lost or goes twice unmarked."""

import smtplib
from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cms.mail import services
from cms.mail.composing import compose, message_id
from cms.mail.delivery import CLAIM, PAUSES, claim_next
from cms.mail.gate import gate_path, is_open, open_gate
from cms.mail.models import Gate, OutgoingMessage
from tests.mail.backups import Backup

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
MODES = ["takes", "away", "refuses", "breaks"]


class Scripted(BaseEmailBackend):
    """A mail server that does as `mode` says, and remembers whatever it took."""

    mode = "takes"
    took: list[str] = []

    def open(self) -> bool:
        if self.mode == "away":
            raise ConnectionRefusedError
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        (mail,) = email_messages
        if self.mode == "refuses":
            raise smtplib.SMTPRecipientsRefused({mail.to[0]: (550, b"no such user")})
        self.took.append(mail.extra_headers["Message-ID"])
        if self.mode == "breaks":
            raise smtplib.SMTPServerDisconnected("gone")
        return 1


@dataclass
class Mail:
    """What the model knows of one message."""

    due: datetime
    state: str = "queued"
    attempts: int = 0
    twice: bool = False


@dataclass
class Database:
    """What a backup holds. `knows` is how many claims it knows of, `adopts` at how many it may go on; None: never.

    `epoch` is new with each gate that is made or opened: nothing went since if no claim followed its beginning.
    """

    mails: dict[int, Mail] = field(default_factory=dict)
    has_gate: bool = False
    closed: bool = False
    knows: int | None = None
    adopts: int | None = None
    epoch: int = 0


class OutboxMachine(RuleBasedStateMachine):
    """`world` counts what no backup can undo: claims, and gates that were opened."""

    write: Callable[..., OutgoingMessage]

    @initialize()
    def begin(self) -> None:
        OutgoingMessage.objects.all().delete()
        Gate.objects.all().delete()
        gate_path().unlink(missing_ok=True)
        Scripted.took = []
        self.clock = time_machine.travel(BEGIN, tick=False)
        self.traveller = self.clock.start()
        self.db, self.world, self.written = Database(), 0, 0
        self.epochs, self.begun = count(1), dict[int, int]()
        self.backup: tuple[Backup, Database] | None = None

    def teardown(self) -> None:
        self.clock.stop()

    # What people and machines do.

    @rule(hours=st.sampled_from([0, 0, 0, 5]))
    def write_one(self, hours: int) -> None:
        self.written += 1
        due = timezone.now() + timedelta(hours=hours)
        message = self.write(event=f"{self.written}", due_at=due, links={})
        self.db.mails[message.pk] = Mail(due)

    @rule(minutes=st.sampled_from([1, 5, 11, 60, 24 * 60]))
    def wait(self, minutes: int) -> None:
        self.traveller.shift(timedelta(minutes=minutes))

    @rule(mode=st.sampled_from(MODES), limit=st.sampled_from([1, 2, 100]))
    def deliver(self, mode: str, limit: int) -> None:
        Scripted.mode = mode
        sent = services.deliver_due(limit=limit)
        assert sent == self._model_delivers(mode, limit)

    @rule(taken=st.booleans())
    def kill_a_worker(self, taken: bool) -> None:
        """A worker dies after its claim, before or after the mail server took the mail."""
        expected = self._model_opens()
        assert is_open() == expected
        if not expected:
            return
        message, pk = claim_next(timezone.now()), self._model_claims()
        assert (message.pk if message else None) == pk
        if message and taken:
            Scripted.took.append(message_id(message))
            assert compose(message).extra_headers["Message-ID"] == message_id(message)

    @rule()
    def make_backup(self) -> None:
        self.backup = Backup(), deepcopy(self.db)

    @precondition(lambda self: self.backup)
    @rule()
    def restore(self) -> None:
        assert self.backup
        rows, model = self.backup
        rows.restore()
        self.db = deepcopy(model)

    @rule(send_doubtful=st.booleans())
    def release(self, send_doubtful: bool) -> None:
        assert open_gate(send_doubtful=send_doubtful) == self.db.closed
        if not self.db.closed:
            return
        for mail in self.db.mails.values():
            if mail.state == "held":
                mail.state = "dropped" if mail.twice and not send_doubtful else "queued"
        self.db.closed, self.db.knows, self.db.epoch = False, None, next(self.epochs)

    @precondition(lambda self: self.db.mails)
    @rule(data=st.data())
    def staff_act(self, data: Any) -> None:
        pk = data.draw(st.sampled_from(sorted(self.db.mails)))
        mail, message = self.db.mails[pk], OutgoingMessage.objects.get(pk=pk)
        if data.draw(st.booleans()):
            assert services.try_again(message) == (mail.state == "failed")
            if mail.state == "failed":
                mail.state, mail.attempts, mail.due = "queued", 0, timezone.now()
        else:
            assert services.drop(message) == (mail.state in {"queued", "held"})
            if mail.state in {"queued", "held"}:
                mail.state = "dropped"

    # The model.

    def _model_opens(self) -> bool:
        db = self.db
        if not db.has_gate:
            db.has_gate, db.adopts, db.epoch = True, 0 if self.world == 0 else None, next(self.epochs)
        if not db.closed and db.adopts == self.world:
            self.world += 1
            db.knows, db.adopts = self.world, None
            self.begun[db.epoch] = self.world
        if not db.closed and self.begun.get(db.epoch) == self.world:
            db.knows = self.world
        if (db.adopts if db.closed else db.knows) != self.world:
            db.closed, db.adopts = True, self.world
            for mail in db.mails.values():
                # What can't have gone yet, and what is over, can't go twice.
                is_early = mail.state in {"queued", "held"} and mail.due > timezone.now()
                mail.twice |= not is_early and mail.state not in {"sent", "dropped"}
        if db.closed:
            for mail in db.mails.values():
                if mail.state in {"queued", "sending"}:
                    mail.state = "held"
        return not db.closed

    def _model_claims(self) -> int | None:
        now = timezone.now()
        due = [
            (mail.due, pk)
            for pk, mail in self.db.mails.items()
            if mail.state in {"queued", "sending"} and mail.due <= now
        ]
        if not due:
            return None
        pk = min(due)[1]
        mail = self.db.mails[pk]
        mail.twice |= mail.state == "sending"
        mail.state, mail.due, mail.attempts = "sending", now + CLAIM, mail.attempts + 1
        self.world += 1
        self.db.knows = self.world
        return pk

    def _model_delivers(self, mode: str, limit: int) -> int:
        sent = 0
        if not self._model_opens():
            return 0
        for _ in range(limit):
            pk = self._model_claims()
            if pk is None:
                break
            mail = self.db.mails[pk]
            hopeless = mail.attempts > len(PAUSES) + 1
            if mode == "takes" and not hopeless:
                mail.state = "sent"
                sent += 1
            elif mode == "refuses" and not hopeless:
                mail.state = "failed"
            else:
                mail.twice |= mode == "breaks" and not hopeless
                mail.state = "failed" if mail.attempts > len(PAUSES) else "queued"
                if mail.state == "queued":
                    mail.due = timezone.now() + PAUSES[mail.attempts - 1]
                break
        return sent

    # What always holds.

    @invariant()
    def it_is_as_the_model_says(self) -> None:
        rows = OutgoingMessage.objects.values_list("pk", "state", "attempts", "perhaps_twice", "due_at")
        actual = {pk: (state, attempts, twice) for pk, state, attempts, twice, _ in rows}
        assert actual == {pk: (mail.state, mail.attempts, mail.twice) for pk, mail in self.db.mails.items()}
        waiting = {pk: due for pk, state, _, _, due in rows if state in {"queued", "sending", "held"}}
        assert waiting == {pk: self.db.mails[pk].due for pk in waiting}
        assert Gate.objects.filter(closed=True).exists() == self.db.closed

    @invariant()
    def nothing_is_called_sent_that_never_went(self) -> None:
        sent = OutgoingMessage.objects.filter(state="sent")
        assert {message_id(message) for message in sent} <= set(Scripted.took)

    @invariant()
    def what_went_twice_is_marked(self) -> None:
        times = Counter(Scripted.took)
        unmarked = OutgoingMessage.objects.filter(state="sent", perhaps_twice=False)
        assert all(times[message_id(message)] == 1 for message in unmarked)


@pytest.mark.django_db
def test_nothing_is_lost_and_nothing_goes_twice_unmarked(write: Callable[..., OutgoingMessage], settings: Any) -> None:
    OutboxMachine.write = staticmethod(write)
    settings.EMAIL_BACKEND = f"{__name__}.Scripted"
    run_state_machine_as_test(
        OutboxMachine,
        settings=hypothesis_settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
