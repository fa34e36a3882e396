"""The rows of a database that a visitor narrows."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cms.listing.facets import Choice, CountRow, Facet
from cms.listing.narrowing import Narrowing
from cms.listing.switches import Switch

PER_PAGE = 12


class Nouns(NamedTuple):
    """What the rows of a list are called: one of them, and several."""

    one: str
    many: str


class Listing(Narrowing):
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
        super().__init__(facets, request, switch=switch, kept=kept)
        self._queryset, self._left_out, self._nouns, self._per_page = queryset, left_out, nouns, per_page

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

    @cached_property
    def _counts(self) -> dict[str, list[CountRow]]:
        """What each facet would give, as if its own choice were still open: one query for all facets."""
        rows_of: dict[str, list[CountRow]] = defaultdict(list)
        first, *others = [facet.count(self._narrowed(facet)) for facet in self._facets]
        for row in first.union(*others, all=True) if others else first:
            rows_of[row[0]].append(row)
        return rows_of

    def offered(self, facet: Facet) -> list[tuple[Choice, int]]:
        """Return the choices of `facet` that lead to something, and those already chosen, with their counts."""
        return facet.counted(self._counts[facet.name], self.chosen[facet.name])

    @property
    def total_label(self) -> str:
        """Return how many rows there are in all, in words."""
        count = self.pages.paginator.count
        return f"{count} {self._nouns.one if count == 1 else self._nouns.many}"
