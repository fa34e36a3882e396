"""Ticking who came, on a phone: the list, walk-ins, and the address in the code on a confirmation.

Each tick is a form of its own, so that it works without script. With script (assets/js/checkin.js) it is sent in the
background, and again until it arrives: a tick says what holds, not what changes, and a walk-in carries a key, so that
what arrives twice does nothing more. Its service worker opens the list again without a connection; what that keeps is
gone when the session has been over for a day, and on the log-in page.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.dateparse import parse_datetime
from django.views.generic import TemplateView, View

from events.registration import services
from events.registration.enums import Attendance
from events.registration.models import Attendee, Registration
from events.registration.people import people_with_place
from events.registration.refusals import RegistrationRefusedError
from events.registration.staff.base import CHANGE, ForStaff, OfSession
from events.registration.staff.forms import TickForm, WalkInForm

# Nobody is ticked sooner than this before the start; a phone that says so has the wrong time.
_EARLIEST = timedelta(hours=12)
# How long after the end a browser keeps the list, to show it without a connection.
_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """Somebody on the list, and whether they are in."""

    pk: int
    name: str
    organisation: str
    is_in: bool
    is_walk_in: bool

    @classmethod
    def of(cls, person: Attendee) -> "Row":
        """Return the row of `person`."""
        is_in = person.attendance == Attendance.ATTENDED
        return cls(person.pk, person.name, person.registration.organisation_name, is_in, person.is_walk_in)

    def matches(self, query: str) -> bool:
        """Return whether `query` stands in the name or the organisation."""
        return query.casefold() in f"{self.name} {self.organisation}".casefold()


class CheckInView(OfSession, TemplateView):
    """The list to tick. `aanmelding` (a public id) shows one party, `q` those of that name."""

    permission = CHANGE
    template_name = "events/registration/admin/checkin.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows, and how many there are of all; two queries."""
        people = people_with_place(self.session)
        asked = self.request.GET.get("aanmelding", "")
        query = self.request.GET.get("q", "").strip()[:100]
        party = [person for person in people if asked and str(person.registration.public_id) == asked]
        rows = [Row.of(person) for person in party or people]
        return {
            **super().get_context_data(**kwargs),
            "session": self.session,
            "facts": self.session_facts,
            "rows": [row for row in rows if row.matches(query)],
            "query": query,
            "is_party": bool(party),
            # A code on a confirmation that gives no place.
            "has_no_place": bool(asked) and not party,
            "count_in": sum(person.attendance == Attendance.ATTENDED for person in people),
            "count": len(people),
            "key": get_random_string(32),
            "here_url": self.url_of("checkin"),
            "back_url": self.url_of("index"),
            "worker_url": self.url_of("checkin_worker"),
            "kept_until": str(int((self.session.end + _KEPT).timestamp() * 1000)),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tick somebody, or note a walk-in; a script gets a short answer, a form the list."""
        try:
            person = self._walk_in() if "name" in request.POST else self._tick()
        except RegistrationRefusedError as refusal:
            return self._answer(409, refusal.message)
        except Attendee.DoesNotExist:
            return self._answer(404, "Deze persoon staat niet meer op de lijst. Laad de lijst opnieuw.")
        if person is None:
            return self._answer(400, "Vul een naam in van hoogstens 120 tekens, of laad de lijst opnieuw.")
        what = "is er" if person.attendance == Attendance.ATTENDED else "is niet meer aangevinkt"
        return self._answer(200, f"{person.name} {what}.", pk=person.pk)

    def _tick(self) -> Attendee | None:
        form = TickForm(self.request.POST)
        if not form.is_valid():
            return None
        data = form.cleaned_data
        person = Attendee.objects.select_related("registration").get(
            pk=data["attendee"], registration__session=self.session
        )
        return services.mark_attendance(person, Attendance(data["state"]), self.request.user, now=self._moment())  # type: ignore[arg-type]

    def _walk_in(self) -> Attendee | None:
        form = WalkInForm(self.request.POST)
        if not form.is_valid():
            return None
        data = form.cleaned_data
        return services.add_walk_in(self.session, data["name"], self.request.user, key=data["key"], now=self._moment())  # type: ignore[arg-type]

    def _moment(self) -> datetime:
        """Return when it was ticked: a phone without a connection says so afterwards; never a moment ahead."""
        now = timezone.now()
        try:
            moment = parse_datetime(self.request.POST.get("at", ""))
        except ValueError:
            return now
        if moment is None or timezone.is_naive(moment) or moment < self.session.start - _EARLIEST:
            return now
        return min(moment, now)

    def _answer(self, status: int, text: str, **more: Any) -> HttpResponse:
        if "application/json" in self.request.headers.get("Accept", ""):
            return JsonResponse({"text": text, **more}, status=status)
        (messages.success if status == 200 else messages.error)(self.request, text)
        return redirect(self.request.get_full_path())


class CheckInWorkerView(OfSession, TemplateView):
    """The service worker of the list to tick: its place among the addresses is its scope, that one screen."""

    permission = CHANGE
    template_name = "events/registration/admin/checkin_worker.js"
    content_type = "text/javascript"


class PartyView(ForStaff, View):
    """What a public id leads to: the registration, or with `checkin` its place on the list to tick."""

    checkin = False

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """Lead there; nothing changes."""
        registration = get_object_or_404(Registration, public_id=public_id)
        if self.checkin:
            response = redirect("registration_staff:checkin", registration.session_id)
            response["Location"] += f"?aanmelding={public_id}"
            return response
        return redirect("registration_staff:registration", registration.session_id, registration.pk)
