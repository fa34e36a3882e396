"""What is held about a registration, for whom it is about (GDPR, articles 15 and 20)."""

from typing import Any

from cms.mail.models import OutgoingMessage
from events.registration.models import Needs, Registration


def held_data(registration: Registration) -> dict[str, Any]:
    """Return everything that is held, with Dutch names; a query for each kind of thing."""
    needs = Needs.objects.filter(registration=registration).first()
    mails = OutgoingMessage.objects.about(registration.subject_of).order_by("created_at")
    return {
        "bijeenkomst": str(registration.session.page),
        "begin": registration.session.start,
        "naam": registration.name,
        "e-mailadres": registration.email,
        "organisatie": registration.organisation_name,
        "stand": registration.get_state_display(),
        "mensen": registration.seats,
        "bevestigde plaatsen": registration.confirmed_seats,
        "aangeboden plaatsen": registration.offered_seats,
        "volgnummer": registration.queue_number,
        "aangemeld op": registration.created_at,
        "wordt gewist na": registration.erase_after,
        "deelnemers": [
            {
                "naam": attendee.name,
                "e-mailadres": attendee.email,
                "aanwezig": attendee.get_attendance_display(),
                "binnen sinds": attendee.checked_in_at,
            }
            for attendee in registration.attendees.all()
        ],
        "wachtten tot het aanbod verliep": [
            {"naam": name, "e-mailadres": email} for name, email in registration.let_go
        ],
        "antwoorden": [
            {"vraag": answer.question.text, "antwoord": answer.value}
            for answer in registration.answers.select_related("question")
        ],
        "dieetwensen": needs.dietary if needs else "",
        "nodig om mee te doen": needs.access if needs else "",
        "gebeurtenissen": [
            {
                "op": step.at,
                "stand": step.get_to_state_display(),
                "door": step.get_actor_display(),
                "reden": step.reason,
            }
            for step in registration.transitions.all()
        ],
        "mails": [{"op": mail.created_at, "onderwerp": mail.subject, "stand": mail.state_label} for mail in mails],
    }
