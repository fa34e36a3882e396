"""One registration: all there is to know of it, and what can be done with it."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.mail.models import OutgoingMessage
from events.registration import services
from events.registration.enums import RetentionClass
from events.registration.models import Needs, RegistrationTransition
from events.registration.refusals import RegistrationRefusedError
from events.registration.staff.base import CHANGE, OfRegistration, OfSession
from events.registration.staff.commands import command_named, commands_for
from events.registration.staff.display import places
from events.registration.staff.forms import AddForm, CommandForm


class RegistrationView(OfRegistration, WagtailAdminTemplateMixin, TemplateView):
    """Who it is, what they have, what happened, and what they were told."""

    page_title = "Aanmelding"
    template_name = "events/registration/admin/registration.html"

    def get_page_title(self) -> str:
        """Return whose it is."""
        return self.registration.name

    def crumbs(self) -> list[dict[str, str]]:
        """Return the registration as the last step."""
        return super().crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return everything; what is sensitive stands apart."""
        registration = self.registration
        spot = registration.place_in_queue() if registration.waiting_seats else 0
        answers = list(registration.answers.select_related("question"))
        normal = [answer for answer in answers if answer.question.retention == RetentionClass.NORMAL]
        return {
            **super().get_context_data(**kwargs),
            "registration": registration,
            "places": places(registration, {registration.pk: spot}),
            "attendees": list(registration.attendees.all()),
            "answers": normal,
            "sensitive": [answer for answer in answers if answer not in normal],
            "needs": Needs.objects.filter(registration=registration).first(),
            "transitions": RegistrationTransition.objects.filter(registration=registration).select_related("user"),
            "messages_sent": OutgoingMessage.objects.about(registration.subject_of).defer("text", "calendar"),
            "commands": [
                (command, self.url_of("command", registration.pk, command.slug))
                for command in (commands_for(registration) if self.may_change else [])
            ],
        }


class CommandView(OfRegistration, WagtailAdminTemplateMixin, FormView):
    """Ask what a command must know, or whether staff are sure, and then do it."""

    permission = CHANGE
    template_name = "events/registration/admin/command.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the command; raise Http404 when there is none of that name."""
        super().setup(request, *args, **kwargs)
        command = command_named(kwargs["slug"])
        if command is None:
            raise Http404
        self.command = command
        self.page_title = command.label

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; lead back where the command doesn't fit any more."""
        if self.command.fits(self.registration):
            return super().get(request, *args, **kwargs)
        messages.error(request, "Dit kan nu niet: kijk hoe deze aanmelding er voor staat.")
        return redirect(self.back_url)

    def get_form_class(self) -> type[CommandForm]:
        """Return the form of the command."""
        return self.command.form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return which registration it is about."""
        return {**super().get_form_kwargs(), "registration": self.registration}

    @property
    def back_url(self) -> str:
        """Return the address of the registration."""
        return self.url_of("registration", self.registration.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the command."""
        return {**super().get_context_data(**kwargs), "command": self.command, "back_url": self.back_url}

    def form_valid(self, form: Form) -> HttpResponse:
        """Do it and say so; what is refused after all stands above the form."""
        try:
            self.command.run(self.registration, form, self.request.user)
        except RegistrationRefusedError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, self.command.done)
        # Somebody who was moved is now below another session.
        self.registration.refresh_from_db()
        self.session = self.registration.session
        return redirect(self.back_url)


class AddView(OfSession, WagtailAdminTemplateMixin, FormView):
    """Register somebody by hand."""

    permission = CHANGE
    page_title = "Meld iemand aan"
    template_name = "events/registration/admin/form.html"
    form_class = AddForm
    extra_context = {"submit_label": "Meld aan"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return for which session it is."""
        return {**super().get_form_kwargs(), "session": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the way back."""
        return {**super().get_context_data(**kwargs), "back_url": self.url_of("index")}

    def form_valid(self, form: AddForm) -> HttpResponse:
        """Register them and show what they got; what is refused stands above the form."""
        data = form.cleaned_data
        try:
            registration = services.add_by_staff(
                self.session,
                form.application(),
                self.request.user,  # type: ignore[arg-type]
                overbook=data["overbook"],
                reason=data["reason"],
            )
        except RegistrationRefusedError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, f"{registration.name} is aangemeld: {places(registration)}.")
        return redirect(self.url_of("registration", registration.pk))
