"""A message reaches a real mail server, or staff see that it didn't."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
import segno
from bs4 import BeautifulSoup
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from PIL import Image

from cms.mail.delivery import CLAIM, PAUSES, claim_next, deliver
from cms.mail.enums import MessageState
from cms.mail.gate import is_open
from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink, sign
from cms.mail.services import KEPT, deliver_due, drop, erase_old, try_again
from cms.pages.signals import pulse, tick
from tests.mail.conftest import fresh
from tests.mail.servers import MailServer

pytestmark = pytest.mark.django_db

Write = Callable[..., OutgoingMessage]
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Eén loket\r\nEND:VCALENDAR\r\n"


def claimed_by_dead_worker(now: datetime) -> OutgoingMessage | None:
    assert is_open()
    return claim_next(now)


def part(mail: EmailMessage, content_type: str) -> EmailMessage:
    return next(part for part in mail.walk() if part.get_content_type() == content_type)  # type: ignore[return-value]


def test_a_message_arrives_as_text_and_html_with_its_link(write: Write, mail_server: MailServer) -> None:
    message = write()
    assert deliver_due() == 1
    (mail,) = mail_server.mails
    link = f"http://localhost:8000/mijn/{sign('test', 'abc', 1)}/"
    assert mail["To"] == "jan@voorbeeld.nl"
    assert mail["Subject"] == "Uw aanmelding voor Balie & loket"
    assert mail["Message-ID"] == f"<{message.public_id}@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert link in part(mail, "text/plain").get_content()
    html = part(mail, "text/html").get_content()
    assert f'href="{link}"' in html
    assert "<p>Beste Jan &lt;b&gt;,</p>" in html
    message = fresh(message)
    assert message.state_label == "verzonden"
    assert message.finished_at
    assert deliver_due() == 0


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_is_an_alternative_and_an_attachment(write: Write, mail_server: MailServer, method: str) -> None:
    calendar = CALENDAR.replace("REQUEST", method)
    write(calendar=calendar, calendar_method=method)
    deliver_due()
    (mail,) = mail_server.mails
    assert mail.get_content_type() == "multipart/mixed"
    alternatives = part(mail, "multipart/alternative")
    assert [each.get_content_type() for each in alternatives.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    invitation = part(mail, "text/calendar")
    assert dict(invitation["Content-Type"].params) == {"method": method, "charset": "utf-8"}
    assert invitation.get_content().splitlines() == calendar.splitlines()
    attached = part(mail, "application/ics")
    assert attached.get_filename() == "afspraak.ics"
    assert attached.get_content() == calendar.encode()


def test_a_code_is_a_picture_in_the_html_below_its_address(write: Write, mail_server: MailServer) -> None:
    address = f"https://ol2000.example/{'a' * 120}/"
    write(context={"title": "Loket", "name": f"Jan\n\n{address}\n\nTot dan"}, code=address, calendar=CALENDAR)
    deliver_due()
    (mail,) = mail_server.mails
    picture = part(mail, "image/png")
    assert picture.get_content_disposition() == "inline"
    html = BeautifulSoup(part(mail, "text/html").get_content(), "html.parser")
    image = html.select_one("img")
    assert image
    assert picture["Content-ID"] == f"<{str(image['src']).removeprefix('cid:')}>"
    assert image["alt"] == "QR-code van de link hierboven"
    assert address in image.find_previous("p").find_previous("p").text
    assert "Tot dan" in image.find_next("p").text
    assert len(picture.get_content()) < 4000
    shown = Image.open(BytesIO(picture.get_content())).convert("L")
    modules = segno.make(address, error="m", micro=False).matrix_iter(scale=1, border=4)
    assert [[dot > 0 for dot in row] for row in modules] == [
        [shown.getpixel((column, row)) == 0 for column in range(2, shown.width, 5)] for row in range(2, shown.height, 5)
    ]


def test_a_code_that_the_text_does_not_name_is_left_out(write: Write, mail_server: MailServer) -> None:
    write(code="https://ol2000.example/elders/")
    deliver_due()
    (mail,) = mail_server.mails
    assert mail.get_content_type() == "multipart/alternative"
    assert "<img" not in part(mail, "text/html").get_content()


def test_a_message_waits_for_its_moment(write: Write, mail_server: MailServer) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    write(due_at=tomorrow)
    assert deliver_due() == 0
    assert deliver_due(tomorrow) == 1


def test_the_longest_due_go_first_and_no_more_than_asked(write: Write, mail_server: MailServer) -> None:
    now = timezone.now()
    for minutes in (1, 3, 2):
        write(to=f"{minutes}@voorbeeld.nl", due_at=now - timedelta(minutes=minutes))
    assert deliver_due(limit=2) == 2
    assert mail_server.receivers == ["3@voorbeeld.nl", "2@voorbeeld.nl"]


def test_many_messages_take_one_connection_and_as_many_queries_each(
    write: Write, mail_server: MailServer, django_assert_num_queries: Any
) -> None:
    write()
    deliver_due()
    for number in range(20):
        write(event=f"test:many:{number}")
    # The gate, then for each: look, claim (savepoint, lock, two writes, read, release), and write down what came of it.
    with django_assert_num_queries(1 + 20 * 8 + 1):
        assert deliver_due() == 20
    assert len(set(mail_server.peers[1:])) == 1


def test_a_server_that_is_away_costs_nothing_but_time(write: Write, settings: Any, mail_server: MailServer) -> None:
    first, second = write(event="test:1"), write(event="test:2")
    mail_server.stop()
    now = timezone.now()
    assert deliver_due(now) == 0
    assert fresh(first).due_at == now + PAUSES[0]
    assert fresh(first).state_label == "wacht op verzending"
    # The second wasn't even tried.
    assert fresh(second).attempts == 0


def test_after_two_days_without_a_server_staff_must_call(write: Write, mail_server: MailServer) -> None:
    message = write()
    mail_server.stop()
    begin = now = timezone.now()
    for pause in PAUSES:
        deliver_due(now)
        assert fresh(message).due_at == now + pause
        now += pause
    deliver_due(now)
    assert timedelta(hours=46) < now - begin < timedelta(hours=48)
    message = fresh(message)
    assert message.state_label == "niet bezorgd: bel even"
    assert message.finished_at == now
    assert "refused" in message.last_answer
    assert not message.perhaps_twice


@pytest.mark.parametrize("answer", ["550 no such user", "553 not here"])
def test_a_refused_address_is_final_and_keeps_nobody_waiting(
    write: Write, mail_server: MailServer, answer: str
) -> None:
    mail_server.answers["weg@voorbeeld.nl"] = answer
    refused, good = write(to="weg@voorbeeld.nl"), write()
    assert deliver_due() == 1
    assert mail_server.receivers == ["jan@voorbeeld.nl"]
    assert fresh(refused).state_label == "niet bezorgd: bel even"
    assert fresh(refused).last_answer == answer
    assert fresh(good).state == MessageState.SENT


@pytest.mark.parametrize(("answer", "state"), [("554 spam", "failed"), ("451 later", "queued")])
def test_a_refused_mail_is_final_only_when_the_server_says_so(
    write: Write, mail_server: MailServer, answer: str, state: str
) -> None:
    mail_server.at_data = [answer]
    message = write()
    deliver_due()
    assert fresh(message).state == state
    assert fresh(message).last_answer == answer
    assert not fresh(message).perhaps_twice


def test_a_busy_server_gets_the_message_later(write: Write, mail_server: MailServer) -> None:
    mail_server.answers["jan@voorbeeld.nl"] = "450 busy"
    message, now = write(), timezone.now()
    assert deliver_due(now) == 0
    mail_server.answers.clear()
    assert deliver_due(now + PAUSES[0]) == 1
    assert fresh(message).state_label == "verzonden"


def test_a_refused_log_in_is_ours_to_mend(write: Write, mail_server: MailServer, settings: Any) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "site", "wrong"
    message = write()
    assert deliver_due() == 0
    assert fresh(message).state == MessageState.QUEUED


def test_a_line_that_breaks_after_the_mail_is_a_mail_that_may_come_twice(write: Write, mail_server: MailServer) -> None:
    mail_server.at_data = ["drop"]
    message, now = write(), timezone.now()
    deliver_due(now)
    deliver_due(now + PAUSES[0])
    assert fresh(message).state_label == "misschien dubbel verzonden"
    assert [mail["Message-ID"] for mail in mail_server.mails] == [f"<{message.public_id}@localhost>"]


def test_what_a_dead_worker_left_is_sent_after_ten_minutes_and_marked(write: Write, mail_server: MailServer) -> None:
    message, now = write(), timezone.now()
    assert claimed_by_dead_worker(now) == message
    assert deliver_due(now + CLAIM - timedelta(seconds=1)) == 0
    assert deliver_due(now + CLAIM) == 1
    assert fresh(message).state_label == "misschien dubbel verzonden"


def test_a_message_that_kills_each_worker_is_given_up(write: Write, mail_server: MailServer) -> None:
    message, now = write(), timezone.now()
    for _ in range(len(PAUSES) + 1):
        assert claimed_by_dead_worker(now)
        now += CLAIM
    assert deliver_due(now) == 0
    assert fresh(message).state == MessageState.FAILED
    assert mail_server.mails == []


def test_a_worker_that_was_taken_for_dead_does_not_undo_the_other(write: Write, mail_server: MailServer) -> None:
    message, now = write(), timezone.now()
    slow = claimed_by_dead_worker(now)
    deliver_due(now + CLAIM)
    mail_server.answers["jan@voorbeeld.nl"] = "550 gone"
    assert slow
    deliver(slow, get_connection(), now)
    assert fresh(message).state == MessageState.SENT


def test_a_link_that_nobody_can_build_keeps_the_others_going(write: Write, mail_server: MailServer) -> None:
    message = write(links={"mine": PrivateLink("unknown", "abc", 1)})
    write(event="test:2")
    now = timezone.now()
    deliver_due(now)
    assert deliver_due(now) == 1
    assert fresh(message).state == MessageState.QUEUED


def test_staff_let_it_try_again(write: Write, mail_server: MailServer) -> None:
    mail_server.answers["jan@voorbeeld.nl"] = "550 no such user"
    message = write()
    deliver_due()
    mail_server.answers.clear()
    assert try_again(message)
    assert deliver_due() == 1
    assert fresh(message).state_label == "verzonden"
    assert not try_again(message)


def test_a_message_that_is_dropped_never_goes(write: Write, mail_server: MailServer) -> None:
    message = write()
    assert drop(message)
    assert deliver_due() == 0
    assert fresh(message).state_label == "niet verzonden"
    assert not drop(message)
    assert write() == message


@pytest.mark.parametrize("signal", [tick, pulse])
def test_the_worker_sends_with_each_tick_and_in_between(write: Write, mail_server: MailServer, signal: Any) -> None:
    write()
    signal.send(sender=None, now=timezone.now())
    assert len(mail_server.mails) == 1


def test_without_a_worker_it_goes_right_after_the_commit(
    write: Write, mail_server: MailServer, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MAIL_DELIVERY = "at_once"
    with django_capture_on_commit_callbacks(execute=True):
        write()
        assert mail_server.mails == []
    assert len(mail_server.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_message_never_goes(write: Write, mail_server: MailServer, settings: Any) -> None:
    settings.MAIL_DELIVERY = "at_once"
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert mail_server.mails == []


def test_what_is_done_is_erased_after_ninety_days(write: Write, mail_server: MailServer) -> None:
    now = timezone.now()
    mail_server.answers["weg@voorbeeld.nl"] = "550 no such user"
    write()
    write(to="weg@voorbeeld.nl")
    waiting = write(to="later@voorbeeld.nl", due_at=now + timedelta(days=200))
    deliver_due(now)
    assert erase_old(now + KEPT) == 0
    tick.send(sender=None, now=now + KEPT + timedelta(seconds=1))
    assert list(OutgoingMessage.objects.all()) == [waiting]
