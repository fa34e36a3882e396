"""The index is built beside the one in use, whatever happens meanwhile, and can be compared and mended."""

import re
from dataclasses import replace
from datetime import UTC
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from cms.pages.findables import Findable, Key
from cms.worker.services import work
from home.models import ContentPage, HomePage
from search.engines.base import Entry
from search.engines.choosing import engine_for
from search.engines.entries import entry_of
from search.indexing import checking, editions, filling, rebuilding
from search.indexing.editions import begin, index_entries
from search.indexing.locking import only_rebuild
from search.indexing.rebuilding import RebuildRefusedError, drop_retired, rebuild
from search.indexing.vocabularies import vocabulary_of
from search.management.commands import search_index
from search.models import Edition, SearchDocument, Term
from tests.factories import ArticlePageFactory, ContentPageFactory, ThemeFactory
from tests.search.indexing.elsewhere import held_elsewhere
from tests.search.indexing.looking import VISITOR, assert_kept, found, live, rows_for, shows


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build in many steps, and wait for nobody."""
    for module in (editions, filling, rebuilding, checking):
        monkeypatch.setattr(module, "BATCH", 2)
    monkeypatch.setattr(search_index, "GRACE", 0)


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if re.match(r"search_.+_\d+", name)}


def rows() -> list[dict[str, object]]:
    """Return all that is kept of what visitors find, but for where it is kept."""
    names = [field.name for field in SearchDocument._meta.concrete_fields if field.name not in {"id", "edition"}]
    return list(rows_for(VISITOR).order_by("key").values(*names))


def test_a_rebuild_finds_the_same_and_leaves_nothing_behind(home: HomePage) -> None:
    for number in range(5):
        ContentPageFactory(title=f"Zwanenhals {number}")
    ArticlePageFactory(title="Zwanenhals é", themes=[ThemeFactory()])
    before = rows()
    assert any(row["date"] for row in before)
    assert any(row["themes"] for row in before)
    old, kept = live(), len(tables())
    new = rebuild()
    assert live() == new != old
    # Who asks the old edition at this moment still gets an answer.
    assert f"search_text_{old.pk}" in tables()
    drop_retired()
    assert new.is_whole
    assert rows() == before
    assert len(found("zwanenhals")) == 6
    assert list(Edition.objects.all()) == [new]
    assert not Term.objects.exclude(edition=new).exists()
    assert Term.objects.get(word="zwanenhals").documents == 6
    assert len(tables()) == kept
    assert_kept()


def test_what_changes_meanwhile_lands_in_both(home: HomePage) -> None:
    gone, renamed, below = (ContentPageFactory(title=f"Zwanenhals {number}") for number in "abc")
    child = ContentPageFactory(parent=below, title="Zwanenstaart")
    steps: list[tuple[str, int]] = []
    changes = [
        gone.unpublish,
        lambda: setattr(renamed, "title", "Hazewind") or renamed.save(),
        lambda: ContentPageFactory(title="Kandelaar"),
        below.delete,
    ]

    def tell(step: str, done: int, _total: int) -> None:
        steps.append((step, done))
        if changes:
            changes.pop(0)()
            # Who searches now finds it in the edition that is still in use.
            assert_kept()

    rebuild(tell)
    assert not changes
    assert {step for step, _done in steps} == {"Reading", "Indexing"}
    assert found("hazewind")
    assert found("kandelaar")
    assert {"hazewind", "kandelaar"} <= set(Term.objects.filter(edition=live()).values_list("word", flat=True))
    assert not shows("zwanenhals")
    assert not shows(child.title)
    assert_kept()


@pytest.mark.parametrize("step", ["Reading", "Indexing"])
def test_what_is_changed_before_or_after_its_turn_is_found_as_it_is_now(home: HomePage, step: str) -> None:
    pages = [ContentPageFactory(title=f"Zwanenhals {number}") for number in range(5)]
    told: list[str] = []

    def rename_all(now: str, _done: int, _total: int) -> None:
        told.append(now)
        if told.count(step) == 1 and now == step:
            for page in pages:
                page.title = "Hazewind"
                page.save()

    rebuild(rename_all)
    assert told.count(step) > 1
    assert len(found("hazewind")) == 5
    assert not shows("zwanenhals")
    assert_kept()


@pytest.mark.parametrize("moment", ["Reading", "Indexing"])
def test_what_fails_halfway_leaves_the_old_index_in_use(home: HomePage, moment: str) -> None:
    ContentPageFactory(title="Zwanenhals")
    old, kept = live(), tables()

    def stop(step: str, _done: int, _total: int) -> None:
        if step == moment:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(stop)
    assert list(Edition.objects.all()) == [old]
    assert tables() == kept
    assert_kept()
    assert found("zwanenhals")


def test_what_a_killed_process_left_is_cleared_away(home: HomePage) -> None:
    page = ContentPageFactory(title="Zwanenhals")
    left = begin()
    page.save()
    assert Term.objects.filter(edition=left, word="zwanenhals").exists()
    new = rebuild()
    drop_retired()
    assert list(Edition.objects.all()) == [new]
    assert not Term.objects.filter(edition=left.pk).exists()
    assert f"search_text_{left.pk}" not in tables()


def test_of_two_who_rebuild_one_is_refused() -> None:
    old = live()
    with held_elsewhere(only_rebuild):
        with pytest.raises(RebuildRefusedError):
            rebuild()
        with pytest.raises(CommandError, match="another process"):
            call_command("search_index", stdout=StringIO())
    assert live() == old


def test_the_worker_completes_the_index_of_a_site_that_was_just_migrated(home: HomePage) -> None:
    page = ContentPageFactory(title="Zwanenhals")
    SearchDocument.objects.filter(key=f"page:{page.pk}").delete()
    assert not live().is_whole
    work(timezone.now())
    assert found("zwanenhals")
    whole = live()
    work(timezone.now())
    assert list(Edition.objects.all()) == [whole]


def test_migrating_begins_an_edition_once() -> None:
    old = live()
    rebuilding.begin_first()
    assert live() == old
    editions.drop(old)
    rebuilding.begin_first()
    ContentPageFactory(title="Zwanenhals")
    assert found("zwanenhals")


@pytest.mark.postgresql
@pytest.mark.django_db
def test_what_is_in_use_from_the_start_is_fast_to_search() -> None:
    """A table is read as a whole otherwise, which PostgreSQL takes for so much that it compiles the query first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"search_token_{live().pk}_tokens"])
        assert cursor.fetchone() == (True,)


