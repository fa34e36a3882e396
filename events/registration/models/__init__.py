"""Who comes to a session, and who waits for a place."""

from events.registration.models.erasures import Erasure, KeptCount
from events.registration.models.evaluations import Evaluation, SpentInvitation
from events.registration.models.questions import Answer, Needs, Question
from events.registration.models.registrations import Attendee, Registration, RegistrationTransition

__all__ = [
    "Answer",
    "Attendee",
    "Erasure",
    "Evaluation",
    "KeptCount",
    "Needs",
    "Question",
    "Registration",
    "RegistrationTransition",
    "SpentInvitation",
]
