"""What tests of the agenda share."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from events.agenda.models import AgendaPage
from home.models import HomePage
from tests.factories import AgendaPageFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def agenda(home: HomePage) -> AgendaPage:
    """The agenda."""
    return AgendaPageFactory()


@pytest.fixture
def local() -> Callable[..., datetime]:
    """Make a moment in Dutch time: `local(2026, 12, 12, 10)`."""

    def make(*parts: int, fold: int = 0) -> datetime:
        return datetime(*parts, tzinfo=AMSTERDAM, fold=fold)

    return make
