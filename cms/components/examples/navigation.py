"""Ways from one page to another."""

from django.core.paginator import Paginator

from cms.components.examples.example import Example, Examples

_CHAPTERS = [
    {"title": "Waarom draagvlak telt", "url": "#toc", "number": "1"},
    {
        "title": "De gemeenteraad meenemen in uw plannen",
        "url": "#toc",
        "number": "2",
        "is_current": True,
        "is_open": True,
        "children": [
            {"title": "Een raadsavond voorbereiden", "url": "#toc", "number": "2.1"},
            {"title": "Raadsvragen beantwoorden", "url": "#toc", "number": "2.2"},
        ],
    },
    {"title": "Medewerkers", "url": "#toc", "number": "3"},
]


def _pages(number: int) -> dict:
    windows = {1: (1, 2, None, 34), 5: (1, None, 4, 5, 6, None, 34)}
    links = [
        {"number": page, "url": f"?pagina={page}", "is_current": page == number, "is_gap": page is None}
        for page in windows[number]
    ]
    return {"pages": Paginator(range(340), 10).page(number), "page_links": links, "page_url_prefix": "?thema=x&"}


def examples() -> Examples:
    """Return the states of navigation within lists, handbooks and pages."""
    return {
        "chapter_nav": [
            Example("Midden in een handboek", {"previous": _CHAPTERS[0], "next": _CHAPTERS[2]}),
            Example("Eerste hoofdstuk", {"next": _CHAPTERS[1], "label": "Naar het volgende hoofdstuk"}),
        ],
        "link_list": [
            Example(
                "Met uitleg en een andere website",
                {
                    "title": "Lees verder",
                    "links": [
                        {
                            "title": "De loketmedewerker als regisseur",
                            "url": "#link_list",
                            "description": "Artikel over de nieuwe rol aan de balie.",
                        },
                        {"title": "Dienstverlening in beeld", "url": "https://vng.example/", "is_external": True},
                    ],
                },
            )
        ],
        "downloads": [
            Example(
                "Een goed en een minder goed te lezen bestand",
                {
                    "documents": [
                        {"title": "Checklist openingstijden", "url": "#downloads", "kind": "PDF"}
                        | {"size": "240 kB", "is_accessible": True},
                        {"title": "Rekenmodel", "url": "#downloads", "kind": "XLSX"},
                    ]
                },
            )
        ],
        "on_this_page": [
            Example(
                "Koppen van twee niveaus",
                {
                    "headings": [
                        {"id": "on_this_page", "title": "Waarom de raad belangrijk is", "level": 2},
                        {"id": "on_this_page", "title": "De begroting", "level": 3},
                    ]
                },
            )
        ],
        "pagination": [
            Example("Middenin", _pages(5)),
            Example("Eerste pagina", _pages(1) | {"label": "Bladeren door artikelen"}),
        ],
        "toc": [Example("Met een open hoofdstuk", {"items": _CHAPTERS, "title": "Handboek Draagvlak", "url": "#toc"})],
    }
