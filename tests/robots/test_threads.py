"""Many requests at once from one address, on real threads of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import RequestFactory

from cms.robots.models import Attempt
from cms.robots.services import allow

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


def test_no_more_get_through_at_once_than_the_limit() -> None:
    def attempt(_number: int) -> bool:
        try:
            request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
            return allow(request, "vraag", 5, timedelta(hours=1))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        through = sum(pool.map(attempt, range(64)))
    assert through <= 5
    assert Attempt.objects.count() == through
    # Whoever was in the way of another can try again until the limit is reached.
    assert [attempt(number) for number in range(6)].count(True) == 5 - through
