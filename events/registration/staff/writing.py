"""A mail to all or some of a session: written, looked at, tried on oneself, and sent."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.mail.rehearsal import previews, rehearse
from cms.mail.trials import answer_trial
from events.registration.notices import Notice, TooManyNoticesError, send_notice
from events.registration.staff.base import CHANGE, OfSession
from events.registration.staff.forms import NoticeForm


class NoticeView(OfSession, WagtailAdminTemplateMixin, FormView):
    """Write to those of a session; nothing goes before it was shown to whom it goes and how it reads."""

    permission = CHANGE
    tab = "notice"
    page_title = "Schrijf een e-mail"
    template_name = "events/registration/admin/form.html"
    form_class = NoticeForm
    extra_context = {"submit_label": "Bekijk de e-mail"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the way back."""
        return {**super().get_context_data(**kwargs), "back_url": self.url_of("index")}

    def form_valid(self, form: NoticeForm) -> HttpResponse:
        """Send it, or a test to oneself, or go on writing; show it first."""
        notice = Notice(**{name: form.cleaned_data[name] for name in ("key", "states", "subject", "text")})
        try:
            if "action-back" in self.request.POST:
                return self.render_to_response(self.get_context_data(form=form))
            if "action-send" in self.request.POST:
                count = len(send_notice(self.session, notice))
                to_whom = "1 persoon" if count == 1 else f"{count} mensen"
                messages.success(self.request, f"De e-mail gaat naar {to_whom}.")
                return redirect(self.url_of("index"))
            return self._preview(form, notice)
        except TooManyNoticesError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def _preview(self, form: NoticeForm, notice: Notice) -> HttpResponse:
        with rehearse() as written:
            send_notice(self.session, notice)
        if not written:
            form.add_error("states", "Er is niemand met deze stand en een e-mailadres. Kies een andere stand.")
            return self.form_invalid(form)
        if "action-test" in self.request.POST:
            answer_trial(self.request, written)
        self.template_name = "events/registration/admin/notice_preview.html"
        fields = [
            (name, value) for name, values in self.request.POST.lists() for value in values if name in form.fields
        ]
        return self.render_to_response(
            self.get_context_data(form=form, fields=fields, previews=previews(written, self.request.user))
        )
