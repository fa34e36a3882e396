"""What every test gets: a fresh site, caches of its own, and the database of DATABASE_URL."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler, register_signal_handlers

from cms.users.models import User
from events.registration.visitors.certificate import has_pdf
from home.models import HomePage
from search.indexing import vocabularies
from search.insight import counting
from tests.factories import UserFactory


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about the other database alone, and PDFs where none can be made, whoever runs the tests."""
    others = {"sqlite" if connection.vendor == "postgresql" else "postgresql", *(() if has_pdf() else ("pdf",))}
    left_out = [item for item in items if any(map(item.get_closest_marker, others))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Leave out the code, which stays, when garbage is looked for, and look less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    """Forget what earlier tests left in caches, the token of the site's generation included."""
    for cache in caches.all(initialized_only=False):
        cache.clear()
    vocabularies.forget()


@pytest.fixture(autouse=True)
def _fresh_gate(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Forget how much mail an earlier test sent: its database is put back, and the gate would close."""
    folder = tmp_path_factory.getbasetemp()
    for file in folder.glob("*.gate"):
        file.unlink()
    settings.MAIL_GATE_FOLDER = folder


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """Forget which questions an earlier test asked: they would be written in the middle of this one."""
    counting.take()


@pytest.fixture(scope="session", autouse=True)
def _no_admin_search() -> None:
    """Keep what is saved from Wagtail's own search, which serves the admin: a tenth of every test that makes pages."""
    _unregister_signal_handlers()


@pytest.fixture
def admin_search() -> Iterator[None]:
    """Let the admin's search follow what is saved."""
    register_signal_handlers()
    yield
    _unregister_signal_handlers()


def _unregister_signal_handlers() -> None:
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_delete.disconnect(post_delete_signal_handler, sender=model)


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page that a new site has."""
    return HomePage.objects.get()


@pytest.fixture
def staff(db: None) -> Callable[..., User]:
    """Make somebody with a role: `staff("redacteur")`."""

    def make(role: str) -> User:
        return UserFactory(role=role)

    return make


@pytest.fixture
def logged_in(staff: Callable[..., User]) -> Callable[..., Client]:
    """Make a client that is logged in as somebody with a role, or as the user given."""

    def make(who: str | User) -> Client:
        client = Client()
        client.force_login(staff(who) if isinstance(who, str) else who)
        return client

    return make


@pytest.fixture
def queries_of(client: Client) -> Callable[[str], int]:
    """Count the queries of a page that no page cache has: `queries_of("/kennisbank/")`.

    It is asked for three times, so that what is kept between requests (the menu, the themes, until when they hold)
    is there the last time.
    """

    def count(url: str) -> int:
        with override_settings(PAGE_CACHE_SECONDS=0):
            for _ in range(2):
                assert client.get(url).status_code == 200
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
        return len(captured)

    return count
