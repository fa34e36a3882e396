"""What the home page shows of the rest of the site."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from cms.pages.cards import Card
from cms.pages.models import BasePage

if TYPE_CHECKING:
    from home.models import HomePage

# How many meetings and stories there are: one column and one row on a wide screen.
_NEXT_MEETINGS = 3
_NEWEST_STORIES = 3


def showcase(home: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """Return entrances, highlight, next meetings and newest stories as cards, of what the visitor may see.

    All of them come from the one table, so one look-up serves them all.
    """
    now = timezone.now()
    visible = BasePage.objects.visible_to(request.user)
    coming = visible.of_kind("workshop").filter(date__gte=now).order_by("date", "pk")
    stories = visible.of_kind("verhaal").filter(date__isnull=False).order_by("-date", "pk")
    entrances = [block.value for block in home.entrances if block.value["page"]]
    chosen = {home.highlight_id, *(entrance["page"].pk for entrance in entrances)}
    found = {
        page.pk: page
        for page in visible.filter(
            Q(pk__in=coming.values("pk")[:_NEXT_MEETINGS])
            | Q(pk__in=stories.values("pk")[:_NEWEST_STORIES])
            | Q(pk__in=chosen - {None})
        ).for_cards()
    }
    cards = {pk: page.get_card(request) for pk, page in found.items()}

    def dated(kind: str, *, newest_first: bool) -> list[Card]:
        pages = [page for page in found.values() if page.date and page.specific_class.kind == kind]
        return [cards[page.pk] for page in sorted(pages, key=attrgetter("date"), reverse=newest_first)]

    return {
        "entrances": [
            Card(entrance["title"], cards[pk].url, "", cards[pk].icon, entrance["text"])
            for entrance in entrances
            if (pk := entrance["page"].pk) in cards
        ],
        "highlight": cards.get(home.highlight_id),
        "meetings": [card for card in dated("workshop", newest_first=False) if card.date and card.date >= now][
            :_NEXT_MEETINGS
        ],
        "stories": dated("verhaal", newest_first=True)[:_NEWEST_STORIES],
    }
