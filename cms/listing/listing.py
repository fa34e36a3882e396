"""A list that a visitor narrows, and the contexts of the components that show it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cms.listing.facets import Choice, CountRow, Facet
from cms.listing.forms import PAGE_KEY, ListingForm
from cms.listing.switches import Switch, Way

PER_PAGE = 12
# Facets beyond these stay folded until something in them is chosen.
_OPEN_FACETS = 2


class Nouns(NamedTuple):
    """What the rows of a list are called: one of them, and several."""

    one: str
    many: str


class Listing:
    """The rows of `queryset` that the URL of `request` asks for.

    `queryset` holds what the visitor may see, unsliced. Rows for which `left_out` holds stay out of the list until
    a facet that `lets_in` has a choice; its counts say what choosing brings. The rows come in the order of the
    way that was chosen on `switch` (without one, in that of `queryset`), with the primary key last, so that no page
    repeats another. `kept` is what else of the URL every address carries along: (name, value).

    The list itself takes two queries (rows and their number), all counts together one.
    """

    def __init__(
        self,
        queryset: QuerySet,
        facets: Sequence[Facet],
        request: HttpRequest,
        *,
        switch: Switch | None = None,
        left_out: Q | None = None,
        nouns: Nouns = Nouns("resultaat", "resultaten"),  # noqa: B008 - a tuple
        kept: Sequence[tuple[str, str]] = (),
        per_page: int = PER_PAGE,
    ) -> None:
        form = ListingForm(request.GET, facets, switch)
        form.is_valid()
        answers = {facet.name: form.cleaned_data[facet.name] for facet in facets}
        self._queryset, self._facets, self._switch, self._path = queryset, facets, switch, request.path
        self._left_out, self._nouns, self._kept, self._per_page = left_out, nouns, kept, per_page
        self._page_number: str = form.cleaned_data[PAGE_KEY]
        self.way: Way | None = form.cleaned_data[switch.name] if switch else None
        self.chosen: dict[str, list[Choice]] = {name: answer.choices for name, answer in answers.items()}
        self.unknown: list[str] = [value for answer in answers.values() for value in answer.unknown]

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything was chosen."""
        return any(self.chosen.values())

    @property
    def is_bare(self) -> bool:
        """Return whether this is the first page of the list as it is without any choice."""
        return not self.is_narrowed and self.pages.number == 1

    @cached_property
    def rows(self) -> QuerySet:
        """All rows that are asked for, in order, not yet divided into pages."""
        order = self.way.order_by if self.way else self._queryset.query.order_by
        return self._narrowed().order_by(*order, "pk")

    @cached_property
    def pages(self) -> Page:
        """The page of rows that is asked for; the nearest there is when that one doesn't exist."""
        return Paginator(self.rows, self._per_page).get_page(self._page_number)

    def _narrowed(self, open_facet: Facet | None = None) -> QuerySet:
        """Return the rows that the choices leave, with `open_facet` taken as if nothing were chosen in it."""
        queryset = self._queryset
        let_in = open_facet is not None and open_facet.lets_in
        for facet in self._facets:
            if facet is not open_facet:
                queryset = facet.narrow(queryset, self.chosen[facet.name])
                let_in = let_in or (facet.lets_in and bool(self.chosen[facet.name]))
        return queryset if let_in or self._left_out is None else queryset.exclude(self._left_out)

    def url(
        self,
        *,
        without: tuple[str, str] | None = None,
        way: Way | None = None,
        bare: bool = False,
        kept: Sequence[tuple[str, str]] | None = None,
    ) -> str:
        """Return this list's address: less one choice (facet, value), seen in another way, or `bare` of choices.

        `kept` takes the place of what addresses carry along otherwise.
        """
        pairs = [
            (name, choice.value)
            for name, choices in self.chosen.items()
            for choice in choices
            if not bare and (name, choice.value) != without
        ]
        query = urlencode([*pairs, *self._switch_pair(way or self.way), *(self._kept if kept is None else kept)])
        return f"{self._path}?{query}" if query else self._path

    def _switch_pair(self, way: Way | None) -> list[tuple[str, str]]:
        return [(self._switch.name, way.value)] if self._switch and way and way != self._switch.default else []

    @cached_property
    def _counts(self) -> dict[str, list[CountRow]]:
        """What each facet would give, as if its own choice were still open: one query for all facets."""
        rows_of: dict[str, list[CountRow]] = defaultdict(list)
        first, *others = [facet.count(self._narrowed(facet)) for facet in self._facets]
        for row in first.union(*others, all=True) if others else first:
            rows_of[row[0]].append(row)
        return rows_of

    @cached_property
    def facets(self) -> list[dict[str, Any]]:
        """The context `facets` of components/filters.html; facets that offer nothing are not there."""
        shown: list[dict[str, Any]] = []
        for facet in self._facets:
            chosen = self.chosen[facet.name]
            options = [
                {"value": choice.value, "label": choice.label, "count": count, "is_selected": choice in chosen}
                for choice, count in facet.counted(self._counts[facet.name], chosen)
            ]
            if options:
                is_open = len(shown) < _OPEN_FACETS or bool(chosen)
                shown.append({"name": facet.name, "label": facet.label, "options": options, "is_open": is_open})
        return shown

    @cached_property
    def active(self) -> list[dict[str, str]]:
        """The context `active` of components/active_filters.html."""
        return [
            {"label": f"{facet.label}: {choice.label}", "remove_url": self.url(without=(facet.name, choice.value))}
            for facet in self._facets
            for choice in self.chosen[facet.name]
        ]

    @property
    def clear_url(self) -> str:
        """Return the address of the list with nothing chosen."""
        return self.url(bare=True)

    @property
    def total_label(self) -> str:
        """Return how many rows there are in all, in words."""
        count = self.pages.paginator.count
        return f"{count} {self._nouns.one if count == 1 else self._nouns.many}"

    @property
    def hidden(self) -> list[dict[str, str]]:
        """What the form of the filters keeps along."""
        return [{"name": name, "value": value} for name, value in (*self._switch_pair(self.way), *self._kept)]

    @property
    def views(self) -> list[dict[str, Any]]:
        """The context `views` of components/view_switch.html."""
        return [
            {"label": way.label, "icon": way.icon, "url": self.url(way=way), "is_current": way == self.way}
            for way in (self._switch.ways if self._switch else ())
        ]

    @property
    def views_label(self) -> str:
        """Return what is switched between."""
        return self._switch.label if self._switch else ""

    @property
    def page_url_prefix(self) -> str:
        """Return the address that 'pagina=2' is put behind."""
        url = self.url()
        return f"{url}{'&' if '?' in url else '?'}"

    @property
    def page_links(self) -> list[dict[str, Any]]:
        """The context `page_links` of components/pagination.html: first, last and those around the current page."""
        return page_links(self.pages, self.page_url_prefix)


def page_links(pages: Page, prefix: str) -> list[dict[str, Any]]:
    """Return links to the first, the last and the nearest pages, with a gap where some are skipped."""
    return [
        {"is_gap": True}
        if number == Paginator.ELLIPSIS
        else {"number": number, "url": f"{prefix}{PAGE_KEY}={number}", "is_current": number == pages.number}
        for number in pages.paginator.get_elided_page_range(pages.number, on_each_side=1, on_ends=1)
    ]
