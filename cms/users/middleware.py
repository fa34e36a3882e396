"""Nobody reaches the admin with a password alone."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cms.users.models import User
from cms.users.second_factor import has_second_factor, used_second_factor

# What somebody without a second factor can do: set one up, confirm the password for that, or leave.
WAY_IN = ("mfa_activate_totp", "account_reauthenticate", "account_logout")


class SecondFactorMiddleware:
    """Ask a second factor of whoever opens an address of the admin or of an account, those for logging in included.

    It looks at the session, so that it doesn't matter by which view somebody logged in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer `request`, or lead to where a second factor is asked or set up."""
        return (settings.STAFF_SECOND_FACTOR and self._detour(request)) or self.get_response(request)

    def _detour(self, request: HttpRequest) -> HttpResponseBase | None:
        is_admin = request.path.startswith(settings.ADMIN_PATH)
        if not is_admin and not request.path.startswith(settings.ACCOUNT_PATH):
            return None
        if not isinstance(request.user, User):
            return _to_login(request) if is_admin else None
        if used_second_factor(request):
            return None
        if has_second_factor(request.user):
            # Logged in by a way that didn't ask: that log-in doesn't count.
            logout(request)
            return _to_login(request)
        if request.path in {reverse(name) for name in WAY_IN}:
            return None
        return redirect("mfa_activate_totp")


def _to_login(request: HttpRequest) -> HttpResponseBase:
    login = reverse("account_login")
    came_for = request.get_full_path() if request.method == "GET" and request.path != login else settings.ADMIN_PATH
    # The admin's own log-in view is no place to return to.
    if came_for.startswith(f"{settings.ADMIN_PATH}login/"):
        came_for = settings.ADMIN_PATH
    return redirect(f"{login}?{urlencode({'next': came_for})}")
