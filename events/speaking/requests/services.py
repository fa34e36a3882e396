"""What may happen to a request for a speaker: one function a step, and nobody else changes one.

Each locks the request, checks that the step may be taken from where it stands (`RULES`), writes, adds to the history
and puts the mail that tells of it in the outbox, all in one transaction.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.formats import localize

from cms.mail.services import erase_about
from events.speaking.requests import mails
from events.speaking.requests.engagements import make_engagement
from events.speaking.requests.enums import RULES, RequestStatus, Step
from events.speaking.requests.errors import RequestRefusedError
from events.speaking.requests.models import RequestStep, SpeakingRequest

if TYPE_CHECKING:
    from cms.users.models import User

# Who names no day on which the answer is needed gets one within this time.
_ANSWER_WITHIN = timedelta(days=7)
# What staff plan, and what of it stands on the page once that is made.
PLANNED = ("owner", "due_on", "speaker", "start", "end")
ON_PAGE = ("speaker", "start", "end")


@transaction.atomic
def submit(values: Mapping[str, Any], key: UUID) -> SpeakingRequest:
    """Keep what somebody asked on the site; the same `key` with the same address gives the request that is there."""
    # Whoever sends the form of another, from a shared screen say, asks something of their own.
    key = uuid5(key, values["email"].strip().casefold())
    latest = timezone.localdate() + _ANSWER_WITHIN
    due_on = min(values.get("reply_by") or latest, latest)
    request, is_new = SpeakingRequest.objects.get_or_create(key=key, defaults={**values, "due_on": due_on})
    if is_new:
        step = _record(request, Step.SUBMITTED, None, "")
        mails.tell_of(request, step)
    return request


def plan(request: SpeakingRequest, user: "User", values: Mapping[str, Any]) -> SpeakingRequest:
    """Set who handles it and by when, and who would speak when (any of PLANNED); nothing is sent.

    Raise ValidationError for an end before the start, RequestRefusedError for what belongs to the page once there is
    one.
    """
    with transaction.atomic():
        locked = _locked(request, Step.PLANNED)
        changed = {name: value for name, value in values.items() if value != getattr(locked, name)}
        if locked.engagement_id and changed.keys() & set(ON_PAGE):
            raise RequestRefusedError("Er is al een spreekbeurt van gemaakt. Wijzig spreker en tijd daar.")
        if not changed:
            return locked
        for name, value in changed.items():
            setattr(locked, name, value)
        locked.full_clean(exclude=[field.name for field in locked._meta.fields if field.name not in PLANNED])
        return _written(locked, Step.PLANNED, user, "\n".join(_in_words(locked, name) for name in changed))


def note(request: SpeakingRequest, user: "User", text: str) -> SpeakingRequest:
    """Write something down for colleagues alone."""
    return _take(request, Step.NOTED, user, text)


def ask(request: SpeakingRequest, user: "User", text: str) -> SpeakingRequest:
    """Ask something of who asked."""
    return _take(request, Step.ASKED, user, text)


def answer(request: SpeakingRequest, text: str) -> SpeakingRequest:
    """Keep what who asked says to a question or a proposal; it is the bureau's turn again."""
    return _take(request, Step.ANSWERED, None, text)


def propose(request: SpeakingRequest, user: "User", text: str) -> SpeakingRequest:
    """Propose a speaker, a date or something else."""
    return _take(request, Step.PROPOSED, user, text)


def reserve(request: SpeakingRequest, user: "User", text: str) -> SpeakingRequest:
    """Accept under reserve, and make the page of the talk as a draft; raise RequestRefusedError without a plan."""
    return _take(request, Step.RESERVED, user, text, lambda locked: make_engagement(locked, user))


def confirm(request: SpeakingRequest, user: "User", text: str) -> SpeakingRequest:
    """Accept, and make the page of the talk as a draft if there is none; raise RequestRefusedError without a plan."""
    return _take(request, Step.CONFIRMED, user, text, lambda locked: make_engagement(locked, user))


def decline(request: SpeakingRequest, user: "User", reason: str, alternative: str = "") -> SpeakingRequest:
    """Say no, why, and what else there is; a page that was made stays, for staff to deal with."""
    text = f"{reason}\n\nWat wel kan: {alternative}" if alternative else reason
    return _take(request, Step.DECLINED, user, text)


def withdraw(request: SpeakingRequest, user: "User | None" = None, text: str = "") -> SpeakingRequest:
    """Let who asked take it back, or `user` for them; a page that was made stays, for staff to deal with."""
    return _take(request, Step.WITHDRAWN, user, text)


def renew_link(request: SpeakingRequest, user: "User", text: str = "") -> SpeakingRequest:
    """Let every private link that was sent open nothing any more, and send a new one."""

    def raise_generation(locked: SpeakingRequest) -> None:
        locked.link_generation += 1

    return _take(request, Step.LINK_RENEWED, user, text, raise_generation)


def close(request: SpeakingRequest, user: "User", text: str = "") -> SpeakingRequest:
    """Finish a request whose talk has been held."""
    return _take(request, Step.CLOSED, user, text)


def hold_past_talks(now: datetime) -> int:
    """Note of every talk that is over at `now` that it was held, and ask for slides and recap; return how many."""
    with transaction.atomic():
        over = list(SpeakingRequest.objects.over(now).select_for_update(of=("self",)))
        for request in over:
            _written(request, Step.HELD, None, "")
    return len(over)


def erase_due(now: datetime) -> int:
    """Erase the requests that ended so long ago that nobody needs them, with their mails; pages of talks stay.

    Return how many.
    """
    with transaction.atomic():
        old = list(SpeakingRequest.objects.to_erase(now).select_for_update())
        erase_about([request.subject for request in old])
        SpeakingRequest.objects.filter(pk__in=[request.pk for request in old]).delete()
    return len(old)


def _locked(request: SpeakingRequest, step: Step) -> SpeakingRequest:
    """Return the request as it stands now, for this transaction alone; raise RequestRefusedError when `step` can't."""
    locked = SpeakingRequest.objects.select_for_update().filter(pk=request.pk).first()
    if locked is None:
        raise RequestRefusedError("Deze aanvraag bestaat niet meer.")
    if not locked.may(step):
        status = RequestStatus(locked.status).label.lower()
        raise RequestRefusedError(f"Dit kan niet meer: de stand van deze aanvraag is '{status}'.")
    return locked


def _take(
    request: SpeakingRequest,
    step: Step,
    user: "User | None",
    text: str,
    prepare: Callable[[SpeakingRequest], None] | None = None,
) -> SpeakingRequest:
    with transaction.atomic():
        locked = _locked(request, step)
        if prepare:
            prepare(locked)
        return _written(locked, step, user, text)


def _written(locked: SpeakingRequest, step: Step, user: "User | None", text: str) -> SpeakingRequest:
    locked.status = RULES[step].after or locked.status
    locked.changed_at = timezone.now()
    locked.save()
    mails.tell_of(locked, _record(locked, step, user, text))
    return locked


def _record(request: SpeakingRequest, step: Step, user: "User | None", text: str) -> RequestStep:
    return RequestStep.objects.create(request=request, step=step, status=request.status, user=user, text=text)


def _in_words(request: SpeakingRequest, name: str) -> str:
    """Return 'Spreker: Elif Karaca'."""
    value = getattr(request, name)
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    label = str(request._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return f"{label.capitalize()}: {localize(value) if value else 'leeg'}"
