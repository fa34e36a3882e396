"""Lists that a visitor narrows: facets with counts, an order or view, pages; everything in the URL.

A page declares its facets and hands them to `Listing` with a queryset and the request; the templates under
`templates/listing/` show what comes of it.
"""

from cms.listing.facets import Choice, Facet, OpenFacet
from cms.listing.listing import Listing, Nouns
from cms.listing.narrowing import Narrowing
from cms.listing.subjects import phase_facet, tag_facet, theme_facet
from cms.listing.switches import Switch, Way

__all__ = [
    "Choice",
    "Facet",
    "Listing",
    "Narrowing",
    "Nouns",
    "OpenFacet",
    "Switch",
    "Way",
    "phase_facet",
    "tag_facet",
    "theme_facet",
]
