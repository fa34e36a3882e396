"""Who lost telephone and recovery codes can be helped from the server."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories import UserFactory


def test_the_factor_and_the_sessions_of_that_user_are_gone(db: None) -> None:
    user, other = UserFactory(email="noor@ol2000.example"), UserFactory()
    clients = {}
    for somebody in (user, other):
        for kind in ("totp", "recovery_codes"):
            Authenticator.objects.create(user=somebody, type=kind, data={})
        clients[somebody] = Client()
        clients[somebody].force_login(somebody)
    call_command("reset_second_factor", "Noor@ol2000.example")
    assert not Authenticator.objects.filter(user=user).exists()
    assert Authenticator.objects.filter(user=other).count() == 2
    assert "_auth_user_id" not in clients[user].session
    assert "_auth_user_id" in clients[other].session


def test_an_unknown_address_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="There is no account"):
        call_command("reset_second_factor", "niemand@ol2000.example")
