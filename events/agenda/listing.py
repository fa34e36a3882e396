"""The agenda as a list of what is to come, a list of what has been, and a month."""

from functools import reduce
from operator import and_
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from cms.listing import Listing, Nouns, Switch, Way
from cms.pages.models import BasePage
from events.agenda.entries import UNDATED, coming, entries_of, pages_with
from events.agenda.facets import SUBJECT_FACETS, entry_facets
from events.agenda.months import Month

COMING = Way("komend", "Komend", "list", (F("date").asc(nulls_last=True),))
PAST = Way("geweest", "Geweest", "clock", ("-date",))
MONTH = Way("maand", "Maand", "calendar", ("date",))
SWITCH = Switch("weergave", "Weergave", (COMING, PAST, MONTH))
MONTH_KEY = "maand"


def agenda_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the agenda shows: its filters, and either a page of cards or a month."""
    way = next((way for way in SWITCH.ways if way.value == request.GET.get(SWITCH.name)), COMING)
    month = Month.named(request.GET.get(MONTH_KEY, ""), timezone.localdate())
    still_to_come = coming(timezone.now()) | UNDATED
    within = {COMING: still_to_come, PAST: Q(), MONTH: month.window()}[way]
    pages = BasePage.objects.visible_to(request.user).filter(pages_with(within))
    if way == PAST:
        pages = pages.exclude(pages_with(still_to_come))
    facets = entry_facets(within)
    listing = Listing(
        pages if way == MONTH else pages.for_cards(),
        [*facets, *SUBJECT_FACETS],
        request,
        switch=SWITCH,
        nouns=Nouns("activiteit", "activiteiten"),
        kept=[(MONTH_KEY, str(month))] if MONTH_KEY in request.GET and way == MONTH else (),
    )

    def month_url(other: Month) -> str:
        return listing.url(kept=[(MONTH_KEY, str(other))])

    context = {"listing": listing, "is_month": way == MONTH, "is_past": way == PAST, "past_url": listing.url(way=PAST)}
    if way == MONTH:
        asked = reduce(and_, (facet.condition(listing.chosen[facet.name]) for facet in facets))
        entries = entries_of(listing.rows, asked)
        return {**context, "month": month.calendar(entries, request, month_url)}
    return {**context, "cards": [page.get_card(request) for page in listing.pages]}
