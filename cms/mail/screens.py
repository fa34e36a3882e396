"""The screen 'Post': what the site sent, what waits, and what didn't arrive."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log

from cms.mail import gate, services
from cms.mail.composing import mail_folder
from cms.mail.filters import MessageFilterSet
from cms.mail.labels import kind_of, subject_url
from cms.mail.models import Gate, OutgoingMessage
from cms.mail.writing import text_for_staff, text_to_send


@dataclass(frozen=True)
class Command:
    """What staff can do with one message: `run` does it and returns whether it could still be done."""

    slug: str
    label: str
    offered: Callable[[OutgoingMessage], bool]
    run: Callable[[OutgoingMessage], bool]
    done: str
    too_late: str


COMMANDS = (
    Command(
        "opnieuw",
        "Probeer het nog een keer",
        lambda message: message.has_failed,
        services.try_again,
        "Het bericht wordt zo nog een keer verzonden.",
        "Dit bericht wacht al op verzending of is al verzonden.",
    ),
    Command(
        "niet-versturen",
        "Verstuur dit bericht niet",
        lambda message: message.is_waiting,
        services.drop,
        "Het bericht wordt niet verzonden.",
        "Dit bericht is net verzonden. Het is niet meer tegen te houden.",
    ),
)


class MailIndexView(IndexView):
    """All messages, the newest first."""

    page_title = "Post"
    any_permission_required: ClassVar[list[str]] = ["view"]
    template_name = "mail/admin/index.html"
    results_template_name = "mail/admin/index_results.html"
    filterset_class = MessageFilterSet
    default_ordering = "-created_at"
    search_fields: ClassVar[list[str]] = ["recipient", "subject"]
    search_backend_name = None
    paginate_by = 50
    is_searchable = True

    def get_base_queryset(self) -> Any:
        """Return the messages, without the texts that the list doesn't show."""
        return OutgoingMessage.objects.defer("text", "calendar", "links")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Return to whom, how it stands, what and when."""
        return [
            TitleColumn("recipient", label="Aan", sort_key="recipient", url_name="post:message"),
            StatusTagColumn("state_label", label="Stand", primary=lambda message: message.has_failed),
            Column("subject", label="Onderwerp"),
            Column("template", label="Soort bericht", accessor=lambda message: kind_of(message.template)),
            DateColumn("created_at", label="Geschreven", sort_key="created_at"),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context, with whether mail waits and where mail goes that never leaves this machine."""
        context = super().get_context_data(*args, **kwargs)
        return {**context, "is_closed": gate.is_closed(), "folder": mail_folder()}


class MailScreen(WagtailAdminTemplateMixin, PermissionCheckedMixin):
    """What the screens below the list share."""

    model = OutgoingMessage
    permission_required = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("post:index"), "label": "Post"},
            {"url": "", "label": self.get_page_title()},
        ]


class MessageView(MailScreen, TemplateView):
    """One message: its text, how it stands with it, and what can be done."""

    template_name = "mail/admin/message.html"
    page_title = "Bericht"

    def get_page_subtitle(self) -> str:
        """Return the subject."""
        return self.message.subject

    @cached_property
    def message(self) -> OutgoingMessage:
        """Return the message of the address, or raise Http404."""
        return get_object_or_404(OutgoingMessage, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context; private links stand in the text only where mail never leaves this machine."""
        may_change = self.request.user.has_perm("mail.change_outgoingmessage")
        readable = text_to_send if mail_folder() else text_for_staff
        return {
            **super().get_context_data(**kwargs),
            "message": self.message,
            "kind": kind_of(self.message.template),
            "text": readable(self.message),
            "subject_url": subject_url(self.message),
            "commands": [
                {"label": command.label, "url": reverse(f"post:{command.slug}", args=[self.message.pk])}
                for command in COMMANDS
                if may_change and command.offered(self.message)
            ],
        }


class CommandView(PermissionCheckedMixin, View):
    """Do something with one message, on a POST alone."""

    model = OutgoingMessage
    permission_required = "change"
    http_method_names = ["post"]
    command: Command = COMMANDS[0]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and go back to the message."""
        message = get_object_or_404(OutgoingMessage, pk=pk)
        if self.command.run(message):
            log(instance=message, action=f"mail.{self.command.slug}", user=request.user)
            messages.success(request, self.command.done)
        else:
            messages.warning(request, self.command.too_late)
        return redirect("post:message", pk)


class ReleaseView(MailScreen, TemplateView):
    """Let mail go again after a restore: everything, or what can't have gone before."""

    template_name = "mail/admin/release.html"
    page_title = "Post vrijgeven"
    permission_required = "change"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with how many messages wait, and how many of those may have gone before."""
        held = OutgoingMessage.objects.unsent()
        return {
            **super().get_context_data(**kwargs),
            "is_closed": gate.is_closed(),
            "held": held.count(),
            "doubtful": held.filter(perhaps_twice=True).count(),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Release; anything but an explicit 'alles' keeps back what may have gone before."""
        send_doubtful = request.POST.get("wat") == "alles"
        if gate.open_gate(send_doubtful=send_doubtful):
            log(instance=Gate.objects.get(), action="mail.vrijgeven", user=request.user, title="Post")
            services.deliver_soon()
            messages.success(request, "De post is vrijgegeven en gaat nu de deur uit.")
        return redirect("post:index")


class MailMenuItem(MenuItem):
    """Shown to who may see the messages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may."""
        return bool(request.user.has_perm("mail.view_outgoingmessage"))


class MailViewSet(ViewSet):
    """Where the screens stand, and their place in the menu."""

    name = "post"
    url_prefix = "post"
    icon = "mail"
    menu_label = "Post"
    menu_order = 360
    menu_item_class = MailMenuItem
    add_to_admin_menu = True

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every view gets."""
        return {**super().get_common_view_kwargs(**kwargs), "header_icon": self.icon}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the screens."""
        index = {
            "model": OutgoingMessage,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        commands = [
            path(f"<int:pk>/{command.slug}/", CommandView.as_view(command=command), name=command.slug)
            for command in COMMANDS
        ]
        return [
            path("", self.construct_view(MailIndexView, **index), name="index"),
            path("resultaten/", self.construct_view(MailIndexView, **index, results_only=True), name="index_results"),
            path("vrijgeven/", self.construct_view(ReleaseView), name="release"),
            path("<int:pk>/", self.construct_view(MessageView), name="message"),
            *commands,
        ]
