"""The page of a talk, made of a request that is accepted; and what else there is on the days of a request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.taxonomy.models import Organisation
from events.agenda.display import day, hours
from events.agenda.enums import SessionState
from events.agenda.models import AgendaPage, EventSession
from events.speaking.enums import EngagementState
from events.speaking.requests.enums import RequestStatus
from events.speaking.requests.errors import RequestRefusedError
from events.speaking.requests.models import SpeakingRequest

if TYPE_CHECKING:
    from cms.users.models import User


def make_engagement(request: SpeakingRequest, user: "User") -> None:
    """Make the page of the talk in the agenda, as a draft of `user`, where there is none; `request` isn't saved.

    Raise RequestRefusedError when the plan lacks something, or `user` may not add pages to the agenda.
    """
    if request.engagement_id:
        return
    if not (request.speaker and request.start):
        raise RequestRefusedError("Kies eerst bij 'Planning' wie er spreekt en wanneer. Daarna kunt u toezeggen.")
    agenda = AgendaPage.objects.first()
    if agenda is None or not agenda.permissions_for_user(user).can_add_subpage():
        raise RequestRefusedError("U mag geen spreekbeurt in de agenda zetten. Vraag het een beheerder.")
    page = apps.get_model("speaking.SpeakerEngagementPage")(
        title=request.topic,
        summary=f"{request.speaker.title} spreekt bij {request.organisation_name}: {request.occasion}."[:300],
        start=request.start,
        end=request.end,
        occasion=request.occasion,
        organiser=request.organisation_name,
        organisation=_municipality(request.organisation_name),
        audience=_audience(request),
        place=request.place,
        owner=user,
        live=False,
        has_unpublished_changes=True,
    )
    page.speakers.add(apps.get_model("speaking.EngagementSpeaker")(speaker=request.speaker))
    agenda.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    request.engagement = page


def _municipality(name: str) -> Organisation | None:
    return Organisation.objects.filter(name__iexact=name.strip().lower().removeprefix("gemeente ")).first()


def _audience(request: SpeakingRequest) -> str:
    return f"{request.audience}, ongeveer {request.audience_size} mensen" if request.audience_size else request.audience


@dataclass(frozen=True)
class Clash:
    """Something else on a day of the request: `speaker` says whether the speaker is taken by it."""

    text: str
    url: str
    is_same_speaker: bool


def clashes_of(request: SpeakingRequest) -> list[Clash]:
    """Return what else there is on the days of `request`, what takes its speaker first; at most three queries a day."""
    found = [clash for on in request.days for clash in _on_day(request, on)]
    return sorted(found, key=lambda clash: not clash.is_same_speaker)


def _on_day(request: SpeakingRequest, on: date) -> Iterator[Clash]:
    begin = timezone.make_aware(datetime.combine(on, time()))
    during = {"start__gte": begin, "start__lt": timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))}
    speaker = request.speaker_id or request.wished_speaker_id
    if speaker:
        for page in _talks(request, speaker).filter(**during).order_by("start"):
            yield Clash(f"Deze spreker spreekt al: {_when(page, page.title)}", _editor(page.pk), is_same_speaker=True)
        for other in _promised(request, speaker).filter(**during).order_by("start"):
            url = reverse("speaking_requests:detail", args=[other.pk])
            yield Clash(f"Deze spreker staat al gepland: {_when(other, str(other))}", url, is_same_speaker=True)
    sessions = EventSession.objects.filter(state=SessionState.SCHEDULED, start__lt=during["start__lt"], end__gt=begin)
    for session in sessions.select_related("page").order_by("start"):
        text = f"In de agenda: {_when(session, session.page.title)}"
        yield Clash(text, _editor(session.page_id), is_same_speaker=False)


def _talks(request: SpeakingRequest, speaker: int) -> QuerySet:
    """Return the talks of the speaker, drafts too, but for the one that is made of `request`."""
    talks = apps.get_model("speaking.SpeakerEngagementPage").objects.filter(speakers__speaker=speaker)
    return talks.exclude(pk=request.engagement_id).exclude(state=EngagementState.CANCELLED)


def _promised(request: SpeakingRequest, speaker: int) -> QuerySet[SpeakingRequest]:
    """Return the other requests that may take the speaker and that have no page yet."""
    others = SpeakingRequest.objects.filter(speaker=speaker, engagement=None, status__in=RequestStatus.coming())
    return others.exclude(pk=request.pk)


def _editor(page: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page])


def _when(taking_place: Any, title: str) -> str:
    return f"{title}, {day(taking_place.start)}, {hours(taking_place.start, taking_place.end)}"
