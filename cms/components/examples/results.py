"""Searching, filtering and looking at what was found."""

from cms.components.examples.example import Example, Examples
from cms.components.examples.html import html

_VIEWS = [
    {"label": "Lijst", "icon": "list", "url": "#view_switch", "is_current": True},
    {"label": "Kaart", "icon": "map", "url": "#view_switch"},
]
_ACTIVE = [
    {"label": "Draagvlak", "remove_url": "#active_filters"},
    {"label": "Fase: Bouw", "remove_url": "#active_filters"},
]


def examples() -> Examples:
    """Return the states of search, filters, views and the map."""
    facets = [
        {
            "name": "thema",
            "label": "Thema",
            "is_open": True,
            "options": [
                {"value": "draagvlak", "label": "Draagvlak", "count": 12, "is_selected": True},
                {"value": "verandermanagement", "label": "Verandermanagement", "count": 8},
            ],
        },
        {"name": "fase", "label": "Fase", "options": [{"value": "bouw", "label": "Bouw", "count": None}]},
    ]
    return {
        "active_filters": [Example("Twee filters", {"active": _ACTIVE, "clear_url": "#active_filters"})],
        "filters": [
            Example(
                "Eén filter gekozen",
                {"facets": facets, "active": _ACTIVE[:1], "q": "raad", "hidden": [{"name": "weergave", "value": "x"}]},
            )
        ],
        "map": [
            Example(
                "Met legenda",
                {
                    "svg": html("map"),
                    "caption": "Projecten in de regio",
                    "legend": [
                        {"label": "Oriëntatie", "kind": 1, "count": 4},
                        {"label": "Ontwerp", "kind": 2, "count": 0},
                        {"label": "Bouw", "kind": 3, "count": 12},
                        {"label": "Beheer", "kind": 4},
                    ],
                },
            )
        ],
        "results_bar": [
            Example("Met weergaven", {"total_label": "34 projecten", "views": _VIEWS, "views_label": "Toon als"}),
            Example("Alleen het aantal", {"total_label": "Geen artikelen"}),
        ],
        "search_form": [
            Example(
                "Groot, met zichtbaar label",
                {"id": "zoeken-groot", "label": "Wat zoekt u?", "is_large": True, "shows_label": True},
            ),
            Example(
                "Ingevuld, binnen een onderdeel",
                {"id": "zoeken-artikelen", "label": "Zoek in artikelen", "value": "wachttijd"}
                | {"hidden": [{"name": "soort", "value": "artikel"}]},
            ),
        ],
        "search_hits": [
            Example(
                "Een hoofdstuk",
                {
                    "hits": [
                        {
                            "title": [{"text": "De "}, {"text": "balie", "is_match": True}],
                            "snippet": [{"text": "Aan de "}, {"text": "balie", "is_match": True}, {"text": " wacht …"}],
                            "url": "#search_hits",
                            "kind": "Hoofdstuk",
                            "icon": "document",
                            "context": "Handboek Draagvlak",
                            "meta": ["Draagvlak"],
                        }
                    ]
                },
            )
        ],
        "view_switch": [Example("Lijst of kaart", {"views": _VIEWS})],
    }
