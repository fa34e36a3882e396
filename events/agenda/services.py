"""What may happen to a session: one function a command, and nobody else changes one.

Each locks the session, checks, writes, and refreshes in the same transaction what lists show of the workshop's
page. That page gets no new revision: when a workshop takes place is not part of its text.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms.pages.generation import renew_generation
from cms.pages.models import BasePage
from events.agenda.calendar_files import calendar_facts
from events.agenda.enums import SessionState
from events.agenda.models import EventSession, WorkshopPage
from events.agenda.signals import session_changed, session_changing
from events.agenda.versions import overwritten

if TYPE_CHECKING:
    from cms.users.models import User

# What a calendar shows of a session: a change of any of these must reach the calendars of others.
_IN_CALENDARS = ("start", "end", "mode", "venue_name", "venue_address", "venue_city")
# How people register for it.
REGISTRATION_FIELDS = (
    "takes_registrations",
    "capacity",
    "waiting_capacity",
    "opens_at",
    "closes_at",
    "cancel_until",
    "offer_hours",
    "largest_party",
    "organisation_limit",
    "practical_info",
    "materials",
)
# What staff fill in.
EDITABLE = (*_IN_CALENDARS, "online_link", *REGISTRATION_FIELDS)


# What is wrong with an end in the past; what to do follows.
ENDED = "Het einde van deze bijeenkomst is al geweest."


class SessionRefusedError(Exception):
    """A command that is not allowed in this state; its text says so to staff, in Dutch."""


def add(session: EventSession, user: "User | None" = None) -> EventSession:
    """Add a session of which nobody knows yet; raise ValidationError when it isn't filled in right."""
    session.state = SessionState.DRAFT
    session.full_clean()
    refuse_past_end(session.end)
    with transaction.atomic():
        session.save()
        _record(session, "added", user)
    return session


def schedule(session: EventSession, user: "User | None" = None) -> EventSession:
    """Show a session that was being prepared to visitors."""
    with transaction.atomic():
        locked = _locked(session)
        if locked.state != SessionState.DRAFT:
            raise SessionRefusedError("Deze bijeenkomst staat al in de agenda.")
        if locked.end <= timezone.now():
            raise SessionRefusedError(f"{ENDED} Wijzig eerst de datum.")
        locked.state = SessionState.SCHEDULED
        return _saved(locked, "scheduled", user)


def change(
    session: EventSession, values: Mapping[str, Any], user: "User | None" = None, *, version: str | None = None
) -> EventSession:
    """Change time, place or link of a session; raise ValidationError for values that aren't right.

    `version` is that of the session which `values` were filled in for (`versions.version_of`, of EDITABLE): what
    somebody else changed since is not overwritten unseen. A form that lost its version ("") is an old one; None is for
    who fills in no form.
    """
    with transaction.atomic():
        locked = _locked(session)
        if not locked.is_open:
            raise SessionRefusedError(closed_message(locked))
        if version is not None and (changed := overwritten(locked, EDITABLE, version, values)):
            raise SessionRefusedError(
                "Deze bijeenkomst is intussen ook door iemand anders gewijzigd. Nu is bewaard: "
                f"{'; '.join(changed)}. Neem over wat zo moet blijven en bewaar opnieuw. "
                "Wat u hebt ingevuld, staat hieronder nog."
            )
        before = _values(locked)
        for name in EDITABLE:
            setattr(locked, name, values.get(name, getattr(locked, name)))
        _reopen_cancelling(locked, before)
        locked.full_clean()
        refuse_past_end(locked.end, before["end"])
        session_changing.send(EventSession, session=locked, before=before)
        facts = [calendar_facts(values[name] for name in _IN_CALENDARS) for values in (before, _values(locked))]
        calendar_changed = facts[0] != facts[1] and locked.state == SessionState.SCHEDULED
        locked.sequence += calendar_changed
        return _saved(locked, "changed", user, before=before, calendar_changed=calendar_changed)


def refuse_past_end(end: datetime, known: datetime | None = None) -> None:
    """Raise ValidationError for an `end` that is over, unless it was `known` already.

    Such a session would be completed at once, and from then on nobody could correct a typing error in its date.
    """
    if end != known and end <= timezone.now():
        raise ValidationError({"end": f"{ENDED} Kies een moment dat nog komt."})


