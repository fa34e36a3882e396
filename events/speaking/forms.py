"""What the editor checks of a talk."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from events.agenda.fields import SteadyDateTimeField, keep_moments


class EngagementForm(WagtailAdminPageForm):
    """The form of a talk: its moments stay the same instants when nobody changed them."""

    start = SteadyDateTimeField(label="Begin")
    end = SteadyDateTimeField(label="Einde", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_moments(self, "start", "end")
