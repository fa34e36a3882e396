"""What the agenda adds to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from events.agenda import admin_urls
from events.agenda.models import EventSession, WorkshopPage
from events.agenda.permissions import may_manage_sessions
from events.agenda.screen import Tab
from events.agenda.views import SETTINGS


@hooks.register("register_admin_urls")
def session_urls() -> list[URLResolver]:
    """Put the screen for sessions in the admin."""
    return [path("agenda/<int:page_id>/bijeenkomsten/", include(admin_urls))]


@hooks.register("register_page_header_buttons")
def sessions_button(page: Any, user: Any, **_shown: Any) -> Iterator[Button]:
    """Lead from the editor of a workshop to its sessions."""
    if page.specific_class is WorkshopPage and may_manage_sessions(user, page):
        url = reverse("agenda_sessions:index", args=[page.pk])
        yield Button("Bijeenkomsten", url=url, icon_name="calendar-alt", priority=5)


@hooks.register("session_tabs")
def settings_tab(session: EventSession, user: Any) -> Iterator[Tab]:
    """Offer the settings of a session, while it can be changed, to who may."""
    if session.is_open and may_manage_sessions(user, session.page):
        url = reverse("agenda_sessions:edit", args=[session.page_id, session.pk])
        yield Tab(SETTINGS, "Instellingen", url, "cog", 20)


@hooks.register("after_copy_page")
def say_that_sessions_stay(request: HttpRequest, page: Any, _copy: Any) -> None:
    """Say that a copy begins without sessions."""
    if EventSession.objects.filter(page__path__startswith=page.path).exists():
        messages.warning(request, "Data en plaatsen zijn niet gekopieerd. Voeg ze op de kopie toe via 'Bijeenkomsten'.")


@hooks.register("before_delete_page")
def say_how_many_sessions_go(request: HttpRequest, page: Any) -> None:
    """Say how many sessions would be deleted along with the page, before somebody confirms."""
    count = EventSession.objects.filter(page__path__startswith=page.path).count()
    if count and request.method == "GET":
        what = "1 bijeenkomst" if count == 1 else f"{count} bijeenkomsten"
        messages.warning(request, f"Met deze pagina verwijdert u ook {what}.")


_HISTORY = {
    "added": "toegevoegd",
    "scheduled": "in de agenda gezet",
    "changed": "gewijzigd",
    "cancelled": "afgelast",
    "completed": "afgerond",
    "deleted": "verwijderd",
}


class _SessionFormatter(LogFormatter):
    """How the history of a page tells what happened to one of its sessions."""

    done = ""

    def format_message(self, log_entry: Any) -> str:
        """Return which session it was and what happened."""
        return f"Bijeenkomst van {log_entry.data['session']} {self.done}"


@hooks.register("register_log_actions")
def session_log_actions(actions: Any) -> None:
    """Name what the history of a page says of its sessions."""
    for what, done in _HISTORY.items():
        names = {"label": f"Bijeenkomst {done}", "done": done}
        actions.register_action(f"agenda.session.{what}")(type("Formatter", (_SessionFormatter,), names))
