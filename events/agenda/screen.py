"""The screen of a session in the admin: one head, and below it, as tabs, what the agenda and other apps know of it.

Each tab is a view of its own, with `HasHead`. An app offers its tabs with the hook `session_tabs`: a function that
takes a session and a user, and gives the tabs which that user may see.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail import hooks

from events.agenda.display import day, hours
from events.agenda.models import EventSession


@dataclass(frozen=True)
class Tab:
    """One part of the screen; tabs stand in the order of `place`."""

    name: str
    label: str
    url: str
    icon: str
    place: int


@dataclass(frozen=True)
class Head:
    """What stands above every tab: `others` are the workshop's other sessions, with where the same tab of them is."""

    title: str
    facts: str
    state: str
    tabs: list[Tab]
    current: str
    others: list[tuple[EventSession, str]]


def tabs_of(session: EventSession, user: Any) -> list[Tab]:
    """Return the tabs of `session` that `user` may see."""
    found = [tab for hook in hooks.get_hooks("session_tabs") for tab in hook(session, user)]
    return sorted(found, key=lambda tab: tab.place)


def facts_of(session: EventSession) -> str:
    """Return when and where `session` is."""
    when = f"{day(session.start)}, {hours(session.start, session.end)}"
    return " · ".join(filter(None, [when, session.place]))


def head_of(session: EventSession, user: Any, current: str) -> Head:
    """Return the head of the screen of `session` for `user`, who looks at the tab `current`; one query."""
    others = list(EventSession.objects.filter(page=session.page).exclude(pk=session.pk).order_by("start", "pk"))
    for other in others:
        other.page = session.page
    return Head(
        title=session.page.title,
        facts=facts_of(session),
        state=session.state_at(timezone.now()).label,
        tabs=tabs_of(session, user),
        current=current,
        others=[(other, url) for other in others if (url := _url_of(tabs_of(other, user), current))],
    )


def _url_of(tabs: list[Tab], name: str) -> str:
    """Return where the tab `name` of `tabs` is, or else the first; '' for none."""
    return next((tab.url for tab in tabs if tab.name == name), tabs[0].url if tabs else "")


class HasHead:
    """A view on a session, `self.session`, that is the tab `tab` of its screen, or stands below that."""

    tab = ""
    head_template_name = "events/agenda/admin/session_head.html"

    @cached_property
    def screen_head(self) -> Head:
        """Return the head of the screen."""
        return head_of(self.session, self.request.user, self.tab)  # type: ignore[attr-defined]
