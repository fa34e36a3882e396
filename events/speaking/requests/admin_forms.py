"""What staff fill in to handle a request."""

from typing import Any, ClassVar

from django import forms
from wagtail.admin.widgets import AdminDateInput

from events.agenda.fields import SteadyDateTimeField, keep_moments
from events.speaking.models import SpeakerPage
from events.speaking.requests.forms import by_page_id
from events.speaking.requests.models import SpeakingRequest
from events.speaking.requests.permissions import handlers
from events.speaking.requests.services import ON_PAGE, PLANNED

_MAX_TEXT = 2000


class PlanForm(forms.ModelForm):
    """Who handles the request and by when, and who would speak when; without what the page of the talk says."""

    start = SteadyDateTimeField(label="Begin", required=False)
    end = SteadyDateTimeField(label="Einde", required=False)

    class Meta:
        model = SpeakingRequest
        fields: ClassVar[list[str]] = list(PLANNED)
        widgets: ClassVar[dict[str, Any]] = {"due_on": AdminDateInput}
        help_texts: ClassVar[dict[str, str]] = {"owner": "Krijgt mail als de aanvrager iets laat weten."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_moments(self, "start", "end")
        self.fields["owner"].queryset = handlers()  # type: ignore[attr-defined]
        self.fields["speaker"].queryset = SpeakerPage.objects.filter(live=True).order_by("title")  # type: ignore[attr-defined]
        by_page_id(self.fields["speaker"])
        if self.instance.engagement_id:
            for name in ON_PAGE:
                del self.fields[name]


def text_form(label: str, help_text: str = "", *, required: bool = True) -> type[forms.Form]:
    """Return a form with one text."""
    field = forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=_MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Dit is nog leeg. Vul het in."},
    )
    return type("TextForm", (forms.Form,), {"text": field})


class DeclineForm(forms.Form):
    """Why not, and what else there is."""

    reason = forms.CharField(
        label="Waarom niet?",
        max_length=_MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf op waarom het niet lukt. De aanvrager leest dit."},
    )
    alternative = forms.CharField(
        label="Wat kan wel?",
        required=False,
        max_length=_MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld een andere datum, een workshop of een handboek.",
    )
