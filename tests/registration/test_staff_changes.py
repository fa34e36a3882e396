"""Calling a session off and rescheduling it: what people would get is seen, and tried, first."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.agenda.models import EventSession
from events.registration.models import Registration
from tests.registration.conftest import numbers, register
from tests.registration.desk import changed, html, said


def test_calling_off_shows_first_who_gets_which_mail(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    register(session, "kees", 2)
    before = OutgoingMessage.objects.count()
    address = reverse("agenda_sessions:cancel", args=[session.page_id, session.pk])
    shown = html(desk, address)
    assert "2 mensen krijgen deze e-mail" in shown
    assert "Gelast af en verstuur" in shown
    # Once in the head; the rest is the mail and the way back.
    assert shown.count(f"<h2>{session.page.title}</h2>") == 1
    assert f"<strong>{session.page.title}</strong>" not in shown
    assert OutgoingMessage.objects.count() == before
    session.refresh_from_db()
    assert session.state == "scheduled"
    desk.post(address)
    session.refresh_from_db()
    assert (session.state, OutgoingMessage.objects.count()) == ("cancelled", before + 2)


def test_calling_off_is_tried_on_oneself_first(desk: Client, session: EventSession, manager: User) -> None:
    register(session, "piet")
    register(session, "kees")
    register(session, "lot")
    address = reverse("agenda_sessions:cancel", args=[session.page_id, session.pk])
    before = OutgoingMessage.objects.count()
    answer = desk.post(address, {"action-test": "1"})
    assert answer.url == address
    assert manager.email in said(answer)
    session.refresh_from_db()
    assert session.state == "scheduled"
    (trial,) = OutgoingMessage.objects.order_by("pk")[before:]
    assert (trial.recipient, trial.template, trial.calendar) == (
        manager.email, "registration_session_cancelled", "",
    )  # fmt: skip
    assert trial.subject.startswith("Proef: Gaat niet door")


def test_what_is_not_saved_yet_is_not_in_the_title(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    later = session.start + timedelta(days=1)
    shown = changed(
        desk,
        session,
        start=f"{timezone.localtime(later):%d-%m-%Y %H:%M}",
        end=f"{later + timedelta(hours=3):%d-%m-%Y %H:%M}",
    )
    assert "nog niet bewaard" in shown.content.decode()
    assert shown.context["page_subtitle"] == str(session)


def test_rescheduling_is_tried_on_oneself_first(desk: Client, session: EventSession, manager: User) -> None:
    register(session, "piet")
    before = OutgoingMessage.objects.count()
    answer = changed(desk, session, venue_city="Assen", **{"action-test": "1"})
    assert "1 persoon krijgt deze e-mail" in answer.content.decode()
    assert dict(answer.context["fields"])["venue_city"] == "Assen"
    session.refresh_from_db()
    assert session.venue_city == "Zwolle"
    (trial,) = OutgoingMessage.objects.order_by("pk")[before:]
    assert (trial.recipient, trial.template) == (manager.email, "registration_session_changed")
    assert "Assen" in trial.text


def test_a_trial_of_what_nobody_gets_any_more_says_so_and_saves_nothing(desk: Client, session: EventSession) -> None:
    before = OutgoingMessage.objects.count()
    shown = changed(desk, session, venue_city="Assen", **{"action-test": "1"})
    assert "niemand krijgt hier nu een e-mail over" in said(shown)
    assert shown.context["form"]["venue_city"].value() == "Assen"
    session.refresh_from_db()
    assert session.venue_city == "Zwolle"
    answer = desk.post(reverse("agenda_sessions:cancel", args=[session.page_id, session.pk]), {"action-test": "1"})
    assert "niemand krijgt hier nu een e-mail over" in said(answer)
    assert OutgoingMessage.objects.count() == before


def test_rescheduling_shows_first_who_gets_which_mail(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    before = OutgoingMessage.objects.count()
    shown = changed(desk, session, venue_city="Assen").content.decode()
    assert "1 persoon krijgt deze e-mail" in shown
    assert "Assen" in shown
    session.refresh_from_db()
    assert (session.venue_city, OutgoingMessage.objects.count()) == ("Zwolle", before)
    again = changed(desk, session, venue_city="Assen", **{"action-back": "1"})
    assert again.context["form"]["venue_city"].value() == "Assen"
    assert changed(desk, session, venue_city="Assen", **{"action-send": "1"}).status_code == 302
    session.refresh_from_db()
    assert (session.venue_city, OutgoingMessage.objects.count()) == ("Assen", before + 1)


def test_the_preview_sends_in_what_was_filled_in(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    answer = changed(desk, session, venue_city="Assen", practical_info='Ga\n"links"')
    kept = dict(answer.context["fields"])
    assert (kept["venue_city"], kept["practical_info"], kept["takes_registrations"]) == ("Assen", 'Ga\n"links"', "True")
    desk.post(reverse("agenda_sessions:edit", args=[session.page_id, session.pk]), {**kept, "action-send": "1"})
    session.refresh_from_db()
    assert (session.venue_city, session.takes_registrations, session.capacity) == ("Assen", True, 2)


def test_a_change_that_nobody_must_hear_of_is_saved_at_once(desk: Client, session: EventSession) -> None:
    register(session, "piet")
    assert changed(desk, session, largest_party="7").status_code == 302
    session.refresh_from_db()
    assert session.largest_party == 7


def test_fewer_places_than_are_held_are_refused(desk: Client, session: EventSession) -> None:
    register(session, "piet", 2)
    assert "al 2 plaatsen bezet" in changed(desk, session, capacity="1").content.decode()


def test_more_places_show_the_offers_that_would_go(desk: Client, session: EventSession) -> None:
    register(session, "piet", 2)
    register(session, "kees")
    shown = changed(desk, session, capacity="3").content.decode()
    assert "1 persoon krijgt deze e-mail" in shown
    assert changed(desk, session, capacity="3", **{"action-send": "1"}).status_code == 302
    assert numbers(Registration.objects.get(name="Kees"))[0] == "offered"
