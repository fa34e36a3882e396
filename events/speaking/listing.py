"""The speakers, narrowed by theme."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.http import HttpRequest

from cms.listing import Listing, Nouns, theme_facet
from cms.listing.forms import PAGE_KEY

KNOWN_PARAMETERS = (theme_facet.name, PAGE_KEY)


def speakers_context(speakers: Any, request: HttpRequest) -> dict[str, Any]:
    """Return one page of `speakers` (base pages) as cards: their role, their name and their topics."""
    listing = Listing(
        speakers.order_by("title").for_cards(), [theme_facet], request, nouns=Nouns("spreker", "sprekers")
    )
    shown = list(listing.pages)
    topics: dict[int, list[str]] = defaultdict(list)
    for topic in apps.get_model("speaking.SpeakerTopic").objects.filter(page__in=[page.pk for page in shown]):
        topics[topic.page_id].append(topic.text)
    cards = [
        replace(page.get_card(request), kind=page.card_note or "Spreker", summary="", date=None, meta=topics[page.pk])
        for page in shown
    ]
    return {"listing": listing, "cards": cards}
