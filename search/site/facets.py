"""By what results are narrowed, and in which orders they can stand: the names are those of the site's other lists.

A facet's `lookup` is its name in the index, and the keys of its choices are the index's values.
"""

from collections.abc import Iterable, Sequence

from django.utils.text import slugify

from cms.listing import Choice, Facet, OpenFacet, Switch, Way
from cms.listing.facets import CountRow
from cms.listing.subjects import phase_choices, theme_choices
from cms.taxonomy.models import Province
from search.finding.results import Order
from search.site.kinds import kinds


def _kind_choices() -> Sequence[Choice]:
    choices = (Choice(name, kind.label) for name, kind in kinds().items())
    return tuple(sorted(choices, key=lambda choice: choice.label))


_PROVINCES = tuple(
    sorted(
        (Choice(slugify(province.label), province.label, (province.value,)) for province in Province),
        key=lambda choice: choice.label,
    )
)


def _years(values: Sequence[str]) -> Sequence[Choice]:
    return tuple(Choice(value, value) for value in values if len(value) == 4 and value.isascii() and value.isdigit())


class YearFacet(OpenFacet):
    """The years that occur, the latest first."""

    def counted(self, rows: Iterable[CountRow], chosen: Sequence[Choice]) -> list[tuple[Choice, int]]:
        """Return the chosen years and those with the most results, with their counts."""
        return super().counted(rows, chosen)[::-1]


FACETS = (
    Facet("soort", "Soort", "kind", _kind_choices),
    Facet("thema", "Thema", "theme", theme_choices),
    Facet("fase", "Fase", "phase", phase_choices),
    YearFacet("jaar", "Jaar", "year", find=_years),
    Facet("provincie", "Provincie", "province", lambda: _PROVINCES),
)

ORDER = Switch(
    "sorteer",
    "Volgorde",
    (
        Way(Order.RELEVANCE.value, "Best passend", "search"),
        Way(Order.DATE.value, "Nieuwste eerst", "clock"),
    ),
)
