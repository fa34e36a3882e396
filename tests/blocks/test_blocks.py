"""Every block: rendered as visitors see it, previewed as editors see it, and with its limits."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.rich_text import features

from cms.blocks.rendering import render_body
from cms.blocks.richtext import FULL
from cms.blocks.video import film_at
from home.models import HomePage
from tests.blocks.bodies import BODY, items, make_document, make_image, stream
from tests.blocks.nesting import read
from tests.factories import ContentPageFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = "<p>Tekst met een ((noot)).</p>"


def rendered(kind: str, value: Any) -> BeautifulSoup:
    """Return one block as a visitor sees it."""
    html = render_body(stream((kind, value))).html
    read(html)
    return BeautifulSoup(html, "html.parser")


def test_text_keeps_what_its_editor_makes_and_nothing_else() -> None:
    html = render_body(
        stream(
            (
                "text",
                '<h2 data-block-key="a">Kop</h2><p onclick="x()">a<script>b</script><img src="x"><hr/><b>c</b></p>',
            )
        )
    ).html
    assert html.strip() == '<h2 id="kop">Kop</h2><p>a</p><hr><b>c</b><p></p>'


def test_callout() -> None:
    soup = rendered("callout", {"kind": "let-op", "title": "Kijk <uit>", "text": TEXT})
    box = soup.select_one(".ol-callout--let-op[role=note]")
    assert box.select_one(".ol-callout__title").text == "Kijk <uit>"
    assert box.select_one(".ol-callout__body sup a")["href"] == "#noot-1"


def test_quote() -> None:
    soup = rendered("quote", {"text": "Zo hoort het.", "name": "Ineke", "role": "teamleider"})
    assert soup.select_one("figure blockquote").text.strip() == "Zo hoort het."
    assert "Ineke" in soup.select_one("figure figcaption").text


def test_image() -> None:
    image = make_image(width=1600, credit="Jan de Boer")
    soup = rendered("image", {"image": image.pk, "caption": "De balie"})
    picture = soup.select_one("figure.ol-figure picture")
    assert picture.source["type"] == "image/webp"
    assert "720w" in picture.source["srcset"]
    assert (picture.img["width"], picture.img["height"], picture.img["loading"]) == ("1440", "810", "lazy")
    assert picture.img["alt"] == "Een vrouw helpt een man aan de balie."
    assert "De balie" in soup.figcaption.text
    assert "Jan de Boer" in soup.figcaption.text


def test_a_picture_that_is_decoration_has_an_empty_alternative() -> None:
    image = make_image(is_decorative=True)
    assert rendered("image", {"image": image.pk, "caption": ""}).img["alt"] == ""


def test_a_picture_that_was_deleted_leaves_nothing() -> None:
    assert render_body(stream(("image", {"image": 999_999, "caption": "Weg"}))).html.strip() == ""


def test_figures() -> None:
    soup = rendered("figures", {"figures": items({"value": "34%", "label": "minder", "note": "in 2005"})})
    assert soup.select_one("dl dt").text == "minder"
    assert [dd.text for dd in soup.select("dl dd")] == ["34%", "in 2005"]


def test_steps() -> None:
    soup = rendered("steps", {"steps": items(*({"title": f"Stap {n}", "text": TEXT} for n in "ab"))})
    assert [heading.text for heading in soup.select("ol > li h3")] == ["Stap 1: Stap a", "Stap 2: Stap b"]
    assert [mark.text for mark in soup.select("sup")] == ["1", "2"]


def test_table() -> None:
    table = {
        "caption": "Wachttijd <nu>",
        "columns": [
            {"type": "text", "heading": "Waar"},
            {"type": "number", "heading": "Tijd"},
            {"type": "rich_text", "heading": "Uitleg"},
        ],
        "rows": [{"values": ["A & B", "6", TEXT]}, {"values": [None, None, None]}],
    }
    soup = rendered("table", table)
    region = soup.select_one("[role=region][tabindex='0']")
    assert region["aria-label"] == "Tabel: Wachttijd <nu>"
    assert region.table.caption.text == "Wachttijd <nu>"
    assert [cell["scope"] for cell in region.select("thead th")] == ["col"] * 3
    assert [cell.text.strip() for cell in region.select("tbody td")][:2] == ["A & B", "6"]
    assert region.select_one("td sup a")


def test_accordion() -> None:
    soup = rendered("accordion", {"items": items({"title": "Moet alles in één keer?", "text": TEXT})})
    assert soup.details.summary.text.strip() == "Moet alles in één keer?"
    assert soup.select_one("details sup a")


def test_links_lead_only_to_what_everybody_may_see(home: HomePage) -> None:
    pages = [ContentPageFactory(parent=home) for _ in range(3)]
    pages[1].unpublish()
    PageViewRestriction.objects.create(page=pages[2], restriction_type="login")
    links = [{"page": page.pk, "address": "", "text": ""} for page in pages]
    links += [{"page": pages[0].pk, "address": "", "text": "Lees dit"}, {"page": 999_999, "address": "", "text": "Weg"}]
    links += [{"page": None, "address": "https://vng.nl/", "text": "VNG"}]
    soup = rendered("links", {"title": "Lees verder", "links": items(*links)})
    assert [(link["href"], link.find(string=True)) for link in soup.select("a")] == [
        (pages[0].url, pages[0].title),
        (pages[0].url, "Lees dit"),
        ("https://vng.nl/", "VNG"),
    ]
    assert pages[2].title not in soup.text


def test_links_of_which_none_leads_anywhere_leave_nothing() -> None:
    value = {"title": "Lees verder", "links": items({"page": 999_999, "address": "", "text": "Weg"})}
    assert render_body(stream(("links", value))).html.strip() == ""


def test_downloads() -> None:
    plan = make_document(is_accessible=False)
    guide = make_document("guide.pdf", title="Guide", language="en", is_accessible=True)
    sheet = make_document("tabel.xlsx", title="Tabel")
    soup = rendered("downloads", {"title": "Downloads", "documents": items(plan.pk, guide.pk, sheet.pk, 999_999)})
    rows = soup.select("li")
    assert len(rows) == 3
    assert "(PDF, 2,9\xa0KB)" in rows[0].text
    assert "schermlezer" in rows[0].text
    assert "(PDF, Engels, " in rows[1].text
    assert "schermlezer" not in rows[1].text
    assert "(XLSX, " in rows[2].text
    assert "schermlezer" not in rows[2].text
    assert rows[0].a["href"] == plan.url


def test_video_loads_nothing_by_itself() -> None:
    value = {"title": 'Eén "loket"', "url": "https://youtu.be/dQw4w9WgXcQ", "transcript": TEXT}
    soup = rendered("video", value)
    assert not soup.select("iframe, img, script")
    frame = soup.select_one("[data-ol-video]")
    assert frame["data-src"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert frame["data-title"] == 'Eén "loket"'
    assert soup.select_one("a")["href"] == "https://youtu.be/dQw4w9WgXcQ"
    assert soup.details.sup


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtube.com/watch?list=a&v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.youtube.com/", None),
        ("https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", None),
        ("https://vimeo.com/over-ons", None),
        ("javascript:alert(1)//youtu.be/dQw4w9WgXcQ", None),
        ("", None),
    ],
)
def test_films_are_known_by_their_address(url: str, player: str | None) -> None:
    film = film_at(url)
    assert (film.player_url if film else None) == player


def test_a_film_elsewhere_leaves_nothing() -> None:
    value = {"title": "Film", "url": "https://elders.example/film", "transcript": TEXT}
    assert render_body(stream(("video", value))).html.strip() == ""


def test_footnotes_run_on_through_all_blocks() -> None:
    body = render_body(
        stream(
            ("text", TEXT),
            ("callout", {"kind": "tip", "title": "((geen noot))", "text": TEXT}),
            ("text", TEXT),
        )
    )
    assert [note.number for note in body.footnotes] == [1, 2, 3]
    assert "((geen noot))" in body.html
    read(body.html)


@pytest.mark.parametrize(
    "text", ['((x))" onload="y', "<ol-note>x</ol-note>", "<!-- seam -->", '<a linktype="page" id="1">x']
)
def test_plain_fields_hold_only_text(text: str) -> None:
    image = make_image(description=text, credit=text)
    body = render_body(
        stream(
            ("image", {"image": image.pk, "caption": text}),
            ("quote", {"text": text, "name": text, "role": text}),
            ("video", {"title": text, "url": "https://vimeo.com/76979871", "transcript": "<p>x</p>"}),
        )
    )
    assert body.footnotes == []
    assert read(body.html).text.count(text) >= 5


# What editors see.


@pytest.fixture
def redacteur(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.mark.parametrize("kind", BODY.child_blocks)
def test_every_block_has_a_preview_and_says_what_it_is_for(kind: str, redacteur: Client) -> None:
    make_image()
    make_document()
    block = BODY.child_blocks[kind]
    assert block.is_previewable
    assert block.get_description()
    answer = redacteur.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one("link[rel=stylesheet][href$='css/site.css']")
    assert len(soup.select_one(".ol-prose").text.strip()) > 10


@pytest.mark.parametrize("kind", ["image", "downloads"])
def test_previews_stand_an_empty_library(kind: str, redacteur: Client) -> None:
    answer = redacteur.get(reverse("wagtailadmin_block_preview"), {"id": BODY.child_blocks[kind].definition_prefix})
    assert answer.status_code == 200


LINK = {"page": None, "address": "", "text": ""}
FILM = {"title": "Film", "transcript": "<p>Tekst</p>"}
TABLE = {"caption": "Cijfers", "columns": [{"type": "text", "heading": "Kop"}], "rows": [{"values": ["x"]}]}


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("links", {"title": "L", "links": items(LINK)}, "Kies een pagina of vul een adres in."),
        ("links", {"title": "L", "links": items({**LINK, "address": "https://vng.nl"})}, "Vul in waar het adres"),
        ("links", {"title": "L", "links": []}, ""),
        ("video", {**FILM, "url": "https://elders.example/film"}, "Gebruik het adres van een film op youtube.com"),
        ("table", {**TABLE, "caption": " "}, "Geef de tabel een bijschrift"),
        ("table", {**TABLE, "columns": [{"type": "text", "heading": ""}]}, "Geef elke kolom een kop"),
        ("table", {**TABLE, "rows": TABLE["rows"] * 61}, "Gebruik hoogstens 8 kolommen en 60 rijen"),
        ("quote", {"text": "x" * 501, "name": "N", "role": ""}, ""),
        ("text", "<p>" + "x" * 20_001 + "</p>", ""),
        ("callout", {"kind": "tip", "title": "", "text": "<p>" + "x" * 4_001 + "</p>"}, ""),
        ("figures", {"figures": items(*[{"value": "1", "label": "x", "note": ""}] * 7)}, ""),
        ("steps", {"steps": items({"title": "Alleen", "text": TEXT})}, ""),
    ],
)
def test_what_is_refused(kind: str, value: Any, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        BODY.clean(stream((kind, value)))
    assert message in str(_messages(refused.value))


def _messages(error: ValidationError) -> Any:
    return error.as_json_data() if hasattr(error, "as_json_data") else error.messages


def test_a_link_to_a_page_and_to_an_address_at_once_is_refused(home: HomePage) -> None:
    value = {"title": "L", "links": items({"page": home.pk, "address": "https://vng.nl", "text": "x"})}
    with pytest.raises(ValidationError):
        BODY.clean(stream(("links", value)))


def test_a_body_has_an_end() -> None:
    BODY.clean(stream(*[("text", TEXT)] * 200))
    with pytest.raises(ValidationError):
        BODY.clean(stream(*[("text", TEXT)] * 201))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("links", {"title": "L", "links": items(LINK)}),
        ("links", {"title": "L", "links": items({**LINK, "address": "https://vng.nl"})}),
        ("video", {"title": "", "url": "", "transcript": ""}),
        ("table", {**TABLE, "caption": ""}),
    ],
)
def test_a_draft_may_be_unfinished(kind: str, value: Any) -> None:
    BODY.clean_deferred(stream((kind, value)))


def test_what_is_right_is_accepted(home: HomePage) -> None:
    link = {"page": home.pk, "address": "", "text": ""}
    BODY.clean(
        stream(
            ("links", {"title": "L", "links": items(link)}),
            ("table", TABLE),
            ("video", {**FILM, "url": "https://vimeo.com/76979871"}),
        )
    )


def test_the_buttons_of_the_text_editor_are_dutch() -> None:
    plugins = [features.get_editor_plugin("draftail", name) for name in FULL]
    names = [str(plugin.data["description"]) for plugin in plugins if hasattr(plugin, "data")]
    assert names == [
        "Kop 2",
        "Kop 3",
        "Kop 4",
        "Vet",
        "Cursief",
        "Link",
        "Document",
        "Genummerde lijst",
        "Lijst met opsommingstekens",
    ]
