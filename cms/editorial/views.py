"""The screen on which a beheerder publishes in an emergency."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.editorial.forms import EmergencyPublishForm
from cms.editorial.services import publish_in_emergency
from cms.pages.models import BasePage
from cms.users.models import User


class EmergencyPublishView(WagtailAdminTemplateMixin, FormView):
    """Asks for a reason, then publishes the newest content of the page."""

    form_class = EmergencyPublishForm
    template_name = "editorial/emergency_publish.html"
    page_title = "Noodpublicatie"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the page; refuse who may not publish it here."""
        self.page = get_object_or_404(BasePage, pk=kwargs["page_id"]).specific
        if not self.page.permissions_for_user(request.user).can_publish_in_emergency():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to this screen."""
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return {
            **super().get_context_data(**kwargs),
            "action_url": self.request.path,
            "submit_button_label": "Publiceer in nood",
            "submit_button_active_label": "Bezig met publiceren…",
            "cancel_url": edit_url,
        }

    def form_valid(self, form: EmergencyPublishForm) -> HttpResponse:
        """Publish, and go back to the page."""
        try:
            publish_in_emergency(self.page, cast(User, self.request.user), form.cleaned_data["reason"])
        except ValidationError:
            form.add_error(
                "reason", "Er mist nog iets in de pagina. Open haar, vul aan wat verplicht is en bewaar haar."
            )
            return self.form_invalid(form)
        messages.success(
            self.request, f"'{self.page.get_admin_display_title()}' staat online. Uw reden staat in de geschiedenis."
        )
        return redirect("wagtailadmin_pages:edit", self.page.pk)
