"""The page of whoever has the private link: what it says in each state, and what can be done there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.mail.models import OutgoingMessage
from cms.mail.private_links import PrivateLink, address_of, sign
from cms.mail.services import deliver_due
from cms.users.models import User
from events.agenda import services as agenda_services
from events.agenda.models import EventSession
from events.registration import services
from events.registration.application import Person
from events.registration.erasing import erase_due
from events.registration.mails import LINK
from events.registration.models import Needs, Question, Registration, RegistrationTransition
from events.registration.visitors.versions import version_of
from tests.registration.conftest import NOON, numbers, register
from tests.registration.filling import own_url, text_of
from tests.robots.human import as_human

Make = Callable[..., EventSession]
SECRET = "https://geheim.example/deelnemen"


def press(registration: Registration, action: str, client: Client | None = None) -> Any:
    return (client or Client()).post(own_url(registration), {"action": action})


def change(registration: Registration, *names: str, **fields: Any) -> Any:
    rows = {f"name_{number}": name for number, name in enumerate(names, 1)}
    sent = {"rows": len(names), "version": version_of(registration), **rows, **fields}
    return Client().post(own_url(registration, "wijzigen/"), sent)


def test_the_links_in_mails_lead_here(session_with: Make, client: Client) -> None:
    registration = register(session_with(), "sanne")
    link = PrivateLink(LINK, str(registration.public_id), 0)
    assert address_of(link).endswith(own_url(registration))
    certificate = PrivateLink(LINK, str(registration.public_id), 0, "bewijs/")
    assert address_of(certificate).endswith(own_url(registration, "bewijs/"))
    answer = client.get(own_url(registration))
    assert "U hebt een plaats" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["bewijs/", "bewijs.pdf", "onbekend/"])
def test_what_is_not_there_is_as_private(session_with: Make, client: Client, path: str) -> None:
    answer = client.get(own_url(register(session_with(), "sanne"), path))
    assert answer.status_code == 404
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"


def test_looking_changes_nothing(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1, waiting_capacity=None)
    first, second = register(session, "eerste"), register(session, "tweede")
    services.cancel(first)
    before = list(RegistrationTransition.objects.values_list("pk", flat=True)), numbers(second)
    for registration in (first, second):
        for path in ("", "wijzigen/", "afmelden/", "afslaan/", "wachtlijst-verlaten/", "wissen/", "gegevens/"):
            for method in (client.get, client.head):
                answer = method(own_url(registration, path), {"action": "accept"})
                assert answer.status_code in {200, 302}
                assert "no-store" in answer["Cache-Control"]
    assert (list(RegistrationTransition.objects.values_list("pk", flat=True)), numbers(second)) == before


@pytest.mark.parametrize("kind", ["other", "revoked", "nonsense", "evaluation"])
def test_a_link_that_opens_nothing_offers_a_new_one(session_with: Make, client: Client, kind: str) -> None:
    registration = register(session_with(), "sanne")
    url = own_url(registration)
    if kind == "revoked":
        services.revoke_link(registration)
    elif kind == "evaluation":
        url = url.replace(url.split("/")[2], sign("registration.evaluation", str(registration.public_id), 0))
    elif kind == "other":
        url = url.replace(url.split("/")[2], signing.dumps([str(registration.public_id), 0]))
    else:
        url = "/aanmelding/%00é/"
    for path in ("", "wijzigen/", "gegevens/", "afmelden/", "bewijs/"):
        answer = client.get(url + path)
        assert answer.status_code == 404
        assert "Stuur mijn link opnieuw" in text_of(answer)
        assert client.post(url + path).status_code == 404
    assert numbers(registration)[0] == "confirmed"


def test_the_joining_link_is_for_who_has_a_place(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1, mode="online", online_link=SECRET)
    first, second = register(session, "eerste"), register(session, "tweede")
    assert SECRET in client.get(own_url(first)).text
    assert SECRET not in client.get(own_url(second)).text
    services.cancel(first)
    assert SECRET not in client.get(own_url(first)).text
    assert SECRET not in client.get(own_url(second)).text  # offered, not yet taken
    assert SECRET not in client.get(session.page.url).text


def test_an_offer_is_taken(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1)
    first, second = register(session, "eerste"), register(session, "tweede")
    assert "U staat op plek 1 van de wachtlijst" in text_of(client.get(own_url(second)))
    services.cancel(first)
    shown = text_of(client.get(own_url(second)))
    assert "Er is een plaats voor u" in shown
    assert "vast tot donderdag 26 november 2026 om 12.00 uur" in shown
    assert press(second, "accept").status_code == 302
    assert numbers(second) == ("confirmed", 1, 1, 0)
    # Twice is harmless.
    assert press(second, "accept").status_code == 302
    assert "U hebt een plaats" in text_of(client.get(own_url(second)))


@pytest.mark.parametrize(("action", "outcome"), [("accept", (3, 2, 0)), ("accept-only", (2, 2, 0))])
def test_a_part_of_a_party_gets_a_place(
    session_with: Make, client: Client, action: str, outcome: tuple[int, int, int]
) -> None:
    session = session_with(capacity=2)
    first, party = register(session, "eerste", 2), register(session, "groep", 3)
    services.cancel(first)
    shown = text_of(client.get(own_url(party)))
    assert "Er zijn 2 plaatsen voor u" in shown
    assert "De plaatsen zijn dan voor groep 1, groep 2." in shown
    assert press(party, action).status_code == 302
    assert numbers(party)[1:] == outcome


def test_an_offer_is_declined_after_one_more_question_and_can_be_regretted(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1)
    first, second, third = (register(session, name) for name in ("eerste", "tweede", "derde"))
    services.cancel(first)
    url = own_url(second, "afslaan/")
    assert "Wilt u de plaats niet?" in text_of(client.get(url))
    assert client.post(url).status_code == 302
    assert numbers(second)[0] == "declined"
    assert numbers(third)[0] == "offered"
    assert "Sluit weer aan op de wachtlijst" in client.get(own_url(second)).text
    assert press(second, "rejoin").status_code == 302
    assert "U staat op plek 1 van de wachtlijst" in text_of(client.get(own_url(second)))


def test_who_is_too_late_reads_so_and_rejoins(
    session_with: Make, client: Client, frozen: time_machine.Traveller
) -> None:
    session = session_with(capacity=1)
    first, second = register(session, "eerste"), register(session, "tweede")
    services.cancel(first)
    frozen.shift(timedelta(days=3))
    # The worker hasn't come by yet.
    assert "is voorbij" in text_of(client.get(own_url(second)))
    answer = press(second, "accept")
    assert answer.status_code == 409
    assert "De tijd om deze plaats aan te nemen is voorbij" in text_of(answer)
    services.expire_offers(NOON + timedelta(days=3))
    assert numbers(second)[0] == "lapsed"
    assert press(second, "rejoin").status_code == 302
    assert numbers(second)[0] == "confirmed"  # nobody else waited


def test_whose_offer_lapsed_waits_again_beside_the_rest_of_the_party(
    session_with: Make, client: Client, frozen: time_machine.Traveller
) -> None:
    session = session_with(capacity=2)
    first, party = register(session, "eerste"), register(session, "groep", 3)
    services.accept(party)
    services.cancel(first)
    assert numbers(party) == ("confirmed", 3, 1, 1)
    frozen.shift(timedelta(days=3))
    services.expire_offers(NOON + timedelta(days=3))
    assert numbers(party) == ("confirmed", 1, 1, 0)
    register(session, "laatste")
    message = OutgoingMessage.objects.get(template="registration_lapsed")
    assert "Voor groep 2, groep 3 wacht u niet meer op een plaats." in message.text
    assert ":mine]" in message.text
    shown = client.get(own_url(party))
    assert "Voor groep 2, groep 3 wacht u niet meer" in text_of(shown)
    assert "Sluit weer aan op de wachtlijst" in shown.text
    assert press(party, "rejoin").status_code == 302
    assert numbers(party) == ("confirmed", 3, 1, 0)
    assert [one.name for one in party.attendees.all()] == ["groep 1", "groep 2", "groep 3"]
    assert press(party, "rejoin").status_code == 409


def test_who_waits_leaves_the_list(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1)
    _first, second = register(session, "eerste"), register(session, "tweede")
    shown = client.get(own_url(second)).text
    assert "Wacht niet langer" in shown
    # There is no place that somebody else could get.
    assert "Meld u af" not in shown
    assert "krijgt uw plaats" not in shown
    assert client.post(own_url(second, "wachtlijst-verlaten/")).status_code == 302
    assert numbers(second)[0] == "cancelled"


def test_who_comes_cancels(session_with: Make, client: Client) -> None:
    registration = register(session_with(), "sanne")
    url = own_url(registration, "afmelden/")
    assert "Wilt u zich afmelden?" in text_of(client.get(url))
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 302
    assert numbers(registration)[0] == "cancelled"
    assert "U bent afgemeld" in text_of(client.get(own_url(registration)))
    assert client.get(url).status_code == 302  # nothing to ask any more


def test_it_can_be_too_late_to_cancel(session_with: Make, client: Client) -> None:
    registration = register(session_with(cancel_until=NOON), "sanne")
    assert "Zelf afmelden kan niet meer" in text_of(client.get(own_url(registration)))
    answer = client.post(own_url(registration, "afmelden/"))
    assert answer.status_code == 409
    assert "Zelf afmelden kan niet meer" in text_of(answer)
    assert numbers(registration)[0] == "confirmed"


def test_another_date_can_be_cancelled_again(session_with: Make) -> None:
    session = session_with(cancel_until=NOON)
    registration = register(session, "sanne")
    later = {"start": session.start + timedelta(days=1), "end": session.end + timedelta(days=1)}
    agenda_services.change(session, {"venue_city": "Assen", "cancel_until": NOON})
    assert Client().post(own_url(registration, "afmelden/")).status_code == 409
    agenda_services.change(session, {**later, "cancel_until": NOON})
    assert Client().post(own_url(registration, "afmelden/")).status_code == 302
    assert numbers(registration)[0] == "cancelled"


def test_the_party_the_answers_and_the_needs_change_together(session_with: Make, client: Client) -> None:
    session = session_with(capacity=4)
    question = Question.objects.create(session=session, text="Waarom?", is_required=True)
    registration = register(session, "sanne", 2, answers={question.pk: "Daarom"})
    page = BeautifulSoup(client.get(own_url(registration, "wijzigen/")).content, "html.parser")
    assert page.find(id="id_name_2")["value"] == "sanne 2"
    assert page.find(id=f"id_question_{question.pk}").text.strip() == "Daarom"
    answered = {f"question_{question.pk}": "Om mee te doen", "access": "Ringleiding"}
    answer = change(registration, "sanne 1", "", "Kees", "Lies", **answered)
    assert answer.status_code == 302
    assert "Uw wijzigingen zijn bewaard" in text_of(client.get(answer["Location"]))
    assert [one.name for one in registration.attendees.all()] == ["sanne 1", "Kees", "Lies"]
    assert numbers(registration) == ("confirmed", 3, 3, 0)
    assert registration.answers.get().value == "Om mee te doen"
    assert Needs.objects.get().access == "Ringleiding"
    # Of what is refused nothing is kept.
    agenda_services.change(session, {"organisation_limit": 3})
    Registration.objects.update(organisation_key="zwolle")
    answer = change(registration, "sanne 1", "Kees", "Lies", "Piet", **(answered | {"access": "Niets"}))
    assert answer.status_code == 409
    assert 'value="Piet"' in answer.text
    assert Needs.objects.get().access == "Ringleiding"


def test_a_part_of_the_party_is_cancelled_by_name(session_with: Make) -> None:
    session = session_with(capacity=2)
    party, waiting = register(session, "groep", 2), register(session, "wachter")
    assert change(party, "", "groep 2").status_code == 302
    assert [one.name for one in party.attendees.all()] == ["groep 2"]
    assert numbers(waiting)[0] == "offered"


def test_nobody_left_is_no_party(session_with: Make) -> None:
    registration = register(session_with(), "sanne")
    answer = change(registration, "")
    assert answer.status_code == 200
    assert "Komt er niemand, meld u dan af" in text_of(answer)
    assert numbers(registration)[0] == "confirmed"


@pytest.mark.parametrize("state", ["cancelled", "over"])
def test_of_what_is_over_nothing_can_be_changed(
    session_with: Make, client: Client, frozen: time_machine.Traveller, state: str
) -> None:
    session = session_with()
    registration = register(session, "sanne")
    if state == "over":
        frozen.shift(timedelta(days=8))
    else:
        agenda_services.cancel(session)
    text = text_of(client.get(own_url(registration)))
    assert ("Deze bijeenkomst is geweest" if state == "over" else "Deze bijeenkomst gaat niet door") in text
    assert "Wijzig" not in text
    assert client.get(own_url(registration, "wijzigen/")).status_code == 302
    assert change(registration, "Piet").status_code == 409
    assert client.post(own_url(registration, "afmelden/")).status_code in {302, 409}
    assert press(registration, "rejoin").status_code == 409


@pytest.mark.parametrize("action", ["", "onzin", "cancel", "\0"])
def test_an_unknown_button_does_nothing(session_with: Make, action: str) -> None:
    registration = register(session_with(), "sanne")
    assert press(registration, action).status_code == 400
    assert numbers(registration)[0] == "confirmed"


def test_an_old_form_overwrites_nothing(session_with: Make, client: Client, manager: User) -> None:
    registration = register(session_with(capacity=4), "sanne")
    url = own_url(registration, "wijzigen/")

    def fields_of(answer: Any) -> dict[str, str]:
        page = BeautifulSoup(answer.content, "html.parser")
        fields = {field["name"]: field.get("value", "") for field in page.select("form.ol-form input[name]")}
        return fields | {field["name"]: field.text.strip() for field in page.select("form.ol-form textarea")}

    old = fields_of(client.get(url)) | {"dietary": "Geen noten"}
    services.change_party(registration, [Person("sanne 1"), Person("Piet")], user=manager)
    # Asking for one more row, or a mistake, makes an old form no newer.
    old["version"] = fields_of(client.post(url, old | {"nog_een": "1"}))["version"]
    old["version"] = fields_of(client.post(url, old | {"name_1": ""}))["version"]
    refused = client.post(url, old)
    assert refused.status_code == 409
    assert "is veranderd nadat u het formulier opende. Nu komen: sanne 1, Piet." in text_of(refused)
    assert numbers(registration) == ("confirmed", 2, 2, 0)
    again = fields_of(refused)
    assert again["dietary"] == "Geen noten"
    assert client.post(url, again | {"rows": "2", "name_2": "Piet"}).status_code == 302
    assert [one.name for one in registration.attendees.all()] == ["sanne 1", "Piet"]
    assert Needs.objects.get().dietary == "Geen noten"


def test_a_form_without_its_version_is_an_old_one(session_with: Make, client: Client) -> None:
    registration = register(session_with(capacity=4), "sanne")
    url = own_url(registration, "wijzigen/")
    sent = {"rows": "2", "name_1": "sanne 1", "name_2": "Piet", "dietary": "Geen noten"}
    for extra in ({"nog_een": "1"}, {"name_1": "", "name_2": ""}):
        page = BeautifulSoup(client.post(url, sent | extra).content, "html.parser")
        assert page.select_one("input[name=version]")["value"] == ""  # type: ignore[index]
    refused = client.post(url, sent)
    assert refused.status_code == 409
    assert "Nu komen: sanne 1. Kijk na" in text_of(refused)
    assert "Geen noten" in refused.text
    assert 'value="Piet"' in refused.text
    assert numbers(registration) == ("confirmed", 1, 1, 0)


def test_each_button_asks_for_a_token(session_with: Make) -> None:
    registration = register(session_with(), "sanne")
    strict = Client(enforce_csrf_checks=True)
    for path in ("", "wijzigen/", "afmelden/", "wissen/"):
        assert strict.post(own_url(registration, path)).status_code == 403
    assert strict.get(own_url(registration, "onbekend/")).status_code == 404


def test_who_asks_gets_all_that_is_held(session_with: Make, client: Client) -> None:
    registration = register(session_with(), "sanne", 2)
    answer = client.get(own_url(registration, "gegevens/"))
    assert answer["Content-Disposition"].startswith("attachment")
    data = answer.json()
    assert data["e-mailadres"] == "sanne@gemeente.example"
    assert [one["naam"] for one in data["deelnemers"]] == ["sanne 1", "sanne 2"]
    assert data["mails"][0]["onderwerp"].startswith("U bent aangemeld")
    assert data["gebeurtenissen"][0]["stand"] == "Bevestigd"


def test_who_asks_is_forgotten_and_gives_the_place_free(session_with: Make, client: Client) -> None:
    session = session_with(capacity=1, cancel_until=NOON - timedelta(days=1))
    first, second = register(session, "eerste"), register(session, "tweede")
    url = own_url(first, "wissen/")
    assert "Wilt u uw gegevens laten wissen?" in text_of(client.get(url))
    answer = client.post(url, follow=True)
    assert "Uw gegevens worden gewist" in text_of(answer)
    assert client.get(own_url(first)).status_code == 404
    first.refresh_from_db()
    assert (first.state, first.erase_after < NOON.date()) == ("cancelled", True)
    assert numbers(second)[0] == "offered"
    erase_due(NOON)
    assert Registration.objects.count() == 2  # the mail that says so goes first
    deliver_due()
    erase_due(NOON)
    assert list(Registration.objects.all()) == [second]


def test_what_was_is_forgotten_without_a_cancellation(
    session_with: Make, client: Client, frozen: time_machine.Traveller
) -> None:
    registration = register(session_with(), "sanne")
    frozen.shift(timedelta(days=8))
    count = OutgoingMessage.objects.count()
    assert client.post(own_url(registration, "wissen/")).status_code == 302
    registration.refresh_from_db()
    assert (registration.state, registration.link_generation) == ("confirmed", 1)
    assert registration.erase_after < (NOON + timedelta(days=8)).date()
    assert OutgoingMessage.objects.count() == count


def test_what_is_on_hold_is_not_forgotten(session_with: Make, client: Client) -> None:
    registration = register(session_with(), "sanne")
    Registration.objects.update(on_hold=True)
    answer = client.post(own_url(registration, "wissen/"))
    assert answer.status_code == 409
    assert "nog even bewaren" in text_of(answer)
    assert numbers(registration)[0] == "confirmed"


def test_asking_for_the_link_again_tells_nothing(session_with: Make) -> None:
    register(session_with(), "sanne")
    OutgoingMessage.objects.all().delete()
    answers = [
        Client().post("/aanmelding/link-opnieuw/", as_human({"email": f"{name}@gemeente.example"}), follow=True)
        for name in ("SANNE", "niemand")
    ]
    assert {answer.redirect_chain[0] for answer in answers} == {("/aanmelding/link-verstuurd/", 302)}
    assert answers[0].content == answers[1].content
    message = OutgoingMessage.objects.get()
    assert (message.template, message.recipient) == ("registration_link_again", "sanne@gemeente.example")


def test_asking_for_the_link_again_has_limits(home: Any, client: Client) -> None:
    def ask(**sent: str) -> Any:
        return client.post("/aanmelding/link-opnieuw/", as_human({"email": "a@b.example", **sent}))

    assert "Dit is geen e-mailadres" in text_of(ask(email="a\0b"))
    assert [ask().status_code for _ in range(6)] == [302] * 5 + [429]
    assert client.get("/aanmelding/link-opnieuw/")["Cache-Control"] == "no-store"


def test_a_party_of_twenty_takes_no_more_queries_than_one(session_with: Make, client: Client) -> None:
    session = session_with(largest_party=50)

    def count(registration: Registration) -> int:
        client.get(own_url(registration))
        client.get(own_url(registration))
        with CaptureQueriesContext(connection) as captured:
            client.get(own_url(registration))
        return len(captured)

    few = count(register(session, "alleen"))
    assert count(register(session, "groep", 20)) == few
    assert few <= 12
