"""What other apps say of the sessions of a workshop, on its page: whether there is place, and where to register."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from events.agenda.models import EventSession, WorkshopPage

# What is said changes by the minute, so a page that says anything is kept no longer.
MOST_SECONDS = 60


@dataclass(frozen=True)
class Notice:
    """What is said of one session: in the terms of `components/session_list.html`."""

    places_label: str = ""
    register_url: str = ""
    register_label: str = ""
    is_full: bool = False


Source = Callable[[HttpRequest, "WorkshopPage", Sequence["EventSession"], datetime], dict[int, Notice]]
_sources: list[Source] = []


def session_notices(source: Source) -> Source:
    """Ask `source` too; it gets the request, the page, its sessions to come and the present moment.

    It returns a notice for each session (by its id) of which it has something to say; no more queries for many
    sessions than for one.
    """
    _sources.append(source)
    return source


def notices_for(
    request: HttpRequest, page: "WorkshopPage", sessions: Sequence["EventSession"], now: datetime
) -> dict[int, Notice]:
    """Return what is said of each of `sessions`, by its id."""
    return {pk: notice for source in _sources for pk, notice in source(request, page, sessions, now).items()}
