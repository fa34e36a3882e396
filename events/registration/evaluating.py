"""Giving one's opinion afterwards: once for each registration, and without a trace of who it was."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from events.agenda.enums import SessionState
from events.registration.enums import RegistrationState
from events.registration.models import Evaluation, Registration, SpentInvitation


def may_evaluate(registration: Registration, now: datetime) -> bool:
    """Return whether who has `registration` can say at `now` what they thought: they had a place, and it is over."""
    is_over = registration.session.state_at(now) == SessionState.COMPLETED
    return is_over and registration.state == RegistrationState.CONFIRMED


def has_evaluated(registration: Registration) -> bool:
    """Return whether the invitation of `registration` was used."""
    return SpentInvitation.objects.filter(key=_key(registration)).exists()


def evaluate(registration: Registration, evaluation: Evaluation) -> bool:
    """Keep `evaluation`, of the session of `registration`; return whether it was the first from there."""
    try:
        with transaction.atomic():
            SpentInvitation.objects.create(key=_key(registration), session=registration.session)
            evaluation.session = registration.session
            evaluation.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _key(registration: Registration) -> str:
    return salted_hmac("registration.evaluation", str(registration.public_id), algorithm="sha256").hexdigest()
