"""The short anonymous form for who was there."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cms.mail.private_pages import private
from events.registration.enums import Score
from events.registration.evaluating import evaluate, has_evaluated, may_evaluate
from events.registration.models import Evaluation
from events.registration.visitors.links import EVALUATION, find_registration

_SCORES = ("overall", "useful", "organised")


class EvaluationForm(forms.ModelForm):
    """Three scores, of which one is asked of everybody, and two open questions."""

    class Meta:
        model = Evaluation
        fields = (*_SCORES, "liked", "missed")
        widgets: ClassVar[dict[str, Any]] = {
            **dict.fromkeys(_SCORES, forms.RadioSelect),
            **dict.fromkeys(("liked", "missed"), forms.Textarea(attrs={"rows": 3})),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _SCORES:
            self.fields[name].choices = Score.choices  # type: ignore[attr-defined]
        self.fields["overall"].error_messages["required"] = "Kies wat u van de bijeenkomst vond."


@private
def evaluation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form, and keep what is sent; once for each invitation."""
    registration = find_registration(token, EVALUATION)
    if registration is None:
        return render(request, "events/registration/unknown.html", status=404)
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    context = {
        "workshop": registration.session.page,
        "session": registration.session,
        "form": form,
        "may": may_evaluate(registration, timezone.now()),
        "is_spent": has_evaluated(registration),
    }
    is_open = context["may"] and not context["is_spent"]
    if is_open and form.is_valid():
        evaluate(registration, form.save(commit=False))
        return redirect("registration:evaluated")
    return render(request, "events/registration/evaluation.html", context)
