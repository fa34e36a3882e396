"""The index changes with the transaction that changes the content: once, in few queries, or not at all."""

import re
from collections.abc import Callable
from threading import Event

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.models import Collection, Locale, PageViewRestriction, Site

from cms.media.models import SiteDocument
from cms.pages.models import BasePage
from home.models import ContentPage, HomePage
from search.indexing import editions, keeping, locking
from search.models import Edition, SearchDocument
from tests.editor import edit_page
from tests.factories import ArticlePageFactory, ContentPageFactory
from tests.registration.together import at_once
from tests.search.indexing.looking import VISITOR, assert_kept, found, rows_for, shows


def written_by(action: Callable[[], object]) -> tuple[int, list[str]]:
    """Return how many queries `action` takes, and those that write to the index."""
    with CaptureQueriesContext(connection) as captured:
        action()
    queries = [query["sql"] for query in captured.captured_queries]
    return len(queries), [sql for sql in queries if re.match(r'(INSERT INTO|UPDATE|DELETE FROM) "?search_', sql)]


def test_a_rollback_leaves_the_index_as_it_was(home: HomePage) -> None:
    page = ContentPageFactory(title="Zwanenhals")
    before = list(SearchDocument.objects.order_by("pk").values())

    def change_and_fail() -> None:
        with transaction.atomic():
            page.unpublish()
            ContentPageFactory(title="Hazewind")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert list(SearchDocument.objects.order_by("pk").values()) == before
    assert found("zwanenhals")
    assert not shows("hazewind")
    assert_kept()


def test_many_changes_in_one_transaction_are_written_once(home: HomePage) -> None:
    page = ContentPageFactory()

    def change_thrice() -> None:
        with transaction.atomic():
            for title in ("Een", "Twee", "Drie"):
                page.title = title
                page.save()

    _number, writes = written_by(change_thrice)
    assert len([sql for sql in writes if 'INSERT INTO "search_searchdocument"' in sql]) == 1
    assert [row.title for row in rows_for(VISITOR).exclude(title=home.title)] == ["Drie"]


def test_a_save_that_changes_nothing_writes_nothing() -> None:
    page = ContentPageFactory()
    assert written_by(page.save)[1] == []
    page.title = "Anders"
    assert written_by(page.save)[1]


def test_saving_a_page_takes_as_many_queries_however_much_is_below_it() -> None:
    page = ContentPageFactory()
    ContentPageFactory(parent=page)

    def rename() -> None:
        page.title += "!"
        page.save()

    rename()
    few, _writes = written_by(rename)
    for _ in range(19):
        ContentPageFactory(parent=page)
    many, _writes = written_by(rename)
    assert many <= few + 2 <= 65


@pytest.mark.parametrize("way", ["move", "restrict", "unpublish", "rename"])
def test_a_subtree_is_carried_along_in_as_many_queries_however_large_it_is(home: HomePage, way: str) -> None:
    numbers = []
    for size in (1, 20):
        top, elsewhere = ContentPageFactory(), ContentPageFactory()
        for _ in range(size):
            ContentPageFactory(parent=top)
        ways = {
            "move": lambda top=top, elsewhere=elsewhere: top.move(elsewhere, pos="last-child"),
            "restrict": lambda top=top: PageViewRestriction.objects.create(page=top, restriction_type="login"),
            "unpublish": top.unpublish,
            "rename": lambda top=top: setattr(top, "slug", f"{top.slug}-nieuw") or top.save(),
        }
        number, _writes = written_by(ways[way])
        numbers.append(number)
        assert_kept()
    assert numbers[1] <= numbers[0] + 2


