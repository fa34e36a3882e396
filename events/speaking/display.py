"""Speakers and their talks as visitors see them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import timezone
from wagtail.images import get_image_model

from cms.pages.models import BasePage
from events.agenda.display import day, hours
from events.agenda.entries import coming, pages_with
from events.speaking.enums import EngagementState

if TYPE_CHECKING:
    from events.speaking.models import SpeakerEngagementPage, SpeakerPage

# What `components/person.html` asks for; fetched ahead for all speakers of a talk together.
_PORTRAIT = "fill-192x208|format-webp"


def talks_of(speaker: "SpeakerPage", request: HttpRequest) -> dict[str, Any]:
    """Return as cards what `speaker` is going to speak on, the first first, and has spoken on, the last first.

    A talk that was called off is in neither once its time has passed: nobody has spoken there.
    """
    engagements = apps.get_model("speaking.EngagementSpeaker").objects.filter(speaker=speaker.pk)
    talks = BasePage.objects.visible_to(request.user).filter(pk__in=engagements.values("page"))
    still_to_come = pages_with(coming(timezone.now()))
    held = talks.exclude(still_to_come).exclude(speakerengagementpage__state=EngagementState.CANCELLED)
    return {
        "coming_talks": [
            page.get_card(request) for page in talks.filter(still_to_come).for_cards().order_by("date", "pk")
        ],
        "held_talks": [page.get_card(request) for page in held.for_cards().order_by("-date", "pk")],
    }


def is_over(page: "SpeakerEngagementPage", now: datetime) -> bool:
    """Return whether the talk has been, whoever says so or not."""
    return page.state == EngagementState.HELD or (page.end or page.start) <= now


def engagement_header(page: "SpeakerEngagementPage", now: datetime) -> dict[str, Any]:
    """Return when, where and the state of a talk, for `components/page_header.html`."""
    is_cancelled = page.state == EngagementState.CANCELLED
    held = EngagementState.HELD.label if is_over(page, now) else ""
    return {
        "badge": EngagementState.CANCELLED.label if is_cancelled else held,
        "badge_kind": "error" if is_cancelled else "neutral",
        "meta": [
            {"icon": "calendar", "text": day(page.start)},
            {"icon": "clock", "text": hours(page.start, page.end)},
            *([{"icon": "place", "text": page.place}] if page.place else []),
        ],
    }


def engagement_facts(page: "SpeakerEngagementPage") -> list[dict[str, str]]:
    """Return the context `items` of `components/data_list.html`, without what isn't filled in."""
    facts = {
        "Gelegenheid": page.occasion,
        "Organisator": page.organiser,
        "Gemeente": page.organisation.name if page.organisation else "",
        "Publiek": page.audience,
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


def speaker_list(page: "SpeakerEngagementPage", request: HttpRequest) -> list[dict[str, Any]]:
    """Return the context of `components/person.html` for each speaker whose page the visitor may see."""
    roles = {speaker.speaker_id: speaker.role for speaker in page.speakers.all()}
    portraits = get_image_model().objects.prefetch_renditions(_PORTRAIT)
    visible = BasePage.objects.visible_to(request.user).prefetch_related(Prefetch("image", queryset=portraits))
    found = visible.in_bulk(roles)
    return [
        {
            "name": found[pk].title,
            "role": role or found[pk].card_note,
            "image": found[pk].image,
            "url": found[pk].get_url(request),
        }
        for pk, role in roles.items()
        if pk in found
    ]
