"""Loading the demo, loading it again, and taking it away."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cms.media.findable_documents import DocumentSource
from cms.media.models import SiteDocument, SiteImage
from cms.pages.audiences import EVERYBODY
from cms.pages.models import BasePage
from cms.taxonomy.models import GlossaryTerm, Organisation, Theme
from cms.users.models import User
from events.agenda import services as agenda
from events.agenda.models import EventSession, WorkshopPage
from home.models import HomePage, SiteSettings
from kennisbank.articles.models import ArticlePage
from kennisbank.handbooks.models import ChapterPage, HandbookSeriesPage
from kennisbank.projects.models import ProjectPage
from search.models import BestBet, Synonym
from tests.factories import ArticlePageFactory, EventSessionFactory
from tests.registration.conftest import register
from tests.seeding.conftest import PASSWORD, demo_loaded, write_demo

# Together, because what they share is made once.
pytestmark = pytest.mark.xdist_group("demo")

Edit = Callable[[str, str, str], None]


@pytest.fixture(autouse=True)
def _password(settings: Settings) -> None:
    settings.DEMO_PASSWORD = PASSWORD


@pytest.fixture(scope="module")
def _loaded_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with demo_loaded(write_demo(tmp_path_factory.mktemp("once")), django_db_blocker):
        yield


@pytest.fixture
def loaded(_loaded_once: None, db: None, demo: Path) -> Path:
    return demo


@pytest.fixture
def zwolle(loaded: Path) -> Organisation:
    return Organisation.objects.get(name="Zwolle")


def test_every_kind_of_page_is_published_at_its_place(loaded: Path) -> None:
    paths = set(BasePage.objects.live().values_list("url_path", flat=True))
    assert {
        "/home/privacy/",
        "/home/kennisbank/handboeken/draagvlak/begin/detail/",
        "/home/kennisbank/artikelen/een-balie/",
        "/home/projecten/zwolle/de-eerste-dag/",
        "/home/agenda/knip/",
        "/home/agenda/congres/",
        "/home/sprekers/sharita-ramdin/",
    } <= paths


def test_pages_have_what_their_files_say(loaded: Path) -> None:
    project = ProjectPage.objects.get()
    assert project.organisation.name == "Zwolle"
    assert [theme.slug for theme in project.themes.all()] == ["draagvlak"]
    assert list(project.tags.names()) == ["balie"]
    assert project.date.date() == timezone.localdate() - timedelta(days=30)
    assert project.results[0].value["value"] == "34%"
    assert project.body[0].value.caption == "Cijfers"


def test_steps_keep_their_titles(loaded: Path) -> None:
    steps = ArticlePage.objects.get().body[1].value["steps"]
    assert [step["title"] for step in steps] == ["Kies", "Teken"]


def test_a_page_offers_a_document_with_its_kind_and_size(loaded: Path, client: Client) -> None:
    document = SiteDocument.objects.get()
    assert (document.title, document.language, document.file_size) == ("De lijst", "nl", 11)
    text = client.get(ArticlePage.objects.get().url).content.decode()
    assert document.url in text
    assert "(TXT, 11\xa0bytes)" in text
    assert [found.audience for found in DocumentSource().findables([document.pk])] == [EVERYBODY]


def test_documents_go_with_the_demo_unless_somebody_changed_them(loaded: Path) -> None:
    call_command("load_demo", remove=True)
    assert not SiteDocument.objects.exists()
    call_command("load_demo", folder=loaded)
    SiteDocument.objects.update(title="Onze lijst")
    call_command("load_demo", remove=True)
    assert SiteDocument.objects.get().title == "Onze lijst"


def test_links_lead_to_the_pages_that_their_ids_name(loaded: Path) -> None:
    chapter = ChapterPage.objects.get(slug="begin")
    article = ArticlePage.objects.get()
    assert f'<a linktype="page" id="{article.pk}">' in chapter.body[0].value.source


def test_sessions_are_dated_from_today_and_give_the_workshop_its_date(loaded: Path) -> None:
    session = EventSession.objects.get()
    days = (timezone.localtime(session.start).date() - timezone.localdate()).days
    assert 5 <= days <= 7
    assert WorkshopPage.objects.get().date == session.start


def test_accounts_can_log_in_with_their_role(loaded: Path) -> None:
    user = User.objects.get(email="redacteur@ol2000.example")
    assert user.check_password("een-loket-voor-alles")
    assert list(user.groups.values_list("name", flat=True)) == ["redacteur"]


def test_handbooks_and_rules_begin_under_four_eyes(loaded: Path) -> None:
    assert HandbookSeriesPage.objects.get().has_workflow
    assert BasePage.objects.get(slug="privacy").has_workflow
    assert not ArticlePage.objects.get().has_workflow


def test_loading_the_same_content_again_does_nothing(loaded: Path) -> None:
    before = BasePage.objects.count(), ArticlePage.objects.get().latest_revision_id
    call_command("load_demo", folder=loaded)
    assert (BasePage.objects.count(), ArticlePage.objects.get().latest_revision_id) == before


def test_loading_changed_content_renews_it_and_makes_nothing_twice(loaded: Path, edit: Edit) -> None:
    before = BasePage.objects.count(), Theme.objects.count(), GlossaryTerm.objects.count(), EventSession.objects.count()
    edit("articles/een-balie.md", "Neem één", "Kies één")
    call_command("load_demo", folder=loaded)
    assert "Kies één" in ArticlePage.objects.get().body[0].value["text"].source
    after = BasePage.objects.count(), Theme.objects.count(), GlossaryTerm.objects.count(), EventSession.objects.count()
    assert after == before


def test_after_a_week_the_dates_move_along(loaded: Path) -> None:
    first = EventSession.objects.get().start
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        call_command("load_demo", folder=loaded)
    assert EventSession.objects.get().start - first == timedelta(days=14)


def test_loading_again_renews_a_session(loaded: Path, edit: Edit) -> None:
    session = EventSession.objects.get()
    assert (session.takes_registrations, session.capacity) == (True, 9)
    edit("workshops/knip.md", "places: 9", "places: 8")
    call_command("load_demo", folder=loaded)
    session.refresh_from_db()
    assert session.capacity == 8


@pytest.mark.parametrize("change", ["register", "cancel", "reschedule", "limit"])
def test_a_session_that_somebody_had_a_hand_in_stays_as_it_is(loaded: Path, change: str) -> None:
    session = EventSession.objects.get()
    match change:
        case "register":
            register(session, "sanne")
        case "cancel":
            agenda.cancel(session)
        case "reschedule":
            agenda.change(session, {"end": session.end + timedelta(hours=1)})
        case "limit":
            agenda.change(session, {"largest_party": 2})
    before = EventSession.objects.values().get()
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        call_command("load_demo", folder=loaded)
    assert EventSession.objects.values().get() == before
    call_command("load_demo", remove=True)
    assert EventSession.objects.values().get() == before


def test_a_session_that_staff_added_stays(loaded: Path, edit: Edit) -> None:
    added = EventSessionFactory(page=WorkshopPage.objects.get())
    edit("workshops/knip.md", "places: 9", "places: 8")
    call_command("load_demo", folder=loaded)
    assert EventSession.objects.filter(pk=added.pk).exists()
    assert EventSession.objects.count() == 2


def test_what_somebody_changed_stays_as_it_is(loaded: Path, edit: Edit) -> None:
    article = ArticlePage.objects.get()
    article.title = "Mijn eigen titel"
    article.save_revision().publish()
    theme = Theme.objects.get()
    theme.description = "Mijn eigen omschrijving"
    theme.save()
    edit("articles/een-balie.md", "Neem één", "Kies één")
    call_command("load_demo", folder=loaded)
    assert ArticlePage.objects.get().title == "Mijn eigen titel"
    assert Theme.objects.get().description == "Mijn eigen omschrijving"


def test_what_somebody_deleted_does_not_come_back(loaded: Path, edit: Edit) -> None:
    ArticlePage.objects.get().delete()
    edit("glossary.yaml", "Waar u", "De plek waar u")
    call_command("load_demo", folder=loaded)
    assert not ArticlePage.objects.exists()


def test_what_the_demo_refers_to_and_is_gone_keeps_nothing_from_loading(loaded: Path) -> None:
    Theme.objects.all().delete()
    SiteImage.objects.all().delete()
    SiteDocument.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        call_command("load_demo", folder=loaded)
    assert "downloads" not in [block.block_type for block in ArticlePage.objects.get().body]


def test_the_site_starts_though_the_demo_cannot_be_renewed(
    loaded: Path, zwolle: Organisation, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG, settings.BASE_DIR = True, loaded.parent
    served = []

    def command(name: str, *args: str, **options: Any) -> None:
        if name == "load_demo":
            call_command(name, folder=loaded)
        elif name == "runserver":
            served.append(args)

    monkeypatch.setattr("seeding.management.commands.run_demo.call_command", command)
    monkeypatch.setattr("seeding.management.commands.run_demo.subprocess.Popen", Mock())
    zwolle.name = "Zwolle aan de IJssel"
    zwolle.save()
    error = StringIO()
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        call_command("run_demo", stderr=error, stdout=StringIO())
    assert "Gemeente 'Zwolle' bestaat niet" in error.getvalue()
    assert served == [("127.0.0.1:8000",)]


def test_who_searches_finds_by_synonyms_and_is_recommended_a_page(loaded: Path) -> None:
    assert (Synonym.objects.get().asked, Synonym.objects.get().direction) == ("toonbank", "one")
    recommended = BestBet.objects.get()
    assert (recommended.lines, recommended.page.slug) == (["beginnen"], "een-balie")


def test_recommendations_come_back_with_the_demo_unless_somebody_deleted_them(loaded: Path, edit: Edit) -> None:
    call_command("load_demo", remove=True)
    assert not BestBet.objects.exists()
    call_command("load_demo", folder=loaded)
    BestBet.objects.get().delete()
    edit("articles/een-balie.md", "Neem één", "Kies één")
    call_command("load_demo", folder=loaded)
    assert not BestBet.objects.exists()


def test_removing_takes_away_all_that_was_made(loaded: Path) -> None:
    call_command("load_demo", remove=True)
    assert not Synonym.objects.exists()
    assert set(BasePage.objects.values_list("depth", flat=True)) == {1, 2}
    assert not Theme.objects.exists()
    assert not User.objects.exists()
    assert HomePage.objects.get().highlight is None
    assert Organisation.objects.filter(name="Zwolle").exists()


def test_removing_leaves_what_somebody_changed_and_what_it_needs(loaded: Path) -> None:
    article = ArticlePage.objects.get()
    article.title = "Mijn eigen titel"
    article.save_revision().publish()
    mine = ArticlePageFactory()
    call_command("load_demo", remove=True)
    assert set(ArticlePage.objects.values_list("pk", flat=True)) == {article.pk, mine.pk}
    assert BasePage.objects.filter(slug="kennisbank").exists()
    assert not ProjectPage.objects.exists()


def test_settings_and_home_page_say_who_the_bureau_is(loaded: Path) -> None:
    assert SiteSettings.objects.get().name == "Programmabureau Test"
    assert [block.value["title"] for block in HomePage.objects.get().entrances] == ["Missie", "Advies"]
