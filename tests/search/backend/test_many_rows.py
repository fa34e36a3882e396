"""What staff search answers in time that follows what is found, however much there is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import MATCH_ALL, And, Not, PlainText

from cms.media.models import SiteImage
from cms.pages.models import BasePage
from home.models import HomePage
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.django_db


def add_images(*titles: str) -> list[SiteImage]:
    """Add images, and what staff find them by."""
    images = SiteImage.objects.bulk_create(
        [SiteImage(title=title, file="foto.jpg", width=1, height=1, description="Foto") for title in titles]
    )
    get_search_backend().add_bulk(SiteImage, images)
    return images


def titles(found: Any) -> list[str]:
    """Return what was found, in its order."""
    return [one.title for one in found]


@contextmanager
def counting_steps() -> Iterator[Callable[[], int]]:
    """Count what SQLite's machine does, in thousands of steps."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 1000)
    try:
        yield lambda: steps
    finally:
        connection.connection.set_progress_handler(None, 0)


ASKED: list[Callable[[], Any]] = [
    lambda: get_search_backend().autocomplete("bal", SiteImage),
    lambda: get_search_backend().search("balie", SiteImage),
    lambda: get_search_backend().autocomplete("bal", SiteImage.objects.order_by("title"), order_by_relevance=False),
]


@pytest.mark.sqlite
@pytest.mark.parametrize("asked", ASKED)
def test_a_common_word_takes_time_by_what_is_found_and_not_by_its_square(asked: Callable[[], Any]) -> None:
    def steps() -> int:
        with counting_steps() as so_far:
            found = asked()
            assert found.count() == SiteImage.objects.count()
            assert len(found[:20]) == 20
            return so_far()

    add_images(*(f"De balie in de hal {number}" for number in range(100)))
    few = steps()
    add_images(*(f"De balie in de hal {number}" for number in range(700)))
    assert steps() < 16 * few


@pytest.mark.postgresql
def test_whole_words_are_looked_up_in_an_index() -> None:
    found = get_search_backend().search("balie", SiteImage)
    kind = ContentType.objects.get_for_model(SiteImage).pk
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO wagtailsearch_indexentry
                   (content_type_id, object_id, title, body, autocomplete, title_norm, title_text, body_text)
               SELECT %s, number, to_tsvector('foto ' || number), '', '', 1, '', '' FROM generate_series(1, 5000) number
            """,
            [kind],
        )
        cursor.execute("ANALYZE wagtailsearch_indexentry")
    assert "search_words_of_staff" in found.get_queryset().explain()


def test_saving_reads_no_titles_but_its_own() -> None:
    (image, _other) = add_images("De balie in de hal", "Balie")
    with CaptureQueriesContext(connection) as queries:
        get_search_backend().add(image)
    assert not [query["sql"] for query in queries if "AVG" in query["sql"].upper()]


@pytest.mark.usefixtures("home")
def test_a_rebuild_weighs_how_long_titles_are() -> None:
    add_images("De balie in de hal van het stadhuis", "Balie")
    assert set(IndexEntry.objects.values_list("title_norm", flat=True)) == {1.0}
    call_command("wagtail_update_index", verbosity=0)
    images = IndexEntry.objects.filter(content_type__model="siteimage")
    long, short = images.order_by("title_norm").values_list("title_norm", flat=True)
    assert long < 1 < short


BEST = ["Balie, balie, balie", "Een foto van de hal van het stadhuis met links de balie"]


@pytest.mark.parametrize(("method", "question"), [("autocomplete", "bal"), ("search", "balie")])
def test_the_best_stands_first(method: str, question: str) -> None:
    add_images("Balie, balie, balie", "Een foto van de hal van het stadhuis met links de balie", "Het loket")

    def find(images: Any = SiteImage) -> Any:
        return getattr(get_search_backend(), method)(question, images)

    assert titles(find()) == BEST
    assert titles(find()[:1]) == BEST[:1]
    assert titles(find()[1:]) == BEST[1:]
    assert find().count() == 2
    assert titles(find(SiteImage.objects.filter(title__startswith="Een"))) == BEST[1:]


def test_of_those_that_are_as_good_the_newest_stands_first() -> None:
    older, newer = add_images("De balie", "De balie")
    assert list(get_search_backend().autocomplete("balie", SiteImage)) == [newer, older]


def test_who_orders_by_something_else_gets_that_order_and_still_a_score() -> None:
    add_images("Achter de balie", "De balie in de hal", "Het loket")
    backend = get_search_backend()
    by_title = backend.autocomplete("balie", SiteImage.objects.order_by("title"), order_by_relevance=False)
    assert titles(by_title) == ["Achter de balie", "De balie in de hal"]
    newest = backend.search("balie", SiteImage, order_by_relevance=False).annotate_score("score")
    assert titles(newest) == ["De balie in de hal", "Achter de balie"]
    assert all(one.score is not None for one in newest)


def test_everything_and_all_but_something_can_be_asked() -> None:
    add_images("De balie in de hal", "Het loket")
    backend = get_search_backend()
    assert sorted(titles(backend.autocomplete(MATCH_ALL, SiteImage))) == ["De balie in de hal", "Het loket"]
    assert titles(backend.search(Not(PlainText("balie")), SiteImage)) == ["Het loket"]
    assert titles(backend.search(And([PlainText("de"), Not(PlainText("loket"))]), SiteImage)) == ["De balie in de hal"]


@pytest.mark.usefixtures("admin_search", "home")
def test_one_field_can_be_searched() -> None:
    ContentPageFactory(title="De balie", summary="Over het loket.")
    assert titles(get_search_backend().search("balie", BasePage, fields=["title"])) == ["De balie"]
    assert titles(get_search_backend().search("loket", BasePage, fields=["title"])) == []


@pytest.mark.postgresql
def test_the_index_of_whole_words_goes_and_comes() -> None:
    migration = import_module("search.migrations.0005_words_that_staff_search")
    for change, there in ((migration.drop_index, False), (migration.add_index, True)):
        with connection.schema_editor() as editor, connection.cursor() as cursor:
            change(apps, editor)
            cursor.execute("SELECT to_regclass('search_words_of_staff') IS NOT NULL")
            assert cursor.fetchone() == (there,)


@pytest.mark.usefixtures("admin_search")
def test_pages_are_counted_by_kind_and_found_among_others_with_the_same_number(home: HomePage) -> None:
    page = ContentPageFactory(title="De balie in de hal")
    (image,) = add_images("De balie in de hal")
    IndexEntry.objects.filter(object_id=image.pk, content_type__model="siteimage").update(object_id=page.pk + 1)
    ContentPageFactory(title="Het loket", pk=page.pk + 1)
    found = get_search_backend().autocomplete("balie", BasePage)
    assert titles(found) == ["De balie in de hal"]
    assert found.facet("content_type_id") == {page.content_type_id: 1}
