"""The form with which staff fill in a session."""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from events.agenda.fields import SteadyDateTimeField, keep_moments
from events.agenda.models import EventSession
from events.agenda.services import EDITABLE, refuse_past_end
from events.agenda.versions import version_of


class SessionForm(WagtailAdminModelForm):
    """When and where; what goes together is checked by the model."""

    start = SteadyDateTimeField(label="Begin", help_text="Dag en tijd, bijvoorbeeld 12-12-2026 10:00.")
    end = SteadyDateTimeField(label="Einde")

    opens_at = SteadyDateTimeField(label="Aanmelden vanaf", required=False, help_text="Leeg: meteen.")
    closes_at = SteadyDateTimeField(label="Aanmelden tot", required=False, help_text="Leeg: tot het begin.")
    cancel_until = SteadyDateTimeField(
        label="Zelf afmelden tot",
        required=False,
        help_text="Leeg: tot het begin. Daarna kan alleen het bureau iemand afmelden.",
    )

    data: Any
    # What the form was filled in against.
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    class Meta:
        model = EventSession
        fields = EDITABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version_of(self.instance, EDITABLE)
        keep_moments(self, "start", "end", "opens_at", "closes_at", "cancel_until")

    def clean(self) -> dict[str, Any]:
        """Check that the session isn't over already, when its end is new."""
        cleaned = super().clean()
        if end := cleaned.get("end"):
            refuse_past_end(end, self.fields["end"].kept)
        return cleaned

    def renew_version(self) -> None:
        """Let the form count as filled in against what is stored now, once that has been shown."""
        stored = EventSession.objects.filter(pk=self.instance.pk).first()
        if stored:
            self.data = {**self.data.dict(), "version": version_of(stored, EDITABLE)}
