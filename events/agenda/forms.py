"""The form with which staff fill in a session."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

from events.agenda.fields import SteadyDateTimeField, keep_moments
from events.agenda.models import EventSession
from events.agenda.services import EDITABLE, refuse_past_end


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

    class Meta:
        model = EventSession
        fields = EDITABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_moments(self, "start", "end", "opens_at", "closes_at", "cancel_until")

    def clean(self) -> dict[str, Any]:
        """Check that the session isn't over already, when its end is new."""
        cleaned = super().clean()
        if end := cleaned.get("end"):
            refuse_past_end(end, self.fields["end"].kept)
        return cleaned
