"""What tells a visitor something, and what she can press."""

from cms.components.examples.example import Example, Examples


def examples() -> Examples:
    """Return the states of messages, badges and buttons."""
    return {
        "alert": [
            Example("Ter informatie", {"title": "Dit handboek wordt herzien", "text": "De nieuwe druk komt in juni."}),
            Example("Gelukt", {"kind": "success", "text": "Uw aanmelding is ontvangen. U krijgt een mail."}),
            Example(
                "Let op",
                {"kind": "warning", "title": "Bijna vol", "text": "Er zijn nog twee plaatsen.", "heading_level": 3},
            ),
            Example("Fout", {"kind": "error", "title": "Dat lukte niet", "text": "Probeer het over een minuut weer."}),
            Example(
                "Antwoord op een formulier, meteen voorgelezen",
                {"kind": "success", "text": "Uw vraag is verstuurd. U krijgt binnen drie werkdagen antwoord."}
                | {"is_live": True},
            ),
        ],
        "badge": [
            Example("Gewoon", {"text": "Nieuw"}),
            Example("Informatie", {"text": "Online", "kind": "info"}),
            Example("Gunstig", {"text": "Nog 4 plaatsen", "kind": "success"}),
            Example("Waarschuwing", {"text": "Wachtlijst", "kind": "warning"}),
            Example("Ongunstig", {"text": "Gaat niet door", "kind": "error"}),
            Example("Voorbij", {"text": "Geweest", "kind": "neutral"}),
            Example("Met pictogram", {"text": "Goedgekeurd", "kind": "success", "icon": "check"}),
        ],
        "button": [
            Example("Knop", {"label": "Meld u aan"}),
            Example("Link", {"label": "Bekijk het handboek", "url": "#button", "icon": "book"}),
            Example("Tweede keus", {"label": "Bewaar en ga later verder", "kind": "secondary"}),
            Example("Rustig", {"label": "Annuleer", "kind": "quiet", "type": "button"}),
            Example("Gevaarlijk en klein", {"label": "Meld u af", "kind": "danger", "is_small": True}),
            Example("Met een waarde", {"label": "Ja, ik kom", "name": "antwoord", "value": "ja", "icon": "check"}),
        ],
        "empty_state": [
            Example(
                "Niets gevonden",
                {
                    "title": "Geen projecten gevonden",
                    "text": "Er is geen project dat bij al uw keuzes past. Haal een filter weg.",
                    "link_url": "#empty_state",
                    "link_label": "Wis alle filters",
                },
            ),
            Example("Nog leeg", {"title": "De agenda is nog leeg", "icon": "calendar", "heading_level": 3}),
        ],
        "logo": [
            Example("Met naam voor een schermlezer", {"title": "Programmabureau OL2000"}),
            Example("Als versiering naast een tekst"),
        ],
        "print_button": [
            Example("Gewoon"),
            Example("Met eigen tekst", {"label": "Druk het hele handboek af"}),
        ],
    }
