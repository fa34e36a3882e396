"""What stands between and under a running text."""

from cms.components.examples.example import Example, Examples
from cms.components.examples.html import html
from cms.components.examples.pictures import library_picture


def _picture_html() -> str:
    picture = library_picture()
    if picture is None:
        return ""
    return picture.get_rendition("width-720|format-webp").img_tag({"loading": "lazy"})


def examples() -> Examples:
    """Return the states of what articles and handbooks are made of."""
    text = html("text")
    questions = [{"title": "Wat kost één loket?", "body": text}, {"title": "Hoelang duurt het?", "body": text}]
    steps = [
        {"title": "Verken wie er wil", "body": text},
        {"title": "Laat zien wat er misgaat", "body": text},
    ]
    term = {"slug": "backoffice", "title": "Backoffice", "explanation": "De vakafdelingen van de gemeente."}
    note = {"number": 1, "id": "noot-1", "mark_id": "footnotes", "body": "VNG, Dienstverlening in beeld, 2021."}
    film = {
        "title": "Eén loket in Zwolle",
        "url": "https://video.example/een-loket",
        "player_url": "https://video.example/speler/een-loket",
        "host": "Voorbeeldvideo",
    }
    return {
        "accordion": [Example("Twee vragen", {"items": questions})],
        "callout": [
            Example("Tip", {"kind": "tip", "title": "Begin klein", "body": text}),
            Example("Let op, zonder titel", {"kind": "let-op", "body": text}),
            Example("Voorbeeld", {"kind": "voorbeeld", "title": "Zo deed Zwolle het", "body": text}),
        ],
        "figure": [
            Example(
                "Met bijschrift en maker",
                {"image_html": _picture_html(), "caption": "Het nieuwe loket", "credit": "OL2000"},
            )
        ],
        "footnotes": [Example("Eén noot", {"footnotes": [note]})],
        "quote": [
            Example(
                "Met naam en functie",
                {
                    "text": "Inwoners merken niets van onze afdelingen. Zo hoort het.",
                    "name": "Fatma Yıldız",  # noqa: RUF001 - a name
                    "role": "teamleider publiekszaken",
                },
            ),
            Example("Zonder naam", {"text": "Ik hoefde maar één keer te komen."}),
        ],
        "steps": [Example("Twee stappen", {"steps": steps})],
        "table": [Example("Een kleine tabel", {"caption": "Wie doet wat?", "html": html("rows")})],
        "term": [
            Example("In een zin", {"text": "backoffice", "term": term, "url": "#term"}),
        ],
        "video": [Example("Met uitgeschreven tekst", film | {"transcript": text})],
    }
