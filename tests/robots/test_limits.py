"""How often one address may use a form; and that nobody can tell afterwards whose it was."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.utils import timezone

from cms.pages.signals import tick
from cms.robots.models import Attempt
from cms.robots.services import allow, visitor_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def request_from(address: str, **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_the_limit_holds_for_each_address_and_each_form_apart(db: None) -> None:
    request = request_from("192.0.2.1")
    assert [allow(request, "vraag", 2, HOUR) for _ in range(4)] == [True, True, False, False]
    assert allow(request, "aanmelding", 2, HOUR)
    assert allow(request_from("192.0.2.2"), "vraag", 2, HOUR)


def test_waiting_helps_also_for_who_kept_trying(db: None) -> None:
    request = request_from("192.0.2.1")
    with time_machine.travel(NOON) as clock:
        assert allow(request, "vraag", 1, HOUR)
        clock.shift(50 * 60)
        assert not allow(request, "vraag", 1, HOUR)
        clock.shift(11 * 60)
        assert allow(request, "vraag", 1, HOUR)


def test_an_ipv6_network_is_one_address(db: None) -> None:
    assert allow(request_from("2001:db8:0:1::1"), "vraag", 1, HOUR)
    assert not allow(request_from("2001:db8:0:1:ffff::2"), "vraag", 1, HOUR)
    assert allow(request_from("2001:db8:0:2::1"), "vraag", 1, HOUR)


def test_only_a_trusted_proxy_is_believed() -> None:
    plain, forwarded = request_from("192.0.2.1"), request_from("192.0.2.1", x_forwarded_for="198.51.100.7, 192.0.2.9")
    assert visitor_of(forwarded, NOON) == visitor_of(plain, NOON)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert visitor_of(forwarded, NOON) == visitor_of(request_from("192.0.2.9"), NOON)


def test_the_hash_hides_the_address_and_changes_daily_and_with_the_key() -> None:
    request = request_from("192.0.2.1")
    hashes = {visitor_of(request, NOON), visitor_of(request, NOON + timedelta(days=1))}
    with override_settings(SECRET_KEY="another"):
        hashes.add(visitor_of(request, NOON))
    assert len(hashes) == 3
    assert all(len(text) == 64 and "192.0.2.1" not in text for text in hashes)


def test_a_server_that_tells_no_address_lets_nobody_in(db: None) -> None:
    with pytest.raises(PermissionDenied):
        allow(request_from(""), "vraag", 1, HOUR)


@pytest.mark.django_db(transaction=True)
def test_counting_is_not_undone_with_what_follows() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        allow(request_from("192.0.2.1"), "vraag", 1, HOUR)


def test_the_worker_forgets_after_a_day(db: None) -> None:
    allow(request_from("192.0.2.1"), "vraag", 2, HOUR)
    Attempt.objects.create(purpose="vraag", visitor="x" * 64, made_at=timezone.now() - timedelta(hours=25))
    tick.send(sender=None, now=timezone.now())
    assert Attempt.objects.exclude(visitor="x" * 64).count() == Attempt.objects.count() == 1
