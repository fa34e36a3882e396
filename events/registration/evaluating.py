"""Giving one's opinion afterwards: once for each registration, and without a trace of who it was."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from events.agenda.enums import SessionState
from events.registration.book import lock_session
from events.registration.enums import Attendance, RegistrationState
from events.registration.models import Evaluation, Registration, SpentInvitation


def may_evaluate(registration: Registration, now: datetime) -> bool:
    """Return whether who has `registration` can say at `now` what they thought: they were there, and it is over.

    They had a place, and nobody noted that all of them stayed away.
    """
    is_over = registration.session.state_at(now) == SessionState.COMPLETED
    had_place = registration.state == RegistrationState.CONFIRMED
    return is_over and had_place and registration.attendees.exclude(attendance=Attendance.NO_SHOW).exists()


def has_evaluated(registration: Registration) -> bool:
    """Return whether the invitation of `registration` was used."""
    return SpentInvitation.objects.filter(key=_key(registration)).exists()


def evaluate(registration: Registration, evaluation: Evaluation) -> bool:
    """Keep `evaluation`, of the session of `registration`; return whether it was the first from there.

    A database knows in which order rows were written. All spent invitations of the session are therefore written
    anew, in the order of their keys: which of them came with which opinion can't be told from that.
    """
    key = _key(registration)
    with transaction.atomic():
        session = lock_session(pk=registration.session_id)
        spent = SpentInvitation.objects.filter(session=session)
        keys = set(spent.values_list("key", flat=True))
        if key in keys:
            return False
        spent.delete()
        SpentInvitation.objects.bulk_create(SpentInvitation(key=one, session=session) for one in sorted({*keys, key}))
        evaluation.session = session
        evaluation.save(force_insert=True)
    return True


def _key(registration: Registration) -> str:
    return salted_hmac("registration.evaluation", str(registration.public_id), algorithm="sha256").hexdigest()
