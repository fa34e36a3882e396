"""Erasing what was kept long enough; see `retention` for the terms.

A registration that is on hold keeps everything. A mail that still waits goes first, but holds nothing up
for longer than a day: then it is erased too, unsent. Numbers stay, by province and size of municipality.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.mail.services import erase_about
from events.registration.book import lock_session
from events.registration.enums import Attendance, RetentionClass
from events.registration.models import Answer, Attendee, Erasure, KeptCount, Needs, Registration
from events.registration.results import themes_of
from events.registration.retention import NEEDS, SENSITIVE

# As many registrations a tick, so that a tick stays short; the next one goes on.
MOST_AT_ONCE = 500
_SUBJECT = "registration:"


def erase_due(now: datetime) -> Erasure | None:
    """Erase what is due at `now`, and log how much; return that, or None when nothing was due."""
    free = {"registration__on_hold": False}
    needs = Needs.objects.filter(**free, registration__session__end__lt=now - NEEDS.length)
    answers = Answer.objects.filter(
        **free,
        question__retention=RetentionClass.SENSITIVE,
        registration__session__end__lt=now - SENSITIVE.length,
    )
    with transaction.atomic():
        erasure = Erasure(at=now, needs=needs.delete()[0], answers=answers.delete()[0])
        for session_id, registrations in _due(now).items():
            lock_session(pk=session_id)
            _erase(registrations, erasure)
        if not (erasure.needs or erasure.answers or erasure.registrations):
            return None
        erasure.save()
        return erasure


def _due(now: datetime) -> dict[int, list[int]]:
    """Return the registrations whose time has come, by their session, in the order in which all lock sessions."""
    waits = OutgoingMessage.objects.unsent().filter(subject_of__startswith=_SUBJECT)
    waiting = [subject.removeprefix(_SUBJECT) for subject in waits.values_list("subject_of", flat=True)]
    today = timezone.localdate(now)
    due = Registration.objects.filter(erase_after__lt=today, on_hold=False)
    waits_for_mail = {"public_id__in": waiting, "erase_after__gte": today - timedelta(days=1)}
    found: dict[int, list[int]] = {}
    rows = due.exclude(**waits_for_mail).order_by("session", "pk").values_list("session", "pk")
    for session_id, pk in rows[:MOST_AT_ONCE]:
        found.setdefault(session_id, []).append(pk)
    return found


def _erase(pks: list[int], erasure: Erasure) -> None:
    """Erase these registrations of one session, whose row is locked, and the mails about them; keep their numbers."""
    registrations = list(
        Registration.objects.filter(pk__in=pks, on_hold=False)
        .select_related("organisation", "session__page")
        .prefetch_related("attendees")
    )
    for registration in registrations:
        _count(registration)
    erase_about([registration.subject_of for registration in registrations])
    gone = Registration.objects.filter(pk__in=[registration.pk for registration in registrations])
    erasure.people += Attendee.objects.filter(registration__in=gone).count()
    erasure.registrations += len(registrations)
    gone.delete()


def _count(registration: Registration) -> None:
    """Add a registration to the numbers that stay, if it had a place."""
    if not registration.confirmed_seats:
        return
    municipality = registration.organisation
    kept, _created = KeptCount.objects.get_or_create(
        session_id=registration.session_id,
        province=municipality.province if municipality else "",
        size_class=municipality.size_class if municipality else "",
        defaults={
            "title": registration.session.page.title,
            "start": registration.session.start,
            "themes": lambda: themes_of(registration.session.page_id),
        },
    )
    came = sum(person.attendance == Attendance.ATTENDED for person in registration.attendees.all())
    KeptCount.objects.filter(pk=kept.pk).update(
        registrations=F("registrations") + 1,
        people=F("people") + registration.confirmed_seats,
        attended=F("attended") + came,
    )
