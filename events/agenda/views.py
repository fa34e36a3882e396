"""The screen on which staff manage when and where a workshop takes place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from cms.mail.models import OutgoingMessage
from cms.mail.rehearsal import previews, rehearse
from cms.mail.trials import answer_trial
from events.agenda import services
from events.agenda.commands import COMMANDS, Command
from events.agenda.enums import SessionState
from events.agenda.forms import SessionForm
from events.agenda.models import EventSession, WorkshopPage
from events.agenda.panels import SESSION_PANELS
from events.agenda.permissions import may_manage_sessions
from events.agenda.screen import HasHead, tabs_of
from events.agenda.services import SessionRefusedError

# The tab on which a session is changed.
SETTINGS = "settings"


class OfWorkshop:
    """A view on the sessions of the workshop whose page is named in the address."""

    action_needed = "change"
    header_icon = "calendar-alt"

    def setup(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> None:
        """Find the page; raise Http404 when there is no such workshop."""
        self.page = get_object_or_404(WorkshopPage, pk=page_id)
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may not manage the sessions of this page."""
        if not may_manage_sessions(request.user, self.page, self.action_needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back: the page, its sessions, this view."""
        title = self.page.get_admin_display_title()
        here = [{"url": "", "label": self.get_crumb()}] if self.get_crumb() else []
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": title},
            {"url": self.index_url, "label": f"Bijeenkomsten: {title}"},
            *here,
        ]

    def get_crumb(self) -> str:
        """Return what the last step of the way is called; '' for the list itself."""
        return ""

    @property
    def index_url(self) -> str:
        """Return the address of the list."""
        return self.url_of("index")

    def command_buttons(self, session: EventSession) -> list[Button]:
        """Return what the user may do with `session`; after its tabs."""
        user = self.request.user  # type: ignore[attr-defined]
        return [
            Button(command.label, url=self.url_of(command.name, session.pk), icon_name=command.icon, priority=place)
            for place, command in enumerate(COMMANDS, 100)
            if session.state == command.state and may_manage_sessions(user, self.page, command.action_needed)
        ]

    def url_of(self, name: str, *args: Any) -> str:
        """Return the address of the view `name` for this page."""
        return reverse(f"agenda_sessions:{name}", args=[self.page.pk, *args])


class SessionIndexView(OfWorkshop, IndexView):
    """All sessions of one workshop."""

    model = EventSession
    template_name = "events/agenda/admin/session_index.html"
    results_template_name = "events/agenda/admin/session_index_results.html"
    page_title = "Bijeenkomsten"
    add_item_label = "Voeg een bijeenkomst toe"

    def get_base_queryset(self) -> QuerySet[EventSession]:
        """Return the sessions of this page, in the order of their start."""
        return EventSession.objects.filter(page=self.page).order_by("start", "pk")

    @property
    def columns(self) -> list[Column]:
        """Return when, where and in which state."""
        title = self._get_title_column("__str__")
        title.label = "Wanneer"
        return [
            title,
            Column("place", label="Waar"),
            StatusTagColumn(
                "state",
                label="Stand",
                accessor=lambda session: session.state_at(timezone.now()).label,
                primary=lambda session: session.state == SessionState.SCHEDULED,
            ),
        ]

    def get_page_subtitle(self) -> str:
        """Return whose sessions these are."""
        return self.page.get_admin_display_title()

    def get_index_url(self) -> str:
        """Return the address of this list."""
        return self.url_of("index")

    def get_add_url(self) -> str | None:
        """Return where to add a session, for who may."""
        return self.url_of("add") if may_manage_sessions(self.request.user, self.page, "add") else None

    def get_edit_url(self, instance: EventSession) -> str | None:
        """Return where to change `instance`, when it can still be changed."""
        return self.url_of("edit", instance.pk) if instance.is_open else None

    def get_list_more_buttons(self, instance: EventSession) -> list[Button]:
        """Return what may be done with `instance`."""
        instance.page = self.page
        tabs = [
            Button(tab.label, url=tab.url, icon_name=tab.icon, priority=tab.place)
            for tab in tabs_of(instance, self.request.user)
        ]
        return [*tabs, *self.command_buttons(instance)]


class SessionFormMixin(OfWorkshop):
    """What adding and changing share."""

    model = EventSession
    form_class = SessionForm

    def get_panel(self) -> ObjectList:
        """Return how the form is laid out."""
        return ObjectList(SESSION_PANELS).bind_to_model(EventSession)

    def get_success_url(self) -> str:
        """Return to the list."""
        return self.index_url

    def get_success_buttons(self) -> list[Any]:
        """Return no buttons: the list is where the message stands."""
        return []

    def form_valid(self, form: SessionForm) -> HttpResponse:
        """Save; what is refused after all stands above the form."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except SessionRefusedError as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = str(refusal)
            form.renew_version()
            return self.form_invalid(form)  # type: ignore[attr-defined]


class SessionCreateView(SessionFormMixin, CreateView):
    """Add a session, to prepare it or to put it in the agenda at once."""

    action_needed = "add"
    template_name = "events/agenda/admin/session_create.html"
    page_title = page_subtitle = "Nieuwe bijeenkomst"
    actions = ["create", "schedule"]
    submit_button_label = "Zet in de agenda"
    submit_button_active_label = "Bewaren…"
    error_message = "De bijeenkomst is niet bewaard, omdat nog niet alles klopt."

    def get_crumb(self) -> str:
        """Return what happens here."""
        return self.page_title

    def get_add_url(self) -> str:
        """Return the address of this view."""
        return self.url_of("add")

    def get_initial_form_instance(self) -> EventSession:
        """Return a session of this page."""
        return EventSession(page=self.page)

    def save_instance(self) -> EventSession:
        """Add the session, and put it in the agenda unless staff asked to keep it in preparation."""
        session = services.add(self.form.instance, self.request.user)
        if "action-keep" not in self.request.POST:
            session = services.schedule(session, self.request.user)
        return session

    def get_success_message(self, instance: EventSession) -> str:
        """Return what happened."""
        where = "staat in de agenda" if instance.state == SessionState.SCHEDULED else "is bewaard als voorbereiding"
        return f"De bijeenkomst van {instance} {where}."


class SessionEditView(HasHead, SessionFormMixin, EditView):
    """Change a session."""

    tab = SETTINGS

    page_title = "Wijzig bijeenkomst"
    submit_button_label = "Bewaar"
    submit_button_active_label = "Bewaren…"
    error_message = "De bijeenkomst is niet bewaard, omdat nog niet alles klopt."

    def get_crumb(self) -> str:
        """Return which session it is."""
        return str(self.kept)

    def get_page_subtitle(self) -> str:
        """Return which session it is: what the form says isn't so yet."""
        return str(self.kept)

    @property
    def session(self) -> EventSession:
        """Return which session it is, as it is kept."""
        return self.kept

    @cached_property
    def kept(self) -> EventSession:
        """Return the session as the database has it, whatever the form says."""
        session = self.get_queryset().get(pk=self.object.pk)
        session.page = self.page
        return session

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return what can be done with this session, besides Wagtail's own."""
        return [*super().header_more_buttons, *self.command_buttons(self.session)]

    def get_queryset(self) -> QuerySet[EventSession]:
        """Return the sessions of this page."""
        return EventSession.objects.filter(page=self.page)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; lead back to the list from a session that can't be changed any more."""
        session = self.get_object()
        if session.is_open:
            return super().get(request, *args, **kwargs)
        messages.error(request, services.closed_message(session))
        return redirect(self.index_url)

    def get_edit_url(self) -> str:
        """Return the address of this view."""
        return self.url_of("edit", self.object.pk)

    def form_valid(self, form: SessionForm) -> HttpResponse:
        """Save; when people would get mail about it, show that first."""
        if "action-back" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        try:
            written = [] if "action-send" in self.request.POST else self._rehearsed(form)
        except SessionRefusedError:
            # Saving says why.
            written = []
        if "action-test" in self.request.POST:
            answer_trial(self.request, written)
            if not written:
                # What was shown is no longer so; a trial must not save it.
                return self.render_to_response(self.get_context_data(form=form))
        if not written:
            return super().form_valid(form)
        self.template_name = "events/agenda/admin/session_preview.html"
        kept = [(name, value) for name, values in self.request.POST.lists() for value in values]
        fields = [(name, value) for name, value in kept if name in form.fields]
        return self.render_to_response(
            self.get_context_data(form=form, previews=previews(written, self.request.user), fields=fields)
        )

    def _rehearsed(self, form: SessionForm) -> list[OutgoingMessage]:
        with rehearse() as written:
            self._change(form)
        return written

    def save_instance(self) -> EventSession:
        """Change the session as the form says."""
        return self._change(self.form)

    def _change(self, form: SessionForm) -> EventSession:
        values = form.cleaned_data
        return services.change(self.object, values, self.request.user, version=values["version"])

    def get_success_message(self) -> str:
        """Return what happened."""
        return f"De bijeenkomst van {self.object} is gewijzigd."


class SessionCommandView(HasHead, OfWorkshop, WagtailAdminTemplateMixin, TemplateView):
    """Ask whether staff are sure, and then do it."""

    command: Command = COMMANDS[0]
    tab = SETTINGS
    template_name = "events/agenda/admin/session_command.html"

    @property
    def action_needed(self) -> str:  # type: ignore[override]
        """Return the permission that the command takes."""
        return self.command.action_needed

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the session; raise Http404 when this page has no such session."""
        super().setup(request, *args, **kwargs)
        self.session = get_object_or_404(EventSession, page=self.page, pk=kwargs["pk"])
        self.session.page = self.page

    def get_crumb(self) -> str:
        """Return what the command is called."""
        return self.command.label

    def get_page_title(self) -> str:
        """Return what the command is called."""
        return self.command.label

    def get_page_subtitle(self) -> str:
        """Return to which session it would be done."""
        return str(self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the command and who would get mail about it."""
        return {
            **super().get_context_data(**kwargs),
            "command": self.command,
            "previews": previews(self._rehearsed(), self.request.user),
            "back_url": self.index_url,
        }

    def _rehearsed(self) -> list[OutgoingMessage]:
        """Return what people would get; nothing when the command would be refused."""
        try:
            with rehearse() as written:
                self.command.run(self.session, self.request.user)
        except SessionRefusedError:
            return []
        return written

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and say so; or say why not. A trial goes to oneself alone, and nothing is done."""
        if "action-test" in request.POST:
            answer_trial(request, self._rehearsed())
            return redirect(request.path)
        try:
            self.command.run(self.session, request.user)
        except SessionRefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.command.done)
        return redirect(self.index_url)
