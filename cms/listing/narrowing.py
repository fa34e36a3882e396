"""What the address of a narrowed list asks for, and the contexts of the components that show it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from cms.listing.facets import Choice, Facet
from cms.listing.forms import PAGE_KEY, ListingForm
from cms.listing.switches import Switch, Way

# Facets beyond these stay folded until something in them is chosen.
_OPEN_FACETS = 2


class Narrowing(ABC):
    """What the URL of `request` asks of a list: choices of `facets`, a way of `switch`, a page.

    `kept` is what else of the URL every address carries along: (name, value).
    """

    def __init__(
        self,
        facets: Sequence[Facet],
        request: HttpRequest,
        *,
        switch: Switch | None = None,
        kept: Sequence[tuple[str, str]] = (),
    ) -> None:
        form = ListingForm(request.GET, facets, switch)
        form.is_valid()
        answers = {facet.name: form.cleaned_data[facet.name] for facet in facets}
        self._facets, self._switch, self._kept, self._path = facets, switch, kept, request.path
        self._page_number: str = form.cleaned_data[PAGE_KEY]
        self.way: Way | None = form.cleaned_data[switch.name] if switch else None
        self.chosen: dict[str, list[Choice]] = {name: answer.choices for name, answer in answers.items()}
        self.unknown: list[str] = [value for answer in answers.values() for value in answer.unknown]

    @property
    @abstractmethod
    def pages(self) -> Page:
        """Return the page that is asked for; the nearest there is when that one doesn't exist."""

    @property
    @abstractmethod
    def total_label(self) -> str:
        """Return how many rows there are in all, in words."""

    @abstractmethod
    def offered(self, facet: Facet) -> list[tuple[Choice, Any]]:
        """Return the choices of `facet` to offer, each with how many rows it leads to as it is shown."""

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything was chosen."""
        return any(self.chosen.values())

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
    def facets(self) -> list[dict[str, Any]]:
        """The context `facets` of components/filters.html; facets that offer nothing are not there."""
        shown: list[dict[str, Any]] = []
        for facet in self._facets:
            chosen = self.chosen[facet.name]
            options = [
                {"value": choice.value, "label": choice.label, "count": count, "is_selected": choice in chosen}
                for choice, count in self.offered(facet)
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
