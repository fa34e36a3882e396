"""A visitor's question as it stands in the address of a page, and what answers it."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse

from cms.listing import Choice, Facet, Narrowing
from cms.pages.findables import Key
from search.analysis.question import Question
from search.curating import Recommendation, editors_synonyms, recommendations
from search.finding.results import MOST_COUNTED, Hit, Order, Results
from search.finding.searching import search
from search.models import Edition, SearchDocument
from search.site.facets import FACETS, ORDER
from search.site.kinds import kind_of

# The page below which is searched, by its id: the handbook that somebody is reading.
WITHIN_KEY = "binnen"
_LARGEST_ID = 2**63 - 1


def audiences_of(request: HttpRequest, edition: Edition | None) -> list[str]:
    """Return the audiences that the visitor belongs to; no query for who isn't logged in."""
    return SearchDocument.objects.filter(edition=edition).audiences_of(request.user)


def within_of(request: HttpRequest) -> int | None:
    """Return the id of the page below which the visitor searches, whether there is one or not."""
    value = request.GET.get(WITHIN_KEY, "")
    within = int(value) if value.isdecimal() and len(value) <= 19 else None
    return within if within is not None and within <= _LARGEST_ID else None


class Asking(Narrowing):
    """The question, filters, order and page that the address of `request` holds; what answers them is asked once.

    `audiences` are those of the visitor, unless others are given.
    """

    def __init__(self, request: HttpRequest, audiences: Collection[str] | None = None) -> None:
        self.question = Question.read(request.GET.get("q", ""))
        self.edition = Edition.live()
        self.audiences = audiences_of(request, self.edition) if audiences is None else audiences
        self.within = self._within(within_of(request))
        super().__init__(FACETS, request, switch=ORDER, kept=self._pairs())
        self._path = reverse("search")
        if WITHIN_KEY in request.GET and self.within is None:
            self.unknown.append("het onderdeel om in te zoeken")

    def _within(self, pk: int | None) -> SearchDocument | None:
        if pk is None:
            return None
        rows = SearchDocument.objects.filter(edition=self.edition, audience__in=self.audiences)
        return rows.filter(key=str(Key("page", pk))).only("key", "kind", "title", "url").first()

    def _pairs(self, *, but_within: bool = False) -> list[tuple[str, str]]:
        pairs = [("q", self.question.typed)] if self.question.typed else []
        return pairs if but_within or self.within is None else [*pairs, (WITHIN_KEY, self.within_id)]

    @property
    def within_id(self) -> str:
        """Return the id of the page below which is searched, '' for the whole site."""
        return self.within.key.partition(":")[2] if self.within else ""

    @property
    def filters(self) -> dict[str, list[str]]:
        """Return what was chosen, as the index calls it."""
        filters = {
            facet.lookup: [key for choice in self.chosen[facet.name] for key in choice.all_keys] for facet in FACETS
        }
        return filters | ({"within": [self.within_id]} if self.within else {})

    @cached_property
    def results(self) -> Results:
        """The page of results that is asked for; the nearest there is when that one doesn't exist."""
        return self.ask(Order(self.way.value) if self.way else Order.RELEVANCE)

    def ask(self, order: Order) -> Results:
        """Return what answers the question in `order`."""
        return search(
            self.question.typed,
            audiences=self.audiences,
            filters=self.filters,
            order=order,
            page=int(self._page_number) if self._page_number.isdecimal() else 1,
            edition=self.edition,
            synonyms=editors_synonyms(),
        )

    @cached_property
    def recommended(self) -> list[Recommendation]:
        """What editors recommend: above the first page of the answers to the question itself."""
        if self.edition is None or self.is_narrowed or self.within or self.results.page > 1:
            return []
        return recommendations(self.question.typed, self.audiences, self.edition)

    @property
    def is_bare(self) -> bool:
        """Return whether this is the question itself: nothing narrowed, reordered or turned."""
        return not (self.is_narrowed or self.within or self._switch_pair(self.way) or self._page_number != "1")

    @property
    def pages(self) -> Page:
        """Return the page of the pages that can be turned."""
        return Paginator(range(self.results.pages), 1).get_page(self.results.page)

    @property
    def total_label(self) -> str:
        """Return how many results there are."""
        total = self.results.total
        if self.results.is_more:
            return f"Meer dan {MOST_COUNTED:,} resultaten".replace(",", ".")
        return f"{total} {'resultaat' if total == 1 else 'resultaten'}"

    def offered(self, facet: Facet) -> list[tuple[Choice, Any]]:
        """Return the choices of `facet` that lead to something, and those already chosen, with their counts.

        Where not all results were counted, a count says that there may be more.
        """
        counts = self.results.facets.get(facet.lookup, {})
        rows = [(facet.name, value, "", number) for value, number in counts.items()]
        offered = facet.counted(rows, self.chosen[facet.name])
        if self.results.is_more or sum(counts.values()) > MOST_COUNTED:
            return [(choice, f"{number}+") for choice, number in offered]
        return list(offered)

    @cached_property
    def active(self) -> list[dict[str, str]]:
        """The context `active` of components/active_filters.html, with the page below which is searched first."""
        chosen = super().active
        if self.within is None:
            return chosen
        label = f"Alleen in {kind_of(self.within.kind).label.lower()}: {self.within.title}"
        return [{"label": label, "remove_url": self.everywhere_url}, *chosen]

    @property
    def everywhere_url(self) -> str:
        """Return the address of the same question, of the whole site."""
        return self.url(kept=self._pairs(but_within=True))

    @property
    def clear_url(self) -> str:
        """Return the address of the question alone."""
        return self.url(bare=True, kept=self._pairs(but_within=True))

    @property
    def mended_url(self) -> str:
        """Return the address of the question as it was probably meant."""
        kept: Sequence[tuple[str, str]] = [("q", self.results.did_you_mean), *self._pairs()[1:]]
        return self.url(kept=kept)

    @property
    def feed_url(self) -> str:
        """Return the address of the feed of this question."""
        return self.url().replace(reverse("search"), reverse("search_feed"), 1)

    @property
    def feed_label(self) -> str:
        """Return what the link to the feed says: that of several words it demands all."""
        label = "Volg deze zoekvraag met een feedlezer (Atom)"
        return f"{label}: wat nieuw is en al uw woorden bevat" if len(self.question.words) > 1 else label


def hit_row(hit: Hit) -> dict[str, Any]:
    """Return the context `hit` of components/search_hit.html."""
    document = hit.document
    kind = kind_of(document.kind)
    return {
        "title": hit.title,
        "snippet": hit.snippet,
        "url": document.url,
        "kind": kind.label,
        "icon": kind.icon,
        "context": document.context,
        "date": document.date,
        "meta": [*(title for _slug, title in document.themes), *filter(None, [document.organisation])],
    }
