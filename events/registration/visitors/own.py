"""The page of whoever has the private link of a registration: see where it stands, and change it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from cms.mail.private_pages import private
from events.registration import services
from events.registration.application import Person
from events.registration.book import open_at
from events.registration.codes import code_image, shows_code
from events.registration.models import Needs, Registration
from events.registration.refusals import RegistrationRefusedError
from events.registration.visitors.display import facts, possibilities, situation
from events.registration.visitors.forms import MORE, ChangeForm
from events.registration.visitors.holdings import held_data
from events.registration.visitors.links import find_registration
from events.registration.visitors.steps import FORGET, STEPS
from events.registration.visitors.versions import refuse_stale, version_of

# What one button does; what can't be undone is asked about first, in STEPS.
_ACTIONS = {
    "accept": services.accept,
    "accept-only": lambda registration: services.accept(registration, keep_waiting=False),
    "rejoin": services.rejoin,
}


@method_decorator(private, "dispatch")
class OwnView(View):
    """What all screens behind a private link share: the registration, or a way to a link that works."""

    http_method_names = ["get", "head", "post"]
    registration: Registration

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        """Find the registration that `token` opens."""
        found = find_registration(token)
        if found is None:
            return render(request, "events/registration/unknown.html", status=404)
        self.token, self.registration, self.session = token, found, found.session
        return super().dispatch(request, *args, **kwargs)

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Show `template` with the registration."""
        common = {"registration": self.registration, "workshop": self.session.page, "token": self.token}
        return render(self.request, f"events/registration/{template}", common | context, status=status)

    def may(self) -> Any:
        """Return what can be done now."""
        return possibilities(self.registration, self.session, timezone.now())

    def back(self, query: str = "") -> HttpResponse:
        """Lead to the page itself."""
        response = redirect("registration:own", token=self.token)
        response["Location"] += query
        return response


class StatusView(OwnView):
    """Where the registration stands, and what can be done."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; nothing changes."""
        return self._show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what the button says."""
        action = _ACTIONS.get(request.POST.get("action", ""))
        if action is None:
            return self._show("Deze knop kennen wij niet. Kies een van de knoppen hieronder.", status=400)
        try:
            action(self.registration)
        except RegistrationRefusedError as refusal:
            return self._show(refusal.message, status=409)
        return self.back()

    def _show(self, refusal: str = "", status: int = 200) -> HttpResponse:
        registration, session = find_registration(self.token) or self.registration, self.session
        names = list(registration.attendees.values_list("name", flat=True))
        return self.show(
            "own.html",
            status=status,
            registration=registration,
            situation=situation(registration, session, timezone.now()),
            facts=facts(registration, session),
            may=self.may(),
            code=code_image(registration) if shows_code(registration, session, timezone.now()) else "",
            first_names=", ".join(names[: registration.held_seats]),
            is_saved="bewaard" in self.request.GET,
            refusal=refusal,
        )


class ChangeView(OwnView):
    """Change who comes, the answers and the needs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form as it was filled in."""
        if not self.may().change:
            return self.back()
        return self._show(self._form(), version_of(self.registration))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change all of it, or nothing."""
        version = request.POST.get("version", "")
        if MORE in request.POST:
            return self._show(self._form(initial=request.POST.dict()), version)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form, version)
        try:
            with open_at(self.registration, timezone.now()) as (_book, fresh):
                if fresh.is_active:
                    refuse_stale(fresh, version)
                services.change_party(self.registration, self._people(form.names))
                services.change_answers(self.registration, form.answers, form.needs)
        except RegistrationRefusedError as refusal:
            form.add_error(None, refusal.message)
            return self._show(form, version_of(self.registration), status=409)
        return self.back("?bewaard")

    def _people(self, names: list[str]) -> list[Person]:
        """Return who comes; who came before keeps the address that goes with the name."""
        addresses = dict(self.registration.attendees.values_list("name", "email"))
        return [Person(name, addresses.get(name, "")) for name in names]

    def _form(self, *args: Any, initial: dict[str, Any] | None = None) -> ChangeForm:
        answers = dict(self.registration.answers.values_list("question", "value"))
        needs = Needs.objects.filter(registration=self.registration).values("dietary", "access").first()
        names = list(self.registration.attendees.values_list("name", flat=True))
        return ChangeForm(self.session, names, answers, *args, initial={**(needs or {}), **(initial or {})})

    def _show(self, form: ChangeForm, version: str, *, status: int = 200) -> HttpResponse:
        """Show the form, filled in against `version`."""
        return self.show("change.html", form=form, version=version, status=status)


class StepView(OwnView):
    """Ask once more, and then do what can't be undone."""

    def get(self, request: HttpRequest, path: str) -> HttpResponse:
        """Ask; lead back when there is nothing to ask (any more)."""
        step = self._step(path)
        if step.may and not getattr(self.may(), step.may):
            return self.back()
        return self.show("step.html", step=step)

    def post(self, request: HttpRequest, path: str) -> HttpResponse:
        """Do it."""
        step = self._step(path)
        try:
            step.run(self.registration)
        except RegistrationRefusedError as refusal:
            return self.show("step.html", step=step, refusal=refusal.message, status=409)
        return redirect("registration:forgotten") if step is FORGET else self.back()

    @staticmethod
    def _step(path: str) -> Any:
        if path not in STEPS:
            raise Http404
        return STEPS[path]


class DataView(OwnView):
    """All that is held about this registration, as a file."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the file."""
        response = JsonResponse(held_data(self.registration), json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = 'attachment; filename="mijn-aanmelding.json"'
        return response
