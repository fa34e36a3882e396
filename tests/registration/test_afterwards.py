"""Afterwards: what people thought, and that they were there."""

import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink, address_of
from cms.users.models import User
from events.agenda.models import EventSession
from events.registration import services
from events.registration.afterwards import send_thanks
from events.registration.enums import Attendance
from events.registration.evaluating import evaluate
from events.registration.mails import LINK
from events.registration.models import Evaluation, Registration, SpentInvitation
from events.registration.visitors import certificate
from tests.registration.conftest import NOON, application, register
from tests.registration.filling import own_url, text_of

Make = Callable[..., EventSession]


def evaluation_url(registration: Registration) -> str:
    link = PrivateLink(LINK, str(registration.public_id), registration.link_generation, "evaluatie/")
    return urlsplit(address_of(link)).path


@pytest.fixture
def was(session_with: Make, frozen: time_machine.Traveller) -> Registration:
    """Somebody with a colleague who had places in what is over."""
    registration = register(session_with(), "sanne", 2)
    frozen.shift(timedelta(days=8))
    return registration


def test_an_opinion_is_kept_once_and_without_a_trace(was: Registration, client: Client) -> None:
    url = evaluation_url(was)
    assert "anoniem" in text_of(client.get(url))
    answer = client.post(url, {"overall": "5", "useful": "4", "liked": "De koffie"}, follow=True)
    assert "Dank u wel" in text_of(answer)
    kept = Evaluation.objects.get()
    assert (kept.session, kept.overall, kept.useful, kept.organised, kept.liked) == (
        was.session,
        5,
        4,
        None,
        "De koffie",
    )
    assert str(was.public_id) not in SpentInvitation.objects.get().key
    assert {field.name for field in Evaluation._meta.get_fields()} == {
        "id", "session", "overall", "useful", "organised", "liked", "missed"
    }  # fmt: skip
    assert "al beantwoord" in text_of(client.get(url))
    assert "al beantwoord" in text_of(client.post(url, {"overall": "1"}))
    assert not evaluate(was, Evaluation(overall=1))
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"overall": "6"}, {"overall": "x\0"}, {"overall": "3", "liked": "x" * 2001}])
def test_what_is_not_right_comes_back(was: Registration, client: Client, sent: dict[str, str]) -> None:
    answer = client.post(evaluation_url(was), {"missed": "Meer pauze", **sent})
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select(".ol-alert--error a")
    assert "Meer pauze" in answer.text
    assert not Evaluation.objects.exists()
    assert not SpentInvitation.objects.exists()


def test_only_who_had_a_place_is_asked_and_only_afterwards(
    session_with: Make, client: Client, frozen: time_machine.Traveller
) -> None:
    session = session_with(capacity=1)
    placed, waiting = register(session, "eerste"), register(session, "tweede")
    for registration in (placed, waiting):
        client.post(evaluation_url(registration), {"overall": "1"})
    frozen.shift(timedelta(days=8))
    assert "Na afloop" in text_of(client.post(evaluation_url(waiting), {"overall": "1"}))
    assert not Evaluation.objects.exists()
    assert client.get("/evaluatie/onzin/").status_code == 404
    assert client.get(own_url(placed).replace("aanmelding", "evaluatie")).status_code == 404
    assert client.get(evaluation_url(placed))["Cache-Control"] == "no-store"


def test_a_certificate_is_for_who_was_there(was: Registration, client: Client, manager: User) -> None:
    url = own_url(was, "bewijs/")
    answer = client.get(url)
    assert answer.status_code == 404
    assert "Was u er wel?" in text_of(answer)
    first, second = was.attendees.all()
    services.mark_attendance(first, Attendance.ATTENDED, manager)
    services.mark_attendance(second, Attendance.NO_SHOW, manager)
    answer = client.get(url)
    text = text_of(answer)
    assert "sanne 1" in text
    assert was.session.page.title in text
    assert "sanne 2" not in text
    assert "no-store" in answer["Cache-Control"]
    assert url in client.get(own_url(was)).text


def test_only_who_was_ticked_is_led_to_a_certificate(was: Registration, manager: User) -> None:
    other = services.add_by_staff(was.session, application("kim"), manager, now=NOON)
    services.mark_attendance(was.attendees.all()[0], Attendance.ATTENDED, manager)
    send_thanks(was.session)
    texts = {
        message.recipient: message.text
        for message in OutgoingMessage.objects.filter(template="registration_afterwards")
    }
    assert "bewijs van deelname" in texts[was.email]
    assert "bewijs" not in texts[other.email]


@pytest.mark.pdf
def test_a_certificate_is_a_pdf_for_everybody(was: Registration, client: Client, manager: User) -> None:
    services.mark_attendance(was.attendees.all()[0], Attendance.ATTENDED, manager)
    assert "Download als PDF" in client.get(own_url(was, "bewijs/")).text
    answer = client.get(own_url(was, "bewijs.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    pdf = PdfReader(BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert "sanne 1" in text
    assert was.session.page.title in text
    # Tagged, in Dutch and with a title: a screen reader can read it (PDF/UA).
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "nl"
    assert pdf.metadata
    assert pdf.metadata.title


@pytest.mark.pdf
def test_a_certificate_holds_nothing_from_elsewhere(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    Image.new("RGB", (8, 8)).save(picture)
    found = [
        len(
            PdfReader(BytesIO(certificate.pdf_of(f"<html lang=nl><title>x</title><img src='{url}' alt=x>")))
            .pages[0]
            .images
        )
        for url in (picture.as_uri(), f"data:image/png;base64,{b64encode(picture.read_bytes()).decode()}")
    ]
    assert found == [0, 0]


def test_a_certificate_is_a_page_to_print_where_no_pdf_can_be_made(
    was: Registration, client: Client, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.mark_attendance(was.attendees.all()[0], Attendance.ATTENDED, manager)
    monkeypatch.setattr(certificate, "has_pdf", lambda: False)
    assert client.get(own_url(was, "bewijs.pdf")).status_code == 404
    assert "Download als PDF" not in client.get(own_url(was, "bewijs/")).text


@pytest.mark.parametrize("module", [None, SimpleNamespace()])
def test_a_pdf_can_be_made_where_the_extra_loads(monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", module)
    assert certificate.has_pdf.__wrapped__() == (module is not None)
