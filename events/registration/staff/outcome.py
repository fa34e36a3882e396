"""A session that is over: who was there, what they thought of it, and what is still to be sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.mail.rehearsal import previews, rehearse
from cms.mail.trials import answer_trial
from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.agenda.services import set_materials
from events.registration.afterwards import NotOverError, note_absent, send_materials, send_thanks
from events.registration.models import Evaluation
from events.registration.results import FEWEST_OPINIONS, charts, presence
from events.registration.staff.base import CHANGE, OfSession
from events.registration.staff.forms import MaterialsForm


@dataclass(frozen=True)
class Mailing:
    """A mail to who came: its button, what sends it, and what is said when there is nobody to send it to."""

    label: str
    send: Callable[[EventSession], None]
    nobody: str


MAILINGS = {
    "thanks": Mailing("Bedank en vraag wat zij vonden", send_thanks, "Er is niemand die deze e-mail nog moet krijgen."),
    "materials": Mailing(
        "Stuur het materiaal", send_materials, "Er is nog geen materiaal, of er is niemand die het nog moet krijgen."
    ),
}


class OutcomeView(OfSession, WagtailAdminTemplateMixin, TemplateView):
    """Attendance, opinions and what is to be sent."""

    tab = "outcome"
    page_title = "Na afloop"
    template_name = "events/registration/admin/outcome.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the numbers and charts; opinions only when there are enough of them to stay anonymous."""
        opinions = list(Evaluation.objects.filter(session=self.session))
        are_enough = len(opinions) >= FEWEST_OPINIONS
        return {
            "form": MaterialsForm(initial={"materials": self.session.materials}),
            **super().get_context_data(**kwargs),
            "is_over": self.session.state_at(timezone.now()) == SessionState.COMPLETED,
            "presence": presence(self.session),
            "opinion_count": len(opinions),
            "fewest": FEWEST_OPINIONS,
            "charts": charts(opinions),
            "liked": [opinion.liked for opinion in opinions if opinion.liked] if are_enough else [],
            "missed": [opinion.missed for opinion in opinions if opinion.missed] if are_enough else [],
            "mailings": MAILINGS if self.may_change else {},
            "back_url": self.url_of("index"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says; a mail is shown first."""
        if not request.user.has_perm(CHANGE):
            messages.error(request, "U mag dit niet wijzigen.")
            return redirect(self.url_of("outcome"))
        action = request.POST.get("action", "")
        try:
            if action in MAILINGS:
                return self._mail(action, MAILINGS[action])
            if action == "absent":
                count = note_absent(self.session)
                messages.success(request, f"Bij {count} {'persoon' if count == 1 else 'mensen'} staat nu: was er niet.")
        except NotOverError as refusal:
            messages.error(request, str(refusal))
        if action == "keep":
            return self._keep()
        return redirect(self.url_of("outcome"))

    def _keep(self) -> HttpResponse:
        form = MaterialsForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        set_materials(self.session, form.cleaned_data["materials"], self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, "Het materiaal is bewaard.")
        return redirect(self.url_of("outcome"))

    def _mail(self, action: str, mailing: Mailing) -> HttpResponse:
        if "action-send" in self.request.POST:
            mailing.send(self.session)
            messages.success(self.request, "De e-mail is onderweg.")
            return redirect(self.url_of("outcome"))
        with rehearse() as written:
            mailing.send(self.session)
        if not written:
            messages.error(self.request, mailing.nobody)
            return redirect(self.url_of("outcome"))
        if "action-test" in self.request.POST:
            answer_trial(self.request, written)
        self.template_name = "events/registration/admin/outcome_preview.html"
        return self.render_to_response(
            self.get_context_data(
                previews=previews(written, self.request.user), action=action, here_url=self.url_of("outcome")
            )
        )
