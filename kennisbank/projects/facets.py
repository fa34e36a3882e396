"""How the list of projects is narrowed, and the two ways to see it."""

from django.utils.text import slugify

from cms.listing import Choice, Facet, Switch, Way, phase_facet, theme_facet
from cms.taxonomy.models import Province, SizeClass

_PROVINCES = tuple(
    sorted(
        (Choice(slugify(province.label), province.label, (province.value,)) for province in Province),
        key=lambda choice: choice.label,
    )
)
_SIZES = tuple(Choice(size.value, size.label) for size in SizeClass)

FACETS = (
    theme_facet,
    phase_facet,
    Facet("provincie", "Provincie", "organisation__province", lambda: _PROVINCES),
    Facet("grootte", "Grootte van de gemeente", "organisation__size_class", lambda: _SIZES),
)

_BY_MUNICIPALITY = ("organisation__name", "title")
AS_LIST = Way("lijst", "Lijst", "list", _BY_MUNICIPALITY)
ON_MAP = Way("kaart", "Kaart", "map", _BY_MUNICIPALITY)
VIEW = Switch("weergave", "Weergave", (AS_LIST, ON_MAP))
