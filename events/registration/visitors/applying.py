"""Registering, below the page of a workshop: choose a session, fill in the form, read what happens next."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cms.pages.filing import path_to
from cms.robots.services import TOO_MANY, allow
from events.agenda.addresses import SESSION_KEY
from events.agenda.display import session_lines
from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.registration import services
from events.registration.book import Book
from events.registration.refusals import RegistrationRefusedError, refuse_unless_open
from events.registration.visitors.display import session_facts
from events.registration.visitors.forms import MORE, RegistrationForm
from events.registration.visitors.places import notices_of

if TYPE_CHECKING:
    from events.agenda.models import WorkshopPage

# From one connection: a town hall has one for hundreds of people.
_LIMIT, _WINDOW = 60, timedelta(hours=1)


def apply(request: HttpRequest, page: "WorkshopPage") -> HttpResponse:
    """Show the form for the session that is asked for, or for the only one there is, and keep what is sent."""
    session = _session_meant(request, page)
    if session is None:
        return _choose(request, page)
    if request.method != "POST":
        return _show(request, page, session, RegistrationForm(session))
    if MORE in request.POST:
        return _show(request, page, session, RegistrationForm(session, initial=_as_sent(request)))
    form = RegistrationForm(session, request.POST)
    status = 200
    if form.is_valid():
        if not allow(request, "registration", _LIMIT, _WINDOW):
            form.add_error(None, TOO_MANY)
            return _show(request, page, session, form, status=429)
        try:
            services.register(session, form.application, key=str(form.cleaned_data["key"]))
        except RegistrationRefusedError as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            return redirect(f"{page.get_url(request)}aangemeld/")
    return _show(request, page, session, form, status=status)


def applied(request: HttpRequest, page: "WorkshopPage") -> HttpResponse:
    """Say what happens next: the same to everybody, whatever became of what they sent."""
    context = {"page": page, "breadcrumbs": _path(page, request, "Aanmelding verstuurd")}
    return render(request, "events/registration/applied.html", context)


def _as_sent(request: HttpRequest) -> dict[str, object]:
    """Return what was sent, to fill in a form that isn't judged yet; a box that isn't ticked is not sent."""
    return {"comes_along": False, **request.POST.dict()}


def _session_meant(request: HttpRequest, page: "WorkshopPage") -> EventSession | None:
    """Return the session that the address names, or else the only one that is still to come."""
    sessions = page.public_sessions()
    try:
        uid = UUID(request.GET.get(SESSION_KEY, ""))
    except ValueError:
        now = timezone.now()
        ahead = [session for session in sessions if session.end > now]
        return ahead[0] if len(ahead) == 1 else None
    found = next((session for session in sessions if session.uid == uid), None)
    if found is None and request.method == "POST":
        # It was taken out of the agenda while somebody filled in its form: they keep what they typed and hear so.
        return EventSession.objects.filter(page=page, uid=uid).first()
    return found


def _choose(request: HttpRequest, page: "WorkshopPage") -> HttpResponse:
    """Show the sessions to choose from, with their places."""
    now = timezone.now()
    sessions = [session for session in page.public_sessions() if session.end > now]
    lines = session_lines(
        sessions, now, lambda uid: page.calendar_url(request, uid), notices_of(request, page, sessions, now)
    )
    context = {"page": page, "sessions": lines, "breadcrumbs": _path(page, request, "Aanmelden")}
    return render(request, "events/registration/choose.html", context)


def _show(
    request: HttpRequest, page: "WorkshopPage", session: EventSession, form: RegistrationForm, *, status: int = 200
) -> HttpResponse:
    """Show the form, or, to who hasn't filled in anything yet, why it makes no sense to."""
    now = timezone.now()
    notice = notices_of(request, page, [session], now).get(session.pk)
    context = {
        "page": page,
        "session": session,
        "session_key": SESSION_KEY,
        "facts": session_facts(session) if session.state in SessionState.public() else [],
        "notice": notice,
        "waits": bool(notice and notice.is_full and notice.register_label),
        "form": form,
        "refusal": "" if request.method == "POST" else _refusal(session),
        "breadcrumbs": _path(page, request, "Aanmelden"),
    }
    return render(request, "events/registration/apply.html", context, status=status)


def _refusal(session: EventSession) -> str:
    """Return why nobody can register for `session` now; '' when somebody can."""
    now = timezone.now()
    try:
        refuse_unless_open(session, now)
        Book(session, now).refuse_without_room(1)
    except RegistrationRefusedError as refusal:
        return refusal.message
    return ""


def _path(page: "WorkshopPage", request: HttpRequest, title: str) -> list[dict[str, str]]:
    """Return the breadcrumb of what stands below `page`."""
    here = {"title": page.title, "url": page.get_url(request) or ""}
    return [*path_to(page, request)[:-1], here, {"title": title, "url": ""}]
