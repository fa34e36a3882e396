"""What tells whether somebody changed a thing since the demo made it."""

import hashlib
from collections.abc import Iterable

from django.db import models

from cms.pages.models import BasePage
from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.agenda.services import EDITABLE
from events.registration.enums import Actor
from events.registration.models import Answer, Attendee, Evaluation, Question, Registration, RegistrationTransition
from events.speaking.requests.enums import Step
from events.speaking.requests.models import RequestStep, SpeakingRequest

# Times that the database sets by itself, and a password's hash, say nothing about a person's change.
_IGNORED_FIELDS = {"created_at", "changed_at", "last_login", "password", "date_joined", "file_hash", "file_size"}


def fingerprint(thing: models.Model) -> str:
    """Return what tells whether `thing` was changed.

    Of a page that is its newest revision and whether it is published; of a session, what staff fill in and who
    registered for it; of a request for a speaker, the steps that people took.
    """
    if isinstance(thing, BasePage):
        return f"{thing.latest_revision_id}:{thing.live}"
    if isinstance(thing, EventSession):
        return _digest(_session(thing))
    if isinstance(thing, SpeakingRequest):
        steps = RequestStep.objects.filter(request=thing).exclude(step=Step.HELD)
        return _digest(steps.values_list("pk", flat=True))
    return _digest(
        f"{field.attname}={getattr(thing, field.attname)}"
        for field in thing._meta.concrete_fields
        if field.name not in _IGNORED_FIELDS
    )


def _digest(values: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, values)).encode()).hexdigest()


def _session(session: EventSession) -> Iterable[object]:
    """Yield all that people can have changed; not what goes by itself: offers that end, reminders, what is erased."""
    yield session.state in (SessionState.SCHEDULED, SessionState.COMPLETED)  # the worker completes it
    yield from (getattr(session, name) for name in EDITABLE)
    transitions = RegistrationTransition.objects.filter(registration__session=session).exclude(actor=Actor.SYSTEM)
    yield from Question.objects.filter(session=session).order_by("pk").values_list()
    yield from (
        Registration.objects.filter(session=session)
        .order_by("pk")
        .values_list("pk", "name", "email", "organisation_name", "on_hold", "link_generation")
    )
    yield from (
        Attendee.objects.filter(registration__session=session)
        .order_by("pk")
        .values_list("pk", "name", "email", "attendance")
    )
    yield from Answer.objects.filter(registration__session=session).order_by("pk").values_list("question", "value")
    yield from transitions.order_by("pk").values_list("pk", flat=True)
    yield Evaluation.objects.filter(session=session).count()
