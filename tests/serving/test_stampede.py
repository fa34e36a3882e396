"""Many visitors at once for a page that isn't kept: one makes it, the others wait."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory

from cms.serving import page_cache
from cms.serving.files import SharedFileCache
from cms.serving.middleware import PageCacheMiddleware
from cms.serving.wagtail_hooks import serve_through_the_cache

VISITORS = 6


@pytest.fixture(autouse=True)
def _cache_on_files(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "cms.serving.files.SharedFileCache", "LOCATION": str(tmp_path / "pages")},
    }
    # Threads have no part in the test's transaction, so nothing here asks the database.
    monkeypatch.setattr(page_cache, "next_moment", lambda now: now + timedelta(days=1))


@pytest.fixture
def all_are_here(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Wait until every visitor has asked for the page."""
    asked = threading.Semaphore(0)
    find_or_lock = page_cache.Slot.find_or_lock

    def ask(slot: page_cache.Slot) -> page_cache.Entry | None:
        asked.release()
        return find_or_lock(slot)

    def wait() -> None:
        for _ in range(VISITORS):
            assert asked.acquire(timeout=20)

    monkeypatch.setattr(page_cache.Slot, "find_or_lock", ask)
    return wait


def at_once(job: Callable[[], Any]) -> list[Any]:
    """Run `job` in several threads that start together; return what each returned."""
    start, results = threading.Barrier(VISITORS), []

    def run() -> None:
        start.wait(timeout=20)
        results.append(job())

    threads = [threading.Thread(target=run) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def site(make: Callable[[], HttpResponse]) -> Callable[[], HttpResponseBase]:
    """Return what answers a visitor of the one page that there is, which `make` makes."""

    def view(request: HttpRequest) -> HttpResponseBase:
        page = SimpleNamespace(known_parameters=())
        return serve_through_the_cache(lambda *_: make())(page, request, (), {})

    middleware = PageCacheMiddleware(view)
    return lambda: middleware(RequestFactory().get("/druk/"))


def test_one_visitor_makes_the_page_and_all_get_it(all_are_here: Callable[[], None]) -> None:
    made: list[int] = []

    def make() -> HttpResponse:
        made.append(1)
        all_are_here()
        return HttpResponse(f"gemaakt door nummer {len(made)}")

    answers = at_once(site(make))
    assert [answer.content for answer in answers] == [b"gemaakt door nummer 1"] * VISITORS
    assert len(made) == 1


def test_who_fails_lets_the_next_one_try(all_are_here: Callable[[], None]) -> None:
    tried: list[int] = []

    def make() -> HttpResponse:
        tried.append(1)
        if len(tried) > 1:
            return HttpResponse("gelukt")
        all_are_here()
        return HttpResponse("mislukt", status=500)

    answers = at_once(site(make))
    assert sorted(answer.status_code for answer in answers) == [200] * (VISITORS - 1) + [500]
    assert len(tried) == 2


def test_nobody_waits_longer_than_the_lock_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "LOCK_SECONDS", 0.5)
    request = RequestFactory().get("/druk/")
    caches["pages"].add(f"{page_cache.slot_for(request).key}:lock", 1, timeout=60)
    assert site(lambda: HttpResponse("toch"))().content == b"toch"


def test_visitors_of_a_page_that_is_not_kept_do_not_wait_for_one_another() -> None:
    together = threading.Barrier(VISITORS)
    visits: list[int] = []

    def make() -> HttpResponse:
        visits.append(1)
        if len(visits) > 1:
            # Only when all are inside at once does this let anybody through.
            together.wait(timeout=20)
        return HttpResponse("voor u alleen", headers={"Cache-Control": "no-store"})

    visit = site(make)
    visit()
    assert [answer.status_code for answer in at_once(visit)] == [200] * VISITORS


def test_one_of_many_gets_the_lock(tmp_path: Path) -> None:
    cache = SharedFileCache(str(tmp_path), {})
    for attempt in range(20):
        assert at_once(lambda attempt=attempt: cache.add(f"lock-{attempt}", 1)).count(True) == 1


def test_a_lock_that_ran_out_can_be_had_again(tmp_path: Path) -> None:
    cache = SharedFileCache(str(tmp_path), {})
    with time_machine.travel(0, tick=False) as clock:
        assert cache.add("lock", 1, timeout=5)
        clock.shift(4)
        assert not cache.add("lock", 1)
        clock.shift(2)
        assert cache.add("lock", 1)
