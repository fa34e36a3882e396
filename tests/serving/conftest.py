"""The page cache turned on, on a cache of its own."""

import pytest
from django.test import Client

from cms.pages.models import BasePage
from home.models import HomePage
from tests.factories import ContentPageFactory


@pytest.fixture(autouse=True)
def _page_cache(settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 300  # type: ignore[attr-defined]


@pytest.fixture
def page(home: HomePage) -> BasePage:
    """A published page with a text that its template shows."""
    return ContentPageFactory(title="Over ons", slug="over-ons", body=[("text", "<p>De balie is open.</p>")])


@pytest.fixture
def visitor() -> Client:
    """Somebody without a session."""
    return Client()