def set_materials(session: EventSession, text: str, user: "User | None" = None) -> EventSession:
    """Write what participants get to read afterwards, also when the session is over; raise ValidationError."""
    with transaction.atomic():
        locked = _locked(session)
        locked.materials = text
        locked.clean_fields(exclude=[field.name for field in locked._meta.fields if field.name != "materials"])
        return _saved(locked, "changed", user)


def closed_message(session: EventSession) -> str:
    """Return why `session` can't be changed any more."""
    return f"Deze bijeenkomst is al {session.get_state_display().lower()}. U kunt haar niet meer wijzigen."


def cancel(session: EventSession, user: "User | None" = None) -> EventSession:
    """Call off a session that is still to come; visitors keep seeing it, as called off."""
    with transaction.atomic():
        locked = _locked(session)
        if locked.state != SessionState.SCHEDULED:
            raise SessionRefusedError("Alleen een bijeenkomst die in de agenda staat, kunt u afgelasten.")
        if locked.end <= timezone.now():
            raise SessionRefusedError("Deze bijeenkomst is al geweest. Afgelasten kan niet meer.")
        locked.state = SessionState.CANCELLED
        locked.sequence += 1
        return _saved(locked, "cancelled", user, calendar_changed=True)


def complete(session: EventSession, user: "User | None" = None) -> EventSession:
    """Note that a session has taken place."""
    with transaction.atomic():
        locked = _locked(session)
        if locked.state != SessionState.SCHEDULED:
            raise SessionRefusedError("Alleen een bijeenkomst die in de agenda stond, kunt u afronden.")
        if locked.end > timezone.now():
            raise SessionRefusedError("Deze bijeenkomst is nog niet voorbij. Rond haar daarna af.")
        return _completed(locked, user)


def delete(session: EventSession, user: "User | None" = None) -> None:
    """Delete a session of which nobody knows yet; one that visitors have seen is called off instead."""
    with transaction.atomic():
        locked = _locked(session)
        if locked.state != SessionState.DRAFT:
            raise SessionRefusedError(
                "Bezoekers kennen deze bijeenkomst al. Verwijderen kan niet meer: gelast haar af als zij niet doorgaat."
            )
        _record(locked, "deleted", user)
        locked.delete()


def complete_past_sessions(now: datetime) -> int:
    """Note of every session that is over at `now` that it has taken place; return how many there were."""
    with transaction.atomic():
        over = list(EventSession.objects.select_for_update().over(now))
        for session in over:
            _completed(session, None)
    return len(over)


def refresh_page(page_id: int) -> None:
    """Write to the base table when and where the workshop of `page_id` is next, and let caches forget it."""
    page = WorkshopPage.objects.get(pk=page_id)
    BasePage.objects.filter(pk=page_id).update(date=page.get_date(), card_note=page.get_card_note()[:120])
    renew_generation()


def _locked(session: EventSession) -> EventSession:
    """Return the session as it stands now, so that no one else can change it before this transaction ends."""
    try:
        return EventSession.objects.select_for_update().get(pk=session.pk)
    except EventSession.DoesNotExist:
        raise SessionRefusedError("Deze bijeenkomst bestaat niet meer.") from None


def _completed(locked: EventSession, user: "User | None") -> EventSession:
    locked.state = SessionState.COMPLETED
    return _saved(locked, "completed", user)


def _reopen_cancelling(locked: EventSession, before: Mapping[str, Any]) -> None:
    """Let people who get another date cancel again, when their term is over and staff set no new one."""
    ends = locked.cancel_until
    if ends and ends == before["cancel_until"] and ends <= timezone.now() and locked.start != before["start"]:
        locked.cancel_until = None


def _values(session: EventSession) -> dict[str, Any]:
    return {name: getattr(session, name) for name in EDITABLE}


def _saved(
    locked: EventSession,
    what: str,
    user: "User | None",
    *,
    before: Mapping[str, Any] | None = None,
    calendar_changed: bool = False,
) -> EventSession:
    """Write the session and tell whom it concerns; `before` holds the values that were there, if any changed."""
    locked.save()
    _record(locked, what, user)
    refresh_page(locked.page_id)
    session_changed.send(
        EventSession,
        session=locked,
        kind=what,
        calendar_changed=calendar_changed,
        before=before or _values(locked),
        user=user,
    )
    return locked


def _record(session: EventSession, what: str, user: "User | None") -> None:
    """Write in the history of the page what happened to its session."""
    log(instance=session.page, action=f"agenda.session.{what}", user=user, data={"session": str(session)})
