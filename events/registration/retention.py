"""How long what people told us is kept. All terms count from the end of the session."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from events.agenda.models import EventSession


@dataclass(frozen=True)
class Term:
    """How long something is kept, in days, and why."""

    what: str
    days: int
    reason: str

    @property
    def length(self) -> timedelta:
        """Return the term itself."""
        return timedelta(days=self.days)


NEEDS = Term("Dieetwensen en wat iemand nodig heeft om mee te doen", 7, "Alleen nodig voor de bijeenkomst zelf.")
SENSITIVE = Term("Antwoorden op gevoelige vragen", 30, "Nodig voor de bijeenkomst en wat er meteen op volgt.")
REGISTRATION = Term(
    "Aanmelding: namen, e-mailadres, organisatie, overige antwoorden en wie er was",
    365,
    "Nodig voor bewijzen van deelname, en om nog eens uit te nodigen.",
)
TERMS = (NEEDS, SENSITIVE, REGISTRATION)


def erase_after(session: EventSession) -> date:
    """Return the day after which registrations for `session` are erased."""
    return timezone.localdate(session.end) + REGISTRATION.length
