"""The second factor: whether this session was opened with one, not merely whether the user has one."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from cms.users.models import User


def has_second_factor(user: User) -> bool:
    """Return whether `user` has an app that makes codes; recovery codes alone don't count."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def used_second_factor(request: HttpRequest) -> bool:
    """Return whether who sent `request` gave a code in this session, of a factor that still stands."""
    user = request.user
    if not isinstance(user, User):
        return False
    methods = {record.get("method") for record in get_authentication_records(request, user)}
    return "mfa" in methods and has_second_factor(user)
