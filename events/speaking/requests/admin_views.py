"""The screens on which staff handle requests for a speaker."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.mail.models import OutgoingMessage
from cms.users.models import User
from events.speaking.requests import services
from events.speaking.requests.admin_forms import PlanForm
from events.speaking.requests.commands import COMMANDS, Command
from events.speaking.requests.display import contact, wishes
from events.speaking.requests.engagements import clashes_of
from events.speaking.requests.enums import RequestStatus, Step
from events.speaking.requests.errors import RequestRefusedError
from events.speaking.requests.filters import RequestFilterSet
from events.speaking.requests.models import SpeakingRequest
from events.speaking.requests.permissions import may_handle, policy

_ICON = "comment"


class RequestIndexView(IndexView):
    """All requests, the newest first."""

    model = SpeakingRequest
    permission_policy = policy
    any_permission_required: ClassVar[list[str]] = ["change"]
    filterset_class = RequestFilterSet
    search_fields: ClassVar[list[str]] = ["organisation_name", "contact_name", "email", "occasion", "topic"]
    index_url_name = "speaking_requests:index"
    index_results_url_name = "speaking_requests:results"
    edit_url_name = "speaking_requests:detail"
    results_template_name = "events/speaking/admin/request_results.html"
    page_title = "Spreekverzoeken"
    header_icon = _ICON
    default_ordering = "-created_at"

    def get_base_queryset(self) -> QuerySet[SpeakingRequest]:
        """Return the requests with whom they are about."""
        return SpeakingRequest.objects.select_related("owner", "speaker", "wished_speaker")

    @property
    def columns(self) -> list[Column]:
        """Return what staff choose by."""
        title = self._get_title_column("__str__")
        title.label = "Aanvraag"
        return [
            title,
            StatusTagColumn(
                "status",
                label="Stand",
                accessor="get_status_display",
                primary=lambda request: request.status in RequestStatus.unfinished(),
            ),
            Column(
                "speaker", label="Spreker", accessor=lambda request: request.speaker or request.wished_speaker or ""
            ),
            _day_column("date", "Datum"),
            _day_column("due_on", "Afhandelen voor"),
            Column("owner", label="Behandelaar", accessor=lambda request: request.owner or ""),
            _day_column("created_at", "Ontvangen"),
        ]

    def get_list_more_buttons(self, instance: SpeakingRequest) -> list[Any]:
        """Return no buttons: everything is done on the request's own screen."""
        return []


def _day_column(name: str, label: str) -> Column:
    def in_words(request: SpeakingRequest) -> str:
        value = getattr(request, name)
        return date_format(value, "j b Y") if value else ""

    return Column(name, label=label, sort_key=name, accessor=in_words)


class OfRequest(WagtailAdminTemplateMixin):
    """A view on one request."""

    header_icon = _ICON

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the request, or raise Http404; refuse who may not handle it."""
        if not may_handle(request.user):
            raise PermissionDenied
        found = SpeakingRequest.objects.select_related("owner", "speaker", "wished_speaker", "engagement")
        self.asked = get_object_or_404(found, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def detail_url(self) -> str:
        """Return the address of the request's own screen."""
        return reverse("speaking_requests:detail", args=[self.asked.pk])

    def get_page_subtitle(self) -> str:
        """Return which request it is."""
        return str(self.asked)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse("speaking_requests:index"), "label": "Spreekverzoeken"},
            {"url": self.detail_url, "label": str(self.asked)},
        ]


class RequestDetailView(OfRequest, TemplateView):
    """One request: what was asked, what stands in its way, what happened, and what can be done."""

    template_name = "events/speaking/admin/request_detail.html"
    page_title = "Spreekverzoek"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        asked = self.asked
        return {
            **super().get_context_data(**kwargs),
            "asked": asked,
            "is_late": SpeakingRequest.objects.filter(pk=asked.pk).late(timezone.localdate()).exists(),
            "contact": contact(asked),
            "wishes": wishes(asked),
            "clashes": clashes_of(asked) if asked.status in RequestStatus.coming() else [],
            "commands": [command for command in COMMANDS if asked.may(command.step)],
            "may_plan": asked.may(Step.PLANNED),
            "steps": asked.steps.select_related("user"),
            "sent": OutgoingMessage.objects.about(asked.subject),
        }


class FormOfRequest(ABC, OfRequest, FormView):
    """A form on one request, and back to its screen."""

    template_name = "events/speaking/admin/request_form.html"
    explanation = ""
    done = ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back, and this."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        return {
            **super().get_context_data(**kwargs),
            "action_url": self.request.path,
            "submit_button_label": self.get_page_title(),
            "submit_button_active_label": "Bezig…",
            "cancel_url": self.detail_url,
            "explanation": self.explanation,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and go back to the request; or say above the form why not."""
        try:
            self.save(form)
        except RequestRefusedError as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as errors:
            form.add_error(None, errors)
        else:
            messages.success(self.request, self.done)
            return redirect(self.detail_url)
        return self.form_invalid(form)

    @abstractmethod
    def save(self, form: Any) -> None:
        """Do what the form asks; raise RequestRefusedError or ValidationError."""


class RequestPlanView(FormOfRequest):
    """Who handles it and by when, and who would speak when."""

    form_class = PlanForm
    page_title = "Bewaar de planning"
    explanation = "De aanvrager krijgt hierover geen mail en ziet dit pas als u een voorstel doet of toezegt."
    done = "De planning is bewaard."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made of: the request as it stands."""
        return {**super().get_form_kwargs(), "instance": self.asked}

    def save(self, form: Any) -> None:
        """Plan it."""
        services.plan(self.asked, cast(User, self.request.user), form.cleaned_data)


class RequestStepView(FormOfRequest):
    """Take a step."""

    command: Command = COMMANDS[0]

    def get_page_title(self) -> str:
        """Return what the button says."""
        return self.command.label

    @property
    def explanation(self) -> str:  # type: ignore[override]
        """Return what it does."""
        return self.command.explanation

    @property
    def done(self) -> str:  # type: ignore[override]
        """Return what is said when it is done."""
        return self.command.done

    def get_form_class(self) -> Any:
        """Return what it asks."""
        return self.command.form_class

    def save(self, form: Any) -> None:
        """Take the step."""
        self.command.run(self.asked, self.request.user, **form.cleaned_data)
