"""The questions of a session, on one screen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.agenda.models import EventSession
from events.registration.models import Question
from events.registration.staff.base import CHANGE, OfSession
from events.registration.staff.forms import QuestionForm

MOST_QUESTIONS = 20


class _QuestionFormSet(BaseInlineFormSet):
    """The questions that are there, and three empty ones; what was answered already can't be removed."""

    def clean(self) -> None:
        """Raise ValidationError when a question would be removed that was answered."""
        super().clean()
        gone = [form.instance.pk for form in self.deleted_forms if form.instance.pk]
        if answered := list(Question.objects.filter(pk__in=gone, answers__isnull=False).distinct()):
            titles = ", ".join(f"'{question}'" for question in answered)
            raise ValidationError(f"Deze vraag is al beantwoord, u kunt hem niet meer verwijderen: {titles}")


QuestionFormSet = inlineformset_factory(
    EventSession,
    Question,
    form=QuestionForm,
    formset=_QuestionFormSet,
    extra=3,
    max_num=MOST_QUESTIONS,
    validate_max=True,
    absolute_max=MOST_QUESTIONS + 5,
)


class QuestionsView(OfSession, WagtailAdminTemplateMixin, TemplateView):
    """What is asked of who registers for this session."""

    permission = CHANGE
    tab = "questions"
    page_title = "Vragen"
    template_name = "events/registration/admin/questions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the forms, filled in with what is there."""
        kwargs.setdefault("formset", QuestionFormSet(instance=self.session))
        return {**super().get_context_data(**kwargs), "back_url": self.url_of("index")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the questions, all or none."""
        formset = QuestionFormSet(request.POST, instance=self.session)
        try:
            with transaction.atomic():
                if formset.is_valid():
                    formset.save()
                    messages.success(request, "De vragen zijn bewaard.")
                    return redirect(self.url_of("questions"))
        except ProtectedError:
            # Answered this very moment.
            messages.error(request, "Een vraag die al beantwoord is, kunt u niet verwijderen.")
            return redirect(self.url_of("questions"))
        return self.render_to_response(self.get_context_data(formset=formset))
