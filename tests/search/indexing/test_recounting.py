"""The worker counts anew how often words occur: seldom, and without keeping anybody from publishing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.worker.lock import only_worker
from cms.worker.services import work
from home.models import HomePage
from search.finding.searching import search
from search.indexing import recounting
from search.indexing.rebuilding import drop_retired, rebuild
from search.indexing.recounting import count_if_due
from search.models import Edition, Term
from tests.factories import ContentPageFactory
from tests.search.indexing.elsewhere import held_elsewhere
from tests.search.indexing.looking import assert_kept, found, live
from tests.search.indexing.test_vocabulary import words


@pytest.fixture(autouse=True)
def _whole(home: HomePage) -> None:
    """An index that is whole, so that the worker has no other reason to write it."""
    rebuild()
    drop_retired()


def count() -> None:
    count_if_due(now=timezone.now())


def test_a_word_that_stands_nowhere_any_more_is_gone_after_the_tick() -> None:
    page, other = ContentPageFactory(title="Zwanenhals en gans"), ContentPageFactory(title="Gans")
    work(timezone.now())
    assert Term.objects.get(word="gans", edition=live()).titles == 2
    page.unpublish()
    assert "zwanenhals" in words()
    work(timezone.now())
    assert "zwanenhals" not in words()
    assert not Term.objects.filter(word="zwanenhals").exists()
    gans = Term.objects.get(word="gans", edition=live())
    assert (gans.documents, gans.titles) == (1, 1)
    assert search("gasn").did_you_mean == "gans"
    assert found("gans") == {f"page:{other.pk}"}
    assert_kept()


def test_what_is_counted_is_what_a_rebuild_counts() -> None:
    pages = [ContentPageFactory(title=f"Zwanenhals {number}", summary="Over de balie.") for number in range(4)]
    pages[0].delete()
    pages[1].title = "Hazewind"
    pages[1].save()
    count()
    counted = sorted(Term.objects.filter(edition=live()).values_list("word", "documents", "titles"))
    rebuild()
    assert sorted(Term.objects.filter(edition=live()).values_list("word", "documents", "titles")) == counted


def test_nothing_is_counted_when_nothing_changed() -> None:
    page = ContentPageFactory()
    count()
    edition = live()
    page.save()
    edition.counted_at -= timedelta(days=30)
    edition.save()
    with CaptureQueriesContext(connection) as captured:
        count()
    assert len(captured) == 1
    assert live().vocabulary_version == edition.vocabulary_version


def test_what_is_published_just_before_the_rows_are_read_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    ContentPageFactory(title="Zwanenhals").delete()
    read = recounting.counts_of

    def read_and_publish(edition: Edition) -> object:
        known = read(edition)
        ContentPageFactory(title="Kandelaar")
        return known

    monkeypatch.setattr(recounting, "counts_of", read_and_publish)
    count()
    kandelaar = Term.objects.get(edition=live(), word="kandelaar")
    assert (kandelaar.documents, kandelaar.titles) == (1, 1)


def test_few_changes_wait_for_a_day_to_go_by() -> None:
    pages = [ContentPageFactory(title=f"Zwanenhals {number}") for number in range(19)]
    count()
    version = live().vocabulary_version
    for page in pages[:2]:
        page.title = "Hazewind"
        page.save()
    count()
    assert live().vocabulary_version == version
    assert live().changes == 2
    count_if_due(now=timezone.now() + timedelta(days=1))
    assert live().vocabulary_version == version + 1
    assert Term.objects.get(edition=live(), word="hazewind").titles == 2
    for page in pages[:3]:
        page.unpublish()
    count()
    assert live().vocabulary_version == version + 2
    assert live().changes == 0


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Do something once all rows have been read, before their words are written."""

    def arrange(action: Callable[[], object]) -> None:
        read = recounting.documents_of

        def read_and_act(edition: Edition) -> object:
            yield from read(edition)
            monkeypatch.undo()
            action()

        monkeypatch.setattr(recounting, "documents_of", read_and_act)

    return arrange


def test_what_is_published_while_the_rows_are_read_keeps_its_words(meanwhile: Callable) -> None:
    ContentPageFactory(title="Zwanenhals").delete()
    meanwhile(lambda: ContentPageFactory(title="Kandelaar"))
    count()
    assert "kandelaar" in words()
    assert "zwanenhals" not in words()
    assert live().changes == 1
    assert search("kandexaar").did_you_mean == "kandelaar"


def test_who_publishes_waits_for_some_of_the_words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "WORDS", 3)
    ContentPageFactory(title="Zwanenhals en een kroonluchter, kandelaar, hazewind en gans").delete()
    turns, write = [], recounting.write_counts

    def counted(edition: Edition, some: list[Any]) -> None:
        turns.append(len(some))
        write(edition, some)

    monkeypatch.setattr(recounting, "write_counts", counted)
    count()
    assert len(turns) > 1
    assert max(turns) <= 3
    assert words().isdisjoint({"zwanenhals", "kroonluchter", "kandelaar", "hazewind", "gans"})


def test_an_index_that_is_replaced_while_its_rows_are_read_gets_no_words(meanwhile: Callable) -> None:
    ContentPageFactory(title="Zwanenhals").unpublish()
    ContentPageFactory(title="Hazewind")

    def replace() -> None:
        rebuild()
        drop_retired()

    meanwhile(replace)
    count()
    assert not Term.objects.exclude(edition=live()).exists()
    assert_kept()


def test_of_two_workers_only_one_counts() -> None:
    ContentPageFactory(title="Zwanenhals").delete()
    with held_elsewhere(only_worker):
        assert not work(timezone.now())
        assert "zwanenhals" in words()
    assert work(timezone.now())
    assert "zwanenhals" not in words()
