"""An editor who may do everything, and an index that holds the home page already."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _own_lock_file(settings: Any, tmp_path: Path) -> None:
    """Keep out of the way of another run of the tests, whose database in memory has the same name."""
    settings.VAR_DIR = tmp_path


@pytest.fixture(autouse=True)
def home(home: HomePage) -> HomePage:
    """The home page, known to the index: a migration made it."""
    home.save()
    return home


@pytest.fixture
def editor(client: Client) -> Client:
    """A client of somebody who may do everything."""
    client.force_login(UserFactory(role="beheerder"))
    return client
