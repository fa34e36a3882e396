"""Pages in lists and grids, people, and facts at a glance."""

from dataclasses import replace
from datetime import UTC, datetime

from cms.components.examples.example import Example, Examples
from cms.components.examples.pictures import library_picture
from cms.pages.cards import Card


def examples() -> Examples:
    """Return the states of cards, people and facts."""
    picture = library_picture()
    handbook = Card(
        title="Handboek Draagvlak: iedereen mee",
        url="#card",
        kind="Handboek",
        icon="book",
        summary="Bestuur, medewerkers en inwoners meenemen in de keuze voor één loket.",
        image=picture,
        date=datetime(2026, 3, 3, tzinfo=UTC),
        date_label="Bijgewerkt",
        meta=["12 hoofdstukken"],
    )
    story = Card(
        title="Terschelling: één loket voor alle eilandbewoners",
        url="#card",
        kind="Verhaal",
        icon="story",
        summary="De bibliotheek werd het loket. Wat leverde dat op?",
        meta=["Terschelling"],
        badge="Nieuw",
    )
    workshop = replace(
        handbook,
        title="De knip tussen front- en backoffice in één dag",
        kind="Workshop",
        icon="calendar",
        date_label="",
        meta=["10.00 uur", "Zwolle"],
        badge="Nog 4 plaatsen",
        badge_kind="success",
    )
    full = replace(workshop, title="Wachttijd meten", badge="Vol", badge_kind="warning", image=None, meta=["Online"])
    bare = Card(title="Over ons", url="#card", kind="", icon="")
    more = {"more_url": "#card_grid", "more_label": "Alle artikelen"}
    return {
        "card": [
            Example("Met foto, datum en bijzonderheden", {"card": handbook}),
            Example("Met een stand", {"card": workshop, "sizes": "25rem"}),
            Example("Zonder foto", {"card": story}),
            Example("Alleen een titel", {"card": bare, "heading_level": 3}),
        ],
        "card_grid": [
            Example(
                "Met kop, inleiding en link",
                {"cards": [handbook, workshop, story], "heading": "Nieuw in de Kennisbank", **more}
                | {"intro": "Wat de afgelopen maand verscheen."},
            ),
            Example("Brede kolommen", {"cards": [handbook, story], "is_wide": True}),
            Example("Smalle kolommen", {"cards": [bare, story, full], "is_small": True}),
        ],
        "card_list": [
            Example(
                "Agenda",
                {"cards": [workshop, full], "shows_dates": True, "heading": "Binnenkort"}
                | {"more_url": "#card_list", "more_label": "Hele agenda"},
            ),
            Example("Rijen", {"cards": [handbook, story, bare]}),
        ],
        "person": [
            Example(
                "Met foto",
                {"name": "Ineke Dijkstra", "role": "Adviseur dienstverlening", "image": picture, "url": "#person"},
            ),
            Example(
                "Met contactgegevens, zonder foto",
                {"name": "Yusuf Demir", "email": "yusuf@ol2000.example", "phone": "070 123 45 67"},
            ),
        ],
        "data_list": [
            Example(
                "Feiten",
                {
                    "items": [
                        {"label": "Organisatie", "value": "Gemeente Zwolle", "url": "#data_list"},
                        {"label": "Voor wie", "value": "Projectleiders en teamleiders publiekszaken"},
                        {"label": "Kosten", "value": "Gratis"},
                    ]
                },
            )
        ],
        "figures": [
            Example(
                "Drie cijfers",
                {
                    "figures": [
                        {"value": "34%", "label": "minder doorverwijzingen", "note": "gemeten over zes maanden"},
                        {"value": "12", "label": "loketten samengevoegd"},
                        {"value": "8,1", "label": "rapportcijfer van inwoners"},
                    ]
                },
            )
        ],
        "phase_bar": [
            Example(
                "Halverwege",
                {
                    "phases": [
                        {"title": "Oriëntatie", "is_done": True},
                        {"title": "Ontwerp", "is_done": True, "url": "#phase_bar"},
                        {"title": "Bouw", "is_current": True},
                        {"title": "Beheer"},
                    ]
                },
            )
        ],
    }
