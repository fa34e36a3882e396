"""A real mail server on this machine, which does as a test tells it."""

import asyncio
import socket
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """Keeps what it takes in `mails`, in order, and who brought it in `peers`.

    `answers` holds what it answers to an address, `at_data` what to the next mails.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.peers: list[Any] = []
        self.answers: dict[str, str] = {}
        self.at_data: list[str] = []
        # A test that waits until a mail is half-way sets `stalls`, waits for `halfway`, and lets go with `resume`.
        self.stalls = False
        # Seconds that it takes for each mail.
        self.pause = 0.0
        self.halfway, self.resume = threading.Event(), threading.Event()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.peers.append(session.peer)
        answer = self.at_data.pop(0) if self.at_data else "250 OK"
        if answer.startswith("250"):
            mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        await asyncio.sleep(self.pause)
        if self.stalls:
            self.halfway.set()
            await server.loop.run_in_executor(None, self.resume.wait, 20)
        if answer == "drop":
            assert server.transport
            server.transport.abort()
        return answer

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self.resume.set()
        # A test may have stopped it already.
        if self._controller.server:
            self._controller.stop()

    @property
    def receivers(self) -> list[str]:
        """Who got mail, in order."""
        return [str(mail["To"]) for mail in self.mails]
