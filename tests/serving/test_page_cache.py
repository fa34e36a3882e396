"""Anonymous visitors are answered from the cache, and never with what is stale or not theirs."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.cache import add_never_cache_headers
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from cms.media.models import SiteDocument
from cms.pages.generation import current_generation, one_generation, per_generation, renew_generation
from cms.pages.models import BasePage
from cms.serving.page_cache import all_known_parameters
from home.models import ContentPage, HomePage, SiteSettings
from tests.factories import (
    ContentPageFactory,
    EventSessionFactory,
    GlossaryTermFactory,
    OrganisationFactory,
    PhaseFactory,
    ThemeFactory,
    UserFactory,
    WorkshopPageFactory,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=AMSTERDAM)


def is_kept(client: Client, url: str, queries: Any) -> bool:
    """Tell whether the answer to `url` comes from the cache: it then costs no query."""
    with queries() as asked:
        assert client.get(url).status_code == 200
    return len(asked) == 0


@pytest.fixture
def queries(db: None) -> Callable[[], Any]:
    return lambda: CaptureQueriesContext(connection)


def test_the_second_visitor_costs_no_query(page: BasePage, queries: Any) -> None:
    assert not is_kept(Client(), page.url, queries)
    assert is_kept(Client(), page.url, queries)


def test_what_is_kept_is_what_was_made(page: BasePage, visitor: Client) -> None:
    first, second = visitor.get(page.url), visitor.get(page.url)
    assert "De balie is open." in second.text
    assert second.content == first.content
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["Content-Type"] == "text/html; charset=utf-8"


def test_nobody_gets_a_cookie(page: BasePage, visitor: Client) -> None:
    for _ in range(2):
        response = visitor.get(page.url)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_a_browser_may_keep_it_for_a_minute_and_then_asks_whether_it_changed(page: BasePage, visitor: Client) -> None:
    response = visitor.get(page.url)
    assert response.headers["Cache-Control"] == "public, max-age=60"
    again = visitor.get(page.url, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content
    assert again.headers["ETag"] == response.headers["ETag"]
    assert visitor.get(page.url, headers={"if-none-match": '"something else"'}).status_code == 200


def test_head_is_answered_from_what_get_left(page: BasePage, visitor: Client, queries: Any) -> None:
    length = len(visitor.get(page.url).content)
    with queries() as asked:
        response = visitor.head(page.url)
    assert len(asked) == 0
    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["Content-Length"]) == length


def test_unknown_parameters_share_one_answer_and_leave_no_trace(page: BasePage, visitor: Client, queries: Any) -> None:
    first = visitor.get(f"{page.url}?utm_source=nieuwsbrief-geheim")
    assert "nieuwsbrief-geheim" not in first.text
    assert first.wsgi_request.META["QUERY_STRING"] == ""
    assert is_kept(visitor, page.url, queries)
    assert is_kept(visitor, f"{page.url}?utm_source=elders&x=1", queries)


@pytest.fixture
def knows_page_number(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(ContentPage, "known_parameters", ("pagina",))
    all_known_parameters.cache_clear()
    yield
    all_known_parameters.cache_clear()


@pytest.mark.usefixtures("knows_page_number")
def test_known_parameters_have_answers_of_their_own(page: BasePage, visitor: Client, queries: Any) -> None:
    visitor.get(page.url)
    assert not is_kept(visitor, f"{page.url}?pagina=2", queries)
    assert is_kept(visitor, f"{page.url}?pagina=2&utm_source=x", queries)
    assert not is_kept(visitor, f"{page.url}?pagina=2&pagina=3", queries)


@pytest.mark.usefixtures("knows_page_number")
def test_an_overlong_query_is_answered_but_not_kept(page: BasePage, visitor: Client, queries: Any) -> None:
    url = f"{page.url}?pagina={'9' * 400}"
    assert not is_kept(visitor, url, queries)
    assert not is_kept(visitor, url, queries)


def test_hosts_are_kept_apart(page: BasePage, visitor: Client, queries: Any) -> None:
    visitor.get(page.url)
    with queries() as asked:
        visitor.get(page.url, headers={"host": "elders.example"})
    assert len(asked) > 0


def test_who_is_logged_in_passes_the_cache_by(page: BasePage, visitor: Client, queries: Any) -> None:
    visitor.get(page.url)
    visitor.force_login(UserFactory())
    assert not is_kept(visitor, page.url, queries)
    assert visitor.get(page.url).headers["Cache-Control"] == "private, no-cache"
    assert is_kept(Client(), page.url, queries)


def test_a_preview_is_not_kept_for_visitors(page: ContentPage, visitor: Client) -> None:
    draft = ContentPage.objects.get(pk=page.pk)
    draft.body = [("text", "<p>Nog geheim.</p>")]
    assert "Nog geheim." in draft.make_preview_request().text
    response = visitor.get(page.url)
    assert "De balie is open." in response.text
    assert "Nog geheim." not in response.text
    assert "Nog geheim." in draft.make_preview_request().text


def test_a_404_is_not_kept(home: HomePage, visitor: Client) -> None:
    assert visitor.get("/straks/").status_code == 404
    ContentPageFactory(slug="straks")
    assert visitor.get("/straks/").status_code == 200


def test_an_answer_with_a_wish_of_its_own_is_respected(
    page: BasePage, visitor: Client, queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def serve(self: ContentPage, request: Any) -> HttpResponse:
        response = HttpResponse(f"{self.get_parent().title} {HomePage.objects.count()}")
        add_never_cache_headers(response)
        return response

    monkeypatch.setattr(ContentPage, "serve", serve)
    for _ in range(2):
        assert not is_kept(visitor, page.url, queries)
        assert "no-store" in visitor.get(page.url).headers["Cache-Control"]


def test_an_answer_that_sets_a_cookie_is_not_kept(
    page: BasePage, visitor: Client, queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def serve(self: ContentPage, request: Any) -> HttpResponse:
        response = HttpResponse("hallo")
        response.set_cookie("naam", "van een ander")
        return response

    monkeypatch.setattr(ContentPage, "serve", serve)
    visitor.get(page.url)
    other = Client().get(page.url)
    assert not other.headers.get("Cache-Control", "").startswith("public")
    assert not is_kept(Client(), page.url, queries)


class TestRestrictions:
    @pytest.mark.parametrize("kind", ["login", "password", "groups"])
    def test_a_kept_page_that_becomes_restricted_is_gone_at_once(
        self, page: BasePage, visitor: Client, kind: str
    ) -> None:
        assert visitor.get(page.url).status_code == 200
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="wachtwoord")
        response = visitor.get(page.url)
        assert "De balie is open." not in response.text
        assert "no-store" in response.headers["Cache-Control"]
        assert "private" in response.headers["Cache-Control"]

    def test_what_a_member_reads_is_not_kept_for_others(self, page: BasePage, visitor: Client) -> None:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        member = Client()
        member.force_login(UserFactory())
        response = member.get(page.url)
        assert "De balie is open." in response.text
        assert "no-store" in response.headers["Cache-Control"]
        assert "De balie is open." not in visitor.get(page.url).text

    def test_a_restriction_that_is_lifted_opens_the_page(self, page: BasePage, visitor: Client) -> None:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert visitor.get(page.url).status_code == 302
        restriction.delete()
        assert visitor.get(page.url).status_code == 200


def _publish(page: BasePage) -> None:
    page.save_revision().publish()


def _move(page: BasePage) -> None:
    BasePage.objects.get(pk=page.pk).move(ContentPageFactory(live=False), pos="last-child")


def _change_the_site(page: BasePage) -> None:
    site = Site.objects.get()
    site.site_name = "Anders"
    site.save()


CHANGES: dict[str, Callable[[BasePage], Any]] = {
    "publish": _publish,
    "unpublish": lambda page: page.unpublish(),
    "unpublish another": lambda _page: BasePage.objects.get(slug="ander").unpublish(),
    "delete another": lambda _page: BasePage.objects.get(slug="ander").delete(),
    "move": _move,
    "reorder": lambda page: BasePage.objects.get(pk=page.pk).move(BasePage.objects.get(slug="ander"), pos="right"),
    "restriction": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "setting": lambda _page: SiteSettings.objects.create(site=Site.objects.get(), name="Bureau"),
    "redirect": lambda page: Redirect.objects.create(old_path="/oud", redirect_page=page),
    "site": _change_the_site,
    "theme": lambda _page: ThemeFactory(),
    "phase": lambda _page: PhaseFactory(),
    "organisation": lambda _page: OrganisationFactory(),
    "glossary": lambda _page: GlossaryTermFactory(),
    "session": lambda _page: EventSessionFactory(page=WorkshopPageFactory()),
    "theme on a page": lambda page: page.basepage_ptr.themes.through.objects.create(
        basepage_id=page.pk, theme_id=ThemeFactory().pk
    ),
    "document": lambda _page: SiteDocument.objects.create(title="Bijlage", file="bijlage.pdf"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_draws_a_new_generation(page: BasePage, change: Callable[[BasePage], Any]) -> None:
    ContentPageFactory(slug="ander")
    before = current_generation()
    change(page)
    assert current_generation() != before


def test_a_saved_draft_draws_none(page: BasePage) -> None:
    before = current_generation()
    page.title = "Nog niet klaar"
    page.save_revision()
    assert current_generation() == before


def test_others_get_the_token_when_the_transaction_commits(db: None, django_capture_on_commit_callbacks: Any) -> None:
    before = current_generation()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            ThemeFactory()
        inside = current_generation()
        assert inside != before
        assert caches["pages"].get("generation") == before
    assert caches["pages"].get("generation") == inside


def test_a_rollback_leaves_the_token_as_it_was(db: None) -> None:
    before = current_generation()
    with suppress(RuntimeError), transaction.atomic():
        ThemeFactory()
        assert current_generation() != before
        raise RuntimeError
    assert current_generation() == before


def test_a_request_reads_the_token_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    current_generation()
    asked: list[str] = []
    cache = caches["pages"]
    get = cache.get
    monkeypatch.setattr(cache, "get", lambda key, *args, **kwargs: asked.append(key) or get(key, *args, **kwargs))
    with one_generation():
        assert len({current_generation() for _ in range(5)}) == 1
    assert asked == ["generation"]


def test_what_is_kept_per_generation_knows_its_arguments(db: None) -> None:
    made: list[int] = []

    @per_generation
    def double(number: int) -> int:
        made.append(number)
        return number * 2

    assert (double(1), double(2), double(1)) == (2, 4, 2)
    assert made == [1, 2]
    renew_generation()
    assert double(1) == 2
    assert made == [1, 2, 1]


class TestEnds:
    def test_an_entry_lasts_five_minutes(self, page: BasePage, visitor: Client, queries: Any) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            visitor.get(page.url)
            clock.shift(timedelta(minutes=4, seconds=59))
            assert is_kept(visitor, page.url, queries)
            assert visitor.get(page.url).headers["Cache-Control"] == "public, max-age=1"
            clock.shift(timedelta(seconds=2))
            assert not is_kept(visitor, page.url, queries)

    @pytest.mark.parametrize("offset", [timedelta(0), timedelta(hours=3)], ids=["starts", "ends"])
    def test_an_entry_ends_when_a_session_does_or_starts(
        self, page: BasePage, visitor: Client, queries: Any, offset: timedelta
    ) -> None:
        with time_machine.travel(NOON - timedelta(hours=1), tick=False) as clock:
            session = EventSessionFactory(start=NOON, end=NOON + timedelta(hours=3))
            session.page.save()  # as the services of the agenda do, so that it is filed under its start
            clock.move_to(NOON + offset - timedelta(seconds=90))
            visitor.get(page.url)
            clock.shift(timedelta(seconds=80))
            assert is_kept(visitor, page.url, queries)
            clock.shift(timedelta(seconds=11))
            assert not is_kept(visitor, page.url, queries)

    def test_an_entry_ends_at_midnight(self, page: BasePage, visitor: Client, queries: Any) -> None:
        with time_machine.travel(NOON.replace(hour=23, minute=59), tick=False) as clock:
            visitor.get(page.url)
            clock.shift(timedelta(seconds=59))
            assert is_kept(visitor, page.url, queries)
            clock.shift(timedelta(seconds=2))
            assert not is_kept(visitor, page.url, queries)
