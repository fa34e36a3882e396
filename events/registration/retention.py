"""How long what people told us is kept."""

from datetime import date, timedelta

from django.utils import timezone

from events.agenda.models import EventSession

# A registration is kept for a year after the session: for certificates, and to invite who came before.
KEPT = timedelta(days=365)


def erase_after(session: EventSession) -> date:
    """Return the day after which registrations for `session` are erased."""
    return timezone.localdate(session.end) + KEPT
