"""Allauth's views, in the frame of our site."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.generic import View


class OurFrameMixin:
    """Keep the name `site` for what stands around every page; allauth gives it to the present host."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context


def in_our_frame(view: type[View]) -> Callable[..., Any]:
    """Return allauth's `view`, ready for a URL, as our templates show it."""
    framed = type(view.__name__, (OurFrameMixin, view), {})
    return never_cache(framed.as_view())  # type: ignore[attr-defined]


class ActivateAppView(ActivateTOTPView):
    """Connect an app that makes codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Connect it, and count the code that proved it to work as the second factor of this session."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.TOTP)
        return response
