"""What the screens for registrations share: who may see them, and on which session they are."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from events.agenda.models import EventSession
from events.agenda.screen import HasHead, facts_of
from events.registration.models import Registration

VIEW = "registration.view_registration"
CHANGE = "registration.change_registration"


class ForStaff:
    """A view on personal data, for who may see it."""

    permission = VIEW
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not; nothing of it may stay in a browser's or anybody's cache."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["Cache-Control"] = "no-store"
        return response

    @property
    def may_change(self) -> bool:
        """Return whether the user may do more than look."""
        return self.request.user.has_perm(CHANGE)  # type: ignore[attr-defined]


class OfSession(HasHead, ForStaff):
    """A view on the registrations of the session that is named in the address; below the list, if not a tab itself."""

    tab = "index"
    page_title = ""

    def setup(self, request: HttpRequest, session_id: int, *args: Any, **kwargs: Any) -> None:
        """Find the session; raise Http404 when there is none."""
        self.session = get_object_or_404(EventSession.objects.select_related("page"), pk=session_id)
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    @property
    def session_title(self) -> str:
        """Return which session it is, in words."""
        return f"{self.session.page.title}, {self.session}"

    @property
    def session_facts(self) -> str:
        """Return when and where it is."""
        return facts_of(self.session)

    def get_page_subtitle(self) -> str:
        """Return which session it is."""
        return self.session_title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back: all sessions, this one, this view."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse("registration_staff:sessions"), "label": "Aanmeldingen"},
            {"url": self.url_of("index"), "label": self.session_title},
            *self.crumbs(),
        ]

    def crumbs(self) -> list[dict[str, str]]:
        """Return the last steps of the way; none for the list itself."""
        return [{"url": "", "label": self.page_title}]

    def url_of(self, name: str, *args: Any, **query: str) -> str:
        """Return the address of the view `name` for this session."""
        url = reverse(f"registration_staff:{name}", args=[self.session.pk, *args])
        return f"{url}?{urlencode(query)}" if query else url


class OfRegistration(OfSession):
    """A view on one registration."""

    def setup(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> None:
        """Find the registration; raise Http404 when this session has no such one."""
        super().setup(request, *args, **kwargs)
        self.registration = get_object_or_404(
            Registration.objects.select_related("session__page", "organisation"), session=self.session, pk=pk
        )

    def crumbs(self) -> list[dict[str, str]]:
        """Return the registration and, where it has a name of its own, this view."""
        url = self.url_of("registration", self.registration.pk)
        return [{"url": url, "label": self.registration.name}, *super().crumbs()]
