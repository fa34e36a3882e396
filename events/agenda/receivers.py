"""What the agenda does when other apps tell something, and what it tells them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cms.pages.findable_pages import PageSource
from cms.pages.findables import say_changed
from cms.pages.models import BasePage
from cms.pages.moments import first_of
from events.agenda.entries import coming, with_entries
from events.agenda.models import EventSession
from events.agenda.services import complete_past_sessions


def complete_on_tick(*, now: datetime, **_signal: Any) -> None:
    """Note which sessions are over, so that lists file their pages under the next one."""
    complete_past_sessions(now)


def name_page(*, instance: EventSession, **_signal: Any) -> None:
    """Let the page of a session be found by the days and places that it has now."""
    say_changed(PageSource.name, [instance.page_id])


def next_end(now: datetime) -> QuerySet:
    """Return the next moment at which something in the agenda is over and pages say so."""
    return first_of(with_entries(BasePage.objects.live()).filter(coming(now)), "entry_end")
