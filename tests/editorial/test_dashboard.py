"""The dashboard tells each role what waits for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.editorial.dashboard import MOST_ROWS
from cms.worker.models import Heartbeat
from home.models import HomePage
from tests.editorial.conftest import Editor, Parts
from tests.factories import ContentPageFactory, EventSessionFactory, UserFactory, WorkshopPageFactory

HOME = reverse("wagtailadmin_home")
STOPPED, FAILED, RUNS = "staat stil", "ging iets mis", "Het achtergrondwerk loopt"


def panel(client: Client, name: str) -> str:
    """The text of the panel `name` on the dashboard."""
    found = BeautifulSoup(client.get(HOME).content, "html.parser").select_one(f"#{name}-section, #{name}")
    assert found, f"No panel {name}."
    return " ".join(
        found.find_parent("section").get_text(" ").split() if found.name != "section" else found.get_text(" ").split()
    )


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur", "evenementbeheerder", "beheerder"])
def test_every_role_gets_a_dashboard_that_says_so_when_nothing_waits(
    home: HomePage, logged_in: Callable[..., Client], role: str
) -> None:
    client = logged_in(role)
    assert "Er wacht niets op uw goedkeuring." in panel(client, "to-approve")
    assert "geen wijzigingen die nog niet online staan" in panel(client, "my-drafts")
    assert "niets nagekeken" in panel(client, "due-for-review")
    assert "niets gepland" in panel(client, "scheduled")
    assert "geen bijeenkomst" in panel(client, "coming-workshops")


def test_what_waits_for_approval_waits_for_another(parts: Parts, anna: Editor, bram: Editor) -> None:
    page = ContentPageFactory(parent=parts.four_eyes, title="Rechten van bezoekers")
    anna.edit(page, "submit", summary="Nieuw.")
    assert "Rechten van bezoekers" in panel(bram.client, "to-approve")
    assert "Rechten van bezoekers" not in panel(anna.client, "to-approve")


def test_own_drafts(parts: Parts, anna: Editor, bram: Editor) -> None:
    page = ContentPageFactory(parent=parts.direct, title="Parkeren")
    anna.write(page)
    assert "Parkeren" in panel(anna.client, "my-drafts")
    assert "Parkeren" not in panel(bram.client, "my-drafts")


def test_review_names_own_pages_first_and_only_what_is_near(home: HomePage, anna: Editor) -> None:
    today = timezone.localdate()
    ContentPageFactory(title="Van een ander", review_by=today - timedelta(days=40))
    ContentPageFactory(title="Van mij", review_by=today + timedelta(days=20), owner=anna.user)
    ContentPageFactory(title="Later", review_by=today + timedelta(days=31))
    ContentPageFactory(title="Concept", review_by=today, live=False)
    text = panel(anna.client, "due-for-review")
    assert 0 < text.index("Van mij") < text.index("Van een ander")
    assert "Later" not in text
    assert "Concept" not in text


def test_what_is_planned(home: HomePage, anna: Editor) -> None:
    page = ContentPageFactory(title="Morgen online", live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert "Morgen online gaat online op" in panel(anna.client, "scheduled")


def test_coming_workshops_lead_to_their_editor(home: HomePage, logged_in: Callable[..., Client]) -> None:
    coming, past = WorkshopPageFactory(title="Loketdag"), WorkshopPageFactory(title="Vorig jaar")
    EventSessionFactory(page=coming)
    then = timezone.now() - timedelta(days=300)
    EventSessionFactory(page=past, start=then, end=then + timedelta(hours=1))
    for page in (coming, past):
        page.save()
    client = logged_in("evenementbeheerder")
    text = panel(client, "coming-workshops")
    assert "Loketdag" in text
    assert "Vorig jaar" not in text
    assert reverse("wagtailadmin_pages:edit", args=[coming.pk]) in client.get(HOME).content.decode()


def test_a_panel_shows_no_more_than_fits(home: HomePage, anna: Editor) -> None:
    for number in range(MOST_ROWS + 2):
        ContentPageFactory(title=f"Oud {number}", review_by=timezone.localdate())
    text = panel(anna.client, "due-for-review")
    assert text.count("Oud ") == MOST_ROWS
    assert "Alles bekijken" in text


@pytest.mark.parametrize(
    ("minutes", "failures", "says"), [(None, 0, STOPPED), (11, 0, STOPPED), (1, 2, FAILED), (1, 0, RUNS)]
)
def test_the_beheerder_reads_how_the_worker_is(
    home: HomePage, logged_in: Callable[..., Client], minutes: int | None, failures: int, says: str
) -> None:
    if minutes is not None:
        Heartbeat.beat(timezone.now() - timedelta(minutes=minutes), failures)
    assert says in logged_in("beheerder").get(HOME).content.decode()
    assert says not in logged_in("eindredacteur").get(HOME).content.decode()


def test_the_dashboard_takes_as_many_queries_for_many_pages_as_for_one(
    home: HomePage, logged_in: Callable[..., Client]
) -> None:
    user = UserFactory(role="beheerder")
    client = logged_in(user)

    def add() -> None:
        ContentPageFactory(review_by=timezone.localdate(), owner=user)
        ContentPageFactory(live=False, owner=user)
        page = ContentPageFactory(live=False)
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()
        workshop = WorkshopPageFactory()
        EventSessionFactory(page=workshop)
        workshop.save()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(HOME)
        return len(captured)

    add()
    queries()
    one = queries()
    for _ in range(6):
        add()
    queries()
    assert queries() == one


def test_what_waits_for_approval_takes_as_many_queries_for_many_as_for_one(
    parts: Parts, anna: Editor, bram: Editor
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            bram.client.get(HOME)
        return len(captured)

    def add() -> None:
        for writer in (anna, bram):
            page = ContentPageFactory(parent=parts.four_eyes)
            assert writer.edit(page, "submit", summary="Nieuw.").status_code == 302

    add()
    queries()
    one = queries()
    for _ in range(6):
        add()
    queries()
    assert queries() == one
