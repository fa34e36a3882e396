"""What the agenda knows of a talk (see `events.agenda.entries`)."""

from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from events.agenda.enums import SessionMode


def _of_talks(value: Any) -> Case:
    """Return `value` for base pages that are talks, NULL for others."""
    return Case(When(speakerengagementpage__isnull=False, then=value))


# A talk without an end counts as over when it begins; in calendars it is one moment.
AGENDA_FIELDS: dict[str, Any] = {
    "kind": _of_talks(Value("spreekbeurt")),
    "start": F("speakerengagementpage__start"),
    "end": Coalesce("speakerengagementpage__end", "speakerengagementpage__start"),
    "mode": _of_talks(Value(SessionMode.ON_SITE.value)),
    "state": F("speakerengagementpage__state"),
    "uid": _of_talks(F("translation_key")),
    "sequence": F("speakerengagementpage__sequence"),
    "changed_at": _of_talks(Coalesce("last_published_at", "speakerengagementpage__start")),
    "venue": F("speakerengagementpage__place"),
    "address": _of_talks(Value("")),
    "city": _of_talks(Value("")),
}
