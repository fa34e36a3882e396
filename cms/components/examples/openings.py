"""How a page opens."""

from datetime import date

from cms.components.examples.example import Example, Examples
from cms.components.examples.pictures import library_picture

_SUBJECTS = {
    "themes": [{"title": "Draagvlak", "url": "#tag_list"}, {"title": "Samenwerking", "url": "#tag_list"}],
    "phase": {"title": "Oriëntatie", "url": "#tag_list"},
    "tags": [{"title": "gemeenteraad", "url": "#tag_list"}, {"title": "begroting", "url": "#tag_list"}],
}


def examples() -> Examples:
    """Return the states of what stands at the top of a page."""
    picture = library_picture()
    return {
        "breadcrumb": [
            Example(
                "Drie lagen diep",
                {
                    "breadcrumbs": [
                        {"title": "Voorpagina", "url": "/"},
                        {"title": "Kennisbank", "url": "#breadcrumb"},
                        {"title": "De gemeenteraad meenemen in uw plannen", "url": ""},
                    ]
                },
            )
        ],
        "hero": [
            Example(
                "Met zoekbalk en foto",
                {
                    "kicker": "Programmabureau OL2000",
                    "title": "Eén loket voor al uw inwoners",
                    "lead": "Wij helpen gemeenten om alles op één plek te regelen.",
                    "image": picture,
                    "search": True,
                    "search_label": "Wat zoekt u?",
                    "links_label": "Veel gezocht",
                    "links": [{"title": "OL-scan", "url": "#hero"}, {"title": "Draagvlak", "url": "#hero"}],
                },
            ),
            Example(
                "Met knoppen",
                {
                    "title": "Vraag een spreker",
                    "lead": "Wij vertellen over één loket op uw congres, in uw raad of voor uw team.",
                    "actions": [
                        {"label": "Bekijk de sprekers", "url": "#hero"},
                        {"label": "Stel een vraag", "url": "#hero", "is_secondary": True},
                    ],
                },
            ),
        ],
        "page_header": [
            Example(
                "Met alles erop en eraan",
                {
                    "title": "De gemeenteraad meenemen in uw plannen",
                    "lead": "Raadsleden die zelf een uur meelopen, stellen daarna betere vragen.",
                    "kind": "Artikel",
                    "icon": "article",
                    "badge": "Nieuw",
                    "badge_kind": "info",
                    "meta": [
                        {"icon": "clock", "text": "8 minuten lezen"},
                        {"icon": "check", "text": "Gecontroleerd op 3 maart 2026"},
                    ],
                    "image": picture,
                    "actions": [
                        {"label": "Download", "url": "#page_header", "icon": "download"},
                        {"label": "Stel een vraag", "url": "#page_header", "is_secondary": True},
                    ],
                    **_SUBJECTS,
                },
            ),
            Example("Alleen een titel", {"title": "Contact"}),
        ],
        "reading_meta": [
            Example(
                "Alles bekend",
                {
                    "authors": "Ineke Dijkstra en Yusuf Demir",
                    "minutes": 8,
                    "published": date(2026, 1, 12),
                    "reviewed": date(2026, 3, 3),
                },
            ),
            Example("Kort en aan herziening toe", {"minutes": 1, "is_stale": True}),
        ],
        "tag_list": [Example("Thema's, fase en trefwoorden", _SUBJECTS)],
    }
