"""The agenda as calendar files (RFC 5545), and the pages that serve them.

Times are written in UTC, so that no file needs to carry the rules of summer time.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from icalendar import Calendar, Event
from wagtail.url_routing import RouteResult

from events.agenda.entries import Entry

# The name of the file that holds everything on a page, without '.ics'; other files are named by a uid.
WHOLE = "agenda"


def calendar_facts(values: Iterable[Any]) -> list[Any]:
    """Return `values` with moments in UTC, to see whether calendars have to learn of a change.

    Python calls no moment in the hour that comes twice equal to one in another time zone (PEP 495).
    """
    return [value.astimezone(UTC) if isinstance(value, datetime) else value for value in values]


def calendar_event(entry: Entry, request: HttpRequest | None = None) -> Event:
    """Return `entry` as a calendar event; the link to take part online is not in it."""
    url = entry.page.get_full_url(request) or ""
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("sequence", entry.sequence)
    # In a published calendar this is when the event was last changed.
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.start)
    if entry.end > entry.start:
        event.add("dtend", entry.end)
    event.add("summary", entry.page.title)
    event.add("description", f"{entry.page.summary}\n\n{url}".strip())
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    if url:
        event.add("url", url)
    return event


def calendar_response(name: str, entries: Iterable[Entry], request: HttpRequest | None = None) -> HttpResponse:
    """Return `entries` as a calendar file to download or to subscribe to, `name` being its title."""
    calendar = Calendar()
    calendar.add("prodid", "-//OL2000//Agenda//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(calendar_event(entry, request))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


class ServesCalendar:
    """A page below which calendar files stand: `agenda.ics`, and `<uid>.ics` for one entry."""

    # A method of each page: what stands in the file of that name; it raises Http404 when there is no such file.
    entries_in_file: Callable[[str], list[Entry]]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Let the name of a calendar file lead to the page that serves it."""
        if len(path_components) == 1 and path_components[0].endswith(".ics"):
            if not self.live:  # type: ignore[attr-defined]
                raise Http404
            return RouteResult(self, kwargs={"calendar_file": path_components[0].removesuffix(".ics")})
        return super().route(request, path_components)  # type: ignore[misc]

    def serve(self, request: HttpRequest, *args: Any, calendar_file: str = "", **kwargs: Any) -> HttpResponse:
        """Serve the page, or one of its calendar files."""
        if not calendar_file:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        response = calendar_response(self.title, self.entries_in_file(calendar_file), request)  # type: ignore[attr-defined]
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'  # type: ignore[attr-defined]
        return response

    def calendar_url(self, request: HttpRequest | None = None, name: object = WHOLE) -> str:
        """Return the address of the calendar file `name`; '' for a page without an address."""
        url = self.get_url(request)  # type: ignore[attr-defined]
        return f"{url}{name}.ics" if url else ""

    def calendar_actions(self, label: str, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return a link to the whole calendar file for `components/page_header.html`; none without an address."""
        url = self.calendar_url(request)
        return [{"label": label, "url": url, "icon": "calendar", "is_secondary": True}] if url else []


def entries_of_page(entries: list[Entry], name: str) -> list[Entry]:
    """Return what stands in the file `name` of a page with `entries`; raise Http404 when there is no such file."""
    if name == WHOLE:
        return entries
    chosen = [entry for entry in entries if str(entry.uid) == name]
    if not chosen:
        raise Http404
    return chosen
