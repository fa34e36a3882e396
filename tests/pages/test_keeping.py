"""What is kept for visitors is theirs alone, and ends when it is no longer true."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import PageViewRestriction, Site

from cms.pages import keeping
from cms.pages.generation import renew_generation
from cms.pages.keeping import kept_for_visitors
from cms.pages.models import BasePage
from home.models import HomePage
from tests.factories import ContentPageFactory, UserFactory

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def request_of(user: Any = None, path: str = "/", **attributes: Any) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    for name, value in attributes.items():
        setattr(request, name, value)
    return request


@pytest.fixture
def make(home: HomePage) -> Callable[[], int]:
    """Count how often it was called."""
    calls: list[int] = []

    def make() -> int:
        calls.append(1)
        return len(calls)

    return make


def test_visitors_share_what_was_made_once(make: Callable[[], int]) -> None:
    assert [kept_for_visitors(request_of(), "x", make) for _ in range(3)] == [1, 1, 1]
    assert kept_for_visitors(request_of(), "y", make) == 2


def test_who_is_logged_in_neither_gets_nor_leaves_it(make: Callable[[], int]) -> None:
    member = UserFactory()
    assert kept_for_visitors(request_of(member), "x", make) == 1
    assert kept_for_visitors(request_of(), "x", make) == 2
    assert kept_for_visitors(request_of(member), "x", make) == 3


def test_a_preview_neither_gets_nor_leaves_it(make: Callable[[], int]) -> None:
    assert kept_for_visitors(request_of(is_preview=True), "x", make) == 1
    assert kept_for_visitors(request_of(), "x", make) == 2
    assert kept_for_visitors(request_of(is_preview=True), "x", make) == 3


def test_a_change_ends_it(make: Callable[[], int]) -> None:
    kept_for_visitors(request_of(), "x", make)
    renew_generation()
    assert kept_for_visitors(request_of(), "x", make) == 2


def test_a_moment_ends_it(make: Callable[[], int]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        BasePage.objects.update(date=NOON + timedelta(hours=1))
        kept_for_visitors(request_of(), "x", make)
        clock.shift(timedelta(minutes=59))
        assert kept_for_visitors(request_of(), "x", make) == 1
        clock.shift(timedelta(minutes=2))
        assert kept_for_visitors(request_of(), "x", make) == 2
        assert kept_for_visitors(request_of(), "x", make) == 2


def test_sites_are_kept_apart(make: Callable[[], int], home: HomePage) -> None:
    Site.objects.create(hostname="elders.example", root_page=ContentPageFactory(parent=home))
    kept_for_visitors(request_of(), "x", make)
    other = RequestFactory().get("/", headers={"host": "elders.example"})
    other.user = AnonymousUser()
    assert kept_for_visitors(other, "x", make) == 2


def test_what_was_used_longest_ago_is_forgotten(make: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_KEPT", 2)
    for key in ("x", "y", "x", "z"):
        kept_for_visitors(request_of(), key, make)
    assert [kept_for_visitors(request_of(), key, make) for key in ("x", "z", "y")] == [1, 3, 4]


def test_a_restricted_page_leaves_what_was_kept(home: HomePage) -> None:
    page = ContentPageFactory(parent=home, title="Straks besloten")

    def titles() -> list[str]:
        request = request_of()
        return kept_for_visitors(request, "titles", lambda: [p.title for p in home.visible_children(request)])

    assert "Straks besloten" in titles()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Straks besloten" not in titles()


def test_a_piece_of_a_page_is_kept_by_its_address(home: HomePage) -> None:
    template = Template("{% kept piece %}{{ word }}{% endkept %}")

    def shown(word: str, **request: Any) -> str:
        return template.render(Context({"word": word, "request": request_of(**request)}))

    assert [shown("een"), shown("twee")] == ["een", "een"]
    assert shown("drie", path="/elders/") == "drie"
    assert shown("vier", path="/?pagina=2") == "vier"
    assert shown("vijf", user=UserFactory()) == "vijf"
    assert template.render(Context({"word": "zes"})) == "zes"
