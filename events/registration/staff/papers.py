"""Lists to print: who come, and what they need."""

from typing import Any

from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.registration.enums import RetentionClass
from events.registration.models import Answer, Needs
from events.registration.people import people_with_place
from events.registration.staff.base import OfSession


class PrintView(OfSession, TemplateView):
    """Everybody who has a place, by name, to tick on paper."""

    template_name = "events/registration/admin/print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the people, and which session it is."""
        return {
            **super().get_context_data(**kwargs),
            "session": self.session,
            "facts": self.session_facts,
            "people": people_with_place(self.session),
            "back_url": self.url_of("index"),
        }


class NeedsView(OfSession, WagtailAdminTemplateMixin, TemplateView):
    """What those who come need; apart from all other lists, and erased soon after."""

    tab = "needs"
    page_title = "Wensen"
    template_name = "events/registration/admin/needs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what was asked for and sensitive answers, of who has a place or may get one."""
        active = {"registration__in": self.session.registrations.active()}
        return {
            **super().get_context_data(**kwargs),
            "needs": Needs.objects.filter(**active).select_related("registration").order_by("registration__name"),
            "answers": Answer.objects.filter(**active, question__retention=RetentionClass.SENSITIVE)
            .select_related("registration", "question")
            .order_by("question__order", "registration__name"),
        }
