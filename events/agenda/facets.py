"""By what visitors narrow the agenda."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from cms.listing import Choice, Facet, phase_facet, theme_facet
from events.agenda.entries import kind_labels, pages_with, with_entries
from events.agenda.enums import SessionMode


@dataclass(frozen=True)
class EntryFacet(Facet):
    """A question about entries; `within` says about which, so that what was long ago doesn't count for what comes."""

    within: Q = field(default_factory=Q)

    def narrow(self, queryset: QuerySet, chosen: Iterable[Choice]) -> QuerySet:
        """Keep the pages with an entry for which one of `chosen` holds."""
        return queryset.filter(pages_with(self.condition(chosen))) if chosen else queryset

    def condition(self, chosen: Iterable[Choice]) -> Q:
        """Return the condition on entries that one of `chosen` holds; none when nothing was chosen."""
        keys = [key for choice in chosen for key in choice.all_keys]
        return self.within & Q(**{f"{self.lookup}__in": keys}) if keys else self.within

    def count(self, queryset: QuerySet) -> QuerySet:
        """Return how many pages have an entry of each kind."""
        return super().count(with_entries(queryset).filter(self.within))


def _kinds() -> Sequence[Choice]:
    return tuple(Choice(value, label) for value, label in kind_labels().items())


def _places() -> Sequence[Choice]:
    both = SessionMode.HYBRID.value
    return (
        Choice("op-locatie", "Op locatie", (SessionMode.ON_SITE.value, both)),
        Choice("online", "Online", (SessionMode.ONLINE.value, both)),
    )


def entry_facets(within: Q) -> tuple[EntryFacet, EntryFacet]:
    """Return the facets about the entries for which `within` holds: their kind and their place."""
    return (
        EntryFacet("soort", "Soort", "entry_kind", _kinds, within=within),
        EntryFacet("plaats", "Waar", "entry_mode", _places, within=within),
    )


SUBJECT_FACETS = (theme_facet, phase_facet)
FACET_NAMES = tuple(facet.name for facet in (*entry_facets(Q()), *SUBJECT_FACETS))
