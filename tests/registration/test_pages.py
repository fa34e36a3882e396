"""What happens to registrations when somebody does something with the page of their workshop."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.pages.models import BasePage
from events.agenda.models import AgendaPage, EventSession, WorkshopPage
from events.registration import services
from events.registration.models import Registration
from tests.factories import EventSessionFactory
from tests.registration.conftest import numbers, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(session_with: Callable[..., EventSession]) -> WorkshopPage:
    """A workshop for which somebody registered."""
    session = session_with(capacity=2)
    register(session, "anna")
    return session.page


@pytest.fixture
def chief(logged_in: Callable[..., Client]) -> Client:
    """Who may do everything."""
    return logged_in("beheerder")


def delete(client: Client, page: BasePage) -> Any:
    confirmed = {"confirm_site_name": "OL2000"}
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), confirmed)


def delete_in_bulk(client: Client, page: BasePage) -> Any:
    url = reverse("wagtail_bulk_action", args=[page._meta.app_label, page._meta.model_name, "delete"])
    return client.post(f"{url}?id={page.pk}", {"confirm_site_name": "OL2000"})


@pytest.mark.parametrize("way", [delete, delete_in_bulk])
@pytest.mark.parametrize("top", [WorkshopPage, AgendaPage])
def test_deleting_is_refused_by_every_way(workshop: WorkshopPage, chief: Client, way: Any, top: Any) -> None:
    page = BasePage.objects.get(pk=top.objects.get().pk)
    answer = way(chief, page)
    assert answer.status_code == 302
    said = unescape(" ".join(str(message) for message in get_messages(answer.wsgi_request)))
    assert f"Verwijderen kan niet: voor '{workshop.title}' hebben mensen zich aangemeld." in said
    assert Registration.objects.get().is_active
    assert BasePage.objects.filter(pk=page.pk).exists()
    assert not PageLogEntry.objects.filter(action="wagtail.delete").exists()


@pytest.mark.parametrize("way", [delete, delete_in_bulk])
def test_a_page_for_which_nobody_registered_goes(home: BasePage, chief: Client, way: Any) -> None:
    page = EventSessionFactory(takes_registrations=True).page
    way(chief, BasePage.objects.get(pk=page.pk))
    assert not BasePage.objects.filter(pk=page.pk).exists()
    assert not EventSession.objects.exists()


def test_a_copy_has_neither_sessions_nor_registrations(workshop: WorkshopPage, chief: Client) -> None:
    form = {"new_title": "Nog eens", "new_slug": "nog-eens", "new_parent_page": workshop.get_parent().pk}
    chief.post(reverse("wagtailadmin_pages:copy", args=[workshop.pk]), form)
    copy = WorkshopPage.objects.get(slug="nog-eens")
    assert not copy.sessions.exists()
    assert Registration.objects.get().session.page_id == workshop.pk


def test_taken_down_moved_or_put_back_it_keeps_them(workshop: WorkshopPage) -> None:
    registration = Registration.objects.get()
    old = workshop.get_latest_revision()
    workshop.title = "Anders"
    workshop.save_revision().publish()
    EventSession.objects.update(capacity=1)
    old.publish()
    assert EventSession.objects.get().capacity == 1
    WorkshopPage.objects.get().unpublish()
    assert numbers(registration)[0] == "confirmed"
    services.cancel(registration)
    assert numbers(registration)[0] == "cancelled"