def run(*options: str) -> str:
    out = StringIO()
    call_command("search_index", *options, stdout=out)
    return out.getvalue()


def test_the_command_builds_checks_and_mends(home: HomePage) -> None:
    assert "1 things can be found" in run()
    missing, stale, unknown = (ContentPageFactory(title=f"Zwanenhals {number}") for number in "abc")
    assert "missing: 0" in run("--check")
    edition = live()
    rows = {row.key: row for row in SearchDocument.objects.filter(edition=edition)}
    editions.take(edition, [rows[f"page:{missing.pk}"].pk])
    ContentPage.objects.filter(pk=stale.pk).update(title="Hazewind")
    engine_for().remove(edition.pk, [rows[f"page:{unknown.pk}"].pk])
    surplus = ContentPageFactory(title="Kandelaar")
    ContentPage.objects.filter(pk=surplus.pk).update(live=False)
    differences = checking.check(edition)
    assert differences.by_name() == {
        "missing": [Key("page", missing.pk)],
        "stale": [Key("page", stale.pk)],
        "surplus": [Key("page", surplus.pk)],
        "unsearchable": [Key("page", unknown.pk)],
        "orphaned": [],
    }
    with pytest.raises(CommandError, match="--mend"):
        run("--check")
    assert shows("kandelaar")
    assert f"surplus: 1 (page:{surplus.pk})" in run("--mend")
    assert len(found("zwanenhals")) == 2
    assert found("hazewind")
    assert not shows("kandelaar")
    assert_kept()


def row_of(page: ContentPage) -> QuerySet[SearchDocument]:
    return SearchDocument.objects.filter(edition=live(), key=f"page:{page.pk}")


def entries() -> list[Entry]:
    return engine_for().entries(live().pk, 0, 100)


def mended(kind: str, named: Key | int) -> bool:
    """Return whether --mend names just this difference of the kind, and --check finds none afterwards."""
    assert checking.check(live()).by_name()[kind] == [named]
    run("--mend")
    return {line.partition(": ")[2] for line in run("--check").splitlines()} == {"0"}


@pytest.mark.parametrize("values", [{"title": "Kandelaar"}, {"audience": "groep:7"}, {"weight": 3}, {"within": []}])
def test_a_row_that_was_altered_in_the_database_is_mended(home: HomePage, values: dict[str, object]) -> None:
    page = ContentPageFactory(title="Zwanenhals")
    before, kept = rows(), entries()
    row_of(page).update(**values)
    assert rows() != before
    assert mended("stale", Key("page", page.pk))
    assert (rows(), entries()) == (before, kept)


@pytest.mark.parametrize(
    "values",
    [
        {"title": " kandelaar "},
        {"text": " kandelaar "},
        {"audience": "groep:7"},
        {"facets": ""},
        {"filters": ""},
        {"weight": 3},
        {"date": timezone.now()},
    ],
)
def test_what_the_engine_knows_as_something_else_is_mended(home: HomePage, values: dict[str, object]) -> None:
    page = ContentPageFactory(title="Zwanenhals")
    kept = entries()
    altered = entry_of(row_of(page).get())._replace(**values)
    engine_for().write(live().pk, [altered])
    index_entries(live(), [altered], vocabulary_of(live()))
    assert entries() != kept
    assert mended("unsearchable", Key("page", page.pk))
    assert entries() == kept


def test_what_the_engine_knows_and_does_not_find_is_mended(home: HomePage) -> None:
    page = ContentPageFactory(title="Zwanenhals")
    engine_for().write(live().pk, [entry_of(row_of(page).get())])
    assert not found("zwanenhals")
    assert mended("unsearchable", Key("page", page.pk))
    assert found("zwanenhals")


def test_what_the_engine_knows_of_no_row_is_taken_out(home: HomePage) -> None:
    first, last = (ContentPageFactory(title=f"Zwanenhals {number}") for number in "ab")
    gone = row_of(first).get().pk
    row_of(first)._raw_delete(connection.alias)
    assert mended("orphaned", gone)
    assert gone not in {entry.id for entry in entries()}
    assert found("zwanenhals") == {f"page:{page.pk}" for page in (first, last)}


def test_what_is_found_and_stands_nowhere_is_taken_out(home: HomePage) -> None:
    page = ContentPageFactory(title="Zwanenhals")
    gone = row_of(page).get().pk
    page.unpublish()
    stray = entry_of(SearchDocument(pk=gone, title="Zwanenhals"))
    engine_for().write(live().pk, [stray])
    index_entries(live(), [stray], vocabulary_of(live()))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_text_{live().pk} WHERE id = %s", [gone])
    assert mended("orphaned", gone)


def test_a_moment_is_the_same_on_all_clocks() -> None:
    page = Findable(Key("page", 1), "Artikel", "Zwanenhals", "/", date=timezone.localtime(timezone.now()))
    kept = editions.document_of(page)
    assert kept.content_hash == editions.document_of(replace(page, date=page.date.astimezone(UTC))).content_hash
