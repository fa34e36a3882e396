"""The form with which visitors ask for a speaker."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.mail.models import OutgoingMessage
from cms.robots.models import Attempt
from events.speaking.models import SpeakerIndexPage
from events.speaking.requests.models import SpeakingRequest
from home.models import HomePage
from tests.factories import SpeakerIndexPageFactory, SpeakerPageFactory, UserFactory
from tests.speaking.asking import filled, in_days


@pytest.fixture
def form_url(home: HomePage) -> str:
    return f"{SpeakerIndexPageFactory().url}aanvragen/"


def errors(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(
        BeautifulSoup(answer.content, "html.parser").select_one("[aria-labelledby=fouten]").stripped_strings
    )


def test_the_address_and_the_way_to_it(form_url: str, client: Client) -> None:
    assert form_url == "/sprekers/aanvragen/"
    speaker = SpeakerPageFactory(title="Elif Karaca")
    assert f'href="{form_url}"' in client.get("/sprekers/").content.decode()
    assert f'href="{speaker.url}aanvragen/"' in client.get(speaker.url).content.decode()


def test_a_request_is_kept_and_confirmed(form_url: str, client: Client) -> None:
    manager = UserFactory(role="evenementbeheerder")
    speaker = SpeakerPageFactory(title="Elif Karaca")
    sent = filled(
        wished_speaker=speaker.pk, reply_by=in_days(3), other_date=in_days(50), phone="038 123", message="Hoi"
    )
    answer = client.post(form_url, sent)
    assert (answer.status_code, answer.url) == (302, f"{form_url}verstuurd/")
    kept = SpeakingRequest.objects.get()
    assert (kept.organisation_name, kept.wished_speaker, kept.status) == ("Gemeente Zwolle", speaker, "received")
    assert kept.due_on == timezone.localdate() + timedelta(days=3)
    assert [step.step for step in kept.steps.all()] == ["submitted"]
    mails = {mail.recipient: mail for mail in OutgoingMessage.objects.about(kept.subject)}
    assert set(mails) == {"sam@zwolle.example", manager.email}
    assert "Dag van de balie" in mails["sam@zwolle.example"].text
    assert f"/beheer/spreekverzoeken/{kept.pk}/" in mails[manager.email].text
    shown = client.get(answer.url).content.decode()
    assert "Wij hebben uw aanvraag ontvangen" in shown
    assert "sam@zwolle.example" not in shown


def test_the_same_form_twice_is_one_request(form_url: str, client: Client) -> None:
    sent = filled()
    for _ in range(2):
        assert client.post(form_url, sent).status_code == 302
    assert SpeakingRequest.objects.count() == OutgoingMessage.objects.count() == 1
    client.post(form_url, filled())
    assert SpeakingRequest.objects.count() == 2


def test_the_form_of_another_is_a_request_of_its_own(form_url: str, client: Client) -> None:
    sent = filled()
    for email in ("sam@zwolle.example", " SAM@zwolle.example", "noor@zwolle.example"):
        assert client.post(form_url, sent | {"email": email}).status_code == 302
    assert {request.email for request in SpeakingRequest.objects.all()} == {"sam@zwolle.example", "noor@zwolle.example"}
    assert SpeakingRequest.objects.count() == OutgoingMessage.objects.count() == 2


def test_below_a_speaker_that_speaker_is_chosen(form_url: str, client: Client) -> None:
    speaker = SpeakerPageFactory(title="Elif Karaca")
    page = BeautifulSoup(client.get(f"{speaker.url}aanvragen/").content, "html.parser")
    assert page.select_one("[name=wished_speaker] option[selected]").text == "Elif Karaca"
    sent = client.post(f"{speaker.url}aanvragen/", filled(wished_speaker=speaker.pk))
    assert client.get(sent.url).status_code == 200


def test_looking_at_the_form_changes_nothing_and_is_kept_nowhere(form_url: str, client: Client) -> None:
    for address in (form_url, f"{form_url}verstuurd/"):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert client.head(form_url).status_code == 200
    assert not SpeakingRequest.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("contact_name", "", "Vul het in"),
        ("email", "geen adres", "Dit is geen e-mailadres"),
        ("topic", "x" * 201, "niet meer dan 200"),
        ("occasion", "a\0b", "teken"),
        ("audience_size", "-1", "van 1 tot en met 10.000"),
        ("audience_size", "9" * 40, "van 1 tot en met 10.000"),
        ("audience_size", "veel", "van 1 tot en met 10.000"),
        ("date", "morgen", "Dit is geen datum"),
        ("date", "2026-02-30", "Dit is geen datum"),
        ("date", in_days(-1), "al voorbij"),
        ("date", "9999-12-31", "meer dan drie jaar vooruit"),
        ("other_date", in_days(-1), "al voorbij"),
        ("reply_by", in_days(400), "na de bijeenkomst"),
        ("flexibility", "", "Kies een van de drie"),
        ("flexibility", "soms", "geldige keuze"),
        ("wished_speaker", "999999", "Deze spreker is er niet meer"),
        ("wished_speaker", "9" * 30, "Deze spreker is er niet meer"),
        ("wished_speaker", "x" * 5000, "Deze spreker is er niet meer"),
        ("message", "x" * 2001, "niet meer dan 2000"),
        ("webadres", "https://robot.example", "moet blijven"),
        ("moment", "", "te lang open"),
    ],
)
def test_what_is_wrong_is_said_and_everything_stays(
    form_url: str, client: Client, field: str, value: str, message: str
) -> None:
    answer = client.post(form_url, filled(**{field: value}))
    assert message in errors(answer)
    page = BeautifulSoup(answer.content, "html.parser")
    kept = "place" if field != "place" else "topic"
    assert page.select_one(f"[name={kept}]")["value"] == filled()[kept]
    assert page.title.text.startswith("Fout: ")
    assert not SpeakingRequest.objects.exists()


@pytest.mark.parametrize("key", ["", "geen-uuid", "\0"])
def test_a_form_without_its_key_is_a_request_of_its_own(form_url: str, client: Client, key: str) -> None:
    for _ in range(2):
        assert client.post(form_url, filled(key=key)).status_code == 302
    assert SpeakingRequest.objects.count() == 2


def test_speakers_who_are_not_public_are_not_offered(form_url: str, client: Client) -> None:
    hidden = SpeakerPageFactory(title="Alleen voor ons")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    draft = SpeakerPageFactory(title="Concept", live=False)
    html = client.get(form_url).content.decode()
    assert "Alleen voor ons" not in html
    assert "Concept" not in html
    for speaker in (hidden, draft):
        assert "niet meer" in errors(client.post(form_url, filled(wished_speaker=speaker.pk)))


def test_there_is_no_form_below_a_page_that_is_not_there(form_url: str, client: Client) -> None:
    index = SpeakerIndexPage.objects.get()
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert client.get(form_url).status_code == 302
    assert client.post(form_url, filled()).status_code == 302
    PageViewRestriction.objects.all().delete()
    index.unpublish()
    assert client.get(form_url).status_code == 404
    assert client.post(form_url, filled()).status_code == 404
    assert not SpeakingRequest.objects.exists()


def test_one_address_asks_ten_times_an_hour_and_no_more(form_url: str, client: Client) -> None:
    for _ in range(10):
        assert client.post(form_url, filled()).status_code == 302
    answer = client.post(form_url, filled(topic="De elfde"))
    assert answer.status_code == 429
    assert "te vaak achter elkaar" in answer.content.decode()
    assert "De elfde" in answer.content.decode()
    assert SpeakingRequest.objects.count() == Attempt.objects.count() == 10


def test_mistakes_do_not_count(form_url: str, client: Client) -> None:
    for _ in range(12):
        client.post(form_url, filled(topic=""))
    assert client.post(form_url, filled()).status_code == 302


def test_a_form_from_elsewhere_is_refused(form_url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(form_url, filled()).status_code == 403
    token = BeautifulSoup(client.get(form_url).content, "html.parser").select_one("[name=csrfmiddlewaretoken]")["value"]
    assert client.post(form_url, filled(csrfmiddlewaretoken=token)).status_code == 302