def test_more_than_a_batch_is_carried_along(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BATCH", 3)
    top = ContentPageFactory()
    for _ in range(7):
        ContentPageFactory(parent=top)
    PageViewRestriction.objects.create(page=top, restriction_type="login")
    assert_kept()


def test_drafts_leave_the_index_alone(client: Client, editor: Client) -> None:
    page = ContentPageFactory()
    _number, writes = written_by(lambda: edit_page(editor, page, action="", title="Concept"))
    assert writes == []


def fresh_home() -> HomePage:
    """Return the home page, also where the database was emptied."""
    if not HomePage.objects.exists():
        Locale.objects.get_or_create(language_code="nl")
        home = BasePage.add_root(instance=HomePage(title="Home", slug="home", summary="Welkom.", lead="Welkom."))
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return HomePage.objects.get()


@pytest.mark.django_db(transaction=True)
class TestCommitting:
    """Where transactions are real."""

    @pytest.fixture(autouse=True)
    def home(self, transactional_db: None) -> HomePage:
        home = fresh_home()
        home.save()
        return home

    def test_what_cannot_be_indexed_is_not_saved(self, monkeypatch: pytest.MonkeyPatch) -> None:
        page = ContentPageFactory(title="Zwanenhals")

        def fail(*_args: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(keeping, "put", fail)
        page.title = "Hazewind"
        with pytest.raises(RuntimeError):
            page.save()
        monkeypatch.undo()
        assert ContentPage.objects.get(pk=page.pk).title == "Zwanenhals"
        assert found("zwanenhals")
        page.save()
        assert found("hazewind")
        assert_kept()

    def test_a_document_is_looked_at_after_what_leads_to_it_was_noted(self) -> None:
        file = ContentFile(b"Tekst", name="nota.txt")
        collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
        document = SiteDocument.objects.create(title="Zwanennota", file=file, collection=collection)
        page = ContentPageFactory()
        page.body = [("text", f'<a linktype="document" id="{document.pk}">nota</a>')]
        page.save()
        assert found("zwanennota")
        page.body = []
        page.save()
        assert not shows("zwanennota")
        assert_kept()

    @pytest.mark.postgresql
    @pytest.mark.parametrize("waits", [True, False], ids=["in turn", "control"])
    def test_two_who_change_the_same_at_once_lose_nothing(self, waits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        page = ArticlePageFactory(title="Zwanenhals", tags=["bliksem"])
        write = keeping.put

        def slow(*args: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")
            write(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(keeping, "put", slow)
        if not waits:
            monkeypatch.setattr(keeping, "wait_for_turn", lambda: None)

        def rename_tag() -> None:
            tag = Tag.objects.get()
            tag.name = "donder"
            with transaction.atomic():
                tag.save()

        def rename_page() -> None:
            fresh = type(page).objects.get(pk=page.pk)
            fresh.title = "Hazewind"
            fresh.save()

        assert at_once([rename_tag, rename_page], 2) == []
        row = SearchDocument.objects.get(key=f"page:{page.pk}")
        is_whole = (row.title, row.tags[0][1]) == ("Hazewind", "donder")
        assert is_whole is waits

    @pytest.mark.postgresql
    def test_who_publishes_while_what_was_being_built_is_dropped_is_not_refused(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page, building = ContentPageFactory(title="Zwanenhals"), editions.begin()
        listed, read = Event(), keeping.kept_editions

        def read_and_dawdle() -> list[Edition]:
            kept = read()
            listed.set()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.5)")
            return kept

        monkeypatch.setattr(keeping, "kept_editions", read_and_dawdle)

        def rename() -> None:
            fresh = ContentPage.objects.get(pk=page.pk)
            fresh.title = "Hazewind"
            fresh.save()

        def drop() -> None:
            assert listed.wait(30)
            editions.drop(building)

        assert at_once([rename, drop], 2) == []
        assert found("hazewind")
        assert not Edition.objects.filter(pk=building.pk).exists()
        assert not SearchDocument.objects.filter(edition=building.pk).exists()

    @pytest.mark.postgresql
    def test_many_who_save_at_once_do_not_wait_for_each_other_in_a_circle(self) -> None:
        pages = [ContentPageFactory(title=f"Zwanenhals {number}") for number in range(8)]

        def rename(page: ContentPage, other: ContentPage) -> None:
            with transaction.atomic():
                for one in (page, other):
                    one.title = f"Zwaan {one.pk} woord{page.pk} ander{other.pk}"
                    one.save()

        jobs = [lambda a=a, b=b: rename(a, b) for a, b in zip(pages[::2], pages[1::2], strict=True)]
        assert at_once(jobs, 4) == []
        assert len(found("zwaan")) == 8
        assert_kept()


def test_only_postgresql_needs_a_turn(django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 0):
        locking.wait_for_turn()
