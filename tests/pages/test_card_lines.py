"""What stands on cards stays right when Wagtail handles pages as base pages: moved, reordered, taken down."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.pages.models import BasePage
from cms.worker.publishing import publish_due
from events.agenda.models import EventSession
from home.models import HomePage
from tests.factories import (
    AgendaPageFactory,
    ChapterPageFactory,
    EventSessionFactory,
    HandbookPageFactory,
    ProjectPageFactory,
    ProjectStoryPageFactory,
    WorkshopPageFactory,
)

pytestmark = pytest.mark.django_db

TakeDown = Callable[[BasePage], None]


def note(page: BasePage) -> str:
    return BasePage.objects.get(pk=page.pk).card_note


def in_bulk(page: BasePage, client: Client) -> None:
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "unpublish"])
    client.post(f"{url}?id={page.pk}", {"include_descendants": ""})


def by_the_clock(page: BasePage, _client: Client) -> None:
    BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_due(timezone.now()) == 0


def by_hand(page: BasePage, client: Client) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


@pytest.mark.parametrize("take_down", [in_bulk, by_the_clock, by_hand])
def test_cards_follow_what_is_taken_down(
    home: HomePage, admin_client: Client, take_down: Callable[[BasePage, Client], None]
) -> None:
    handbook = HandbookPageFactory(title="Draagvlak")
    chapters = [ChapterPageFactory(parent=handbook) for _ in range(3)]
    project = ProjectPageFactory(title="Geheim project")
    story = ProjectStoryPageFactory(parent=project)
    assert (note(story), note(chapters[1])) == ("Geheim project", "Handboek: Draagvlak")
    take_down(chapters[0], admin_client)
    assert note(handbook).startswith("2 hoofdstukken")
    take_down(project, admin_client)
    assert note(story) == ""
    take_down(handbook, admin_client)
    assert note(chapters[1]) == ""


def test_a_page_that_is_moved_or_reordered_keeps_its_date_and_card(home: HomePage, admin_client: Client) -> None:
    agenda = AgendaPageFactory()
    workshops = [WorkshopPageFactory(parent=agenda) for _ in range(2)]
    for days, workshop in enumerate(workshops, 5):
        start = timezone.now() + timedelta(days=days)
        EventSessionFactory(page=workshop, start=start, end=start + timedelta(hours=2))
        workshop.save()
    assert EventSession.objects.count() == 2
    before = list(BasePage.objects.child_of(agenda).order_by("pk").values_list("pk", "date", "card_note"))
    assert all(card_note for _pk, _date, card_note in before)
    url = reverse("wagtailadmin_pages:set_page_position", args=[workshops[1].pk])
    assert admin_client.post(url, query_params={"position": "0"}).status_code == 200
    assert list(BasePage.objects.child_of(agenda).order_by("pk").values_list("pk", "date", "card_note")) == before
    assert BasePage.objects.child_of(agenda).order_by("path").first().pk == workshops[1].pk
