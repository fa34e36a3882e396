"""A whole body: links, queries, what is kept, and what several bodies on one page need."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from cms.blocks.rendering import Part, render_body, render_document
from home.models import HomePage
from kennisbank.handbooks.models import ChapterPage
from tests.blocks.bodies import items, make_document, make_image, raw, stream
from tests.blocks.nesting import read
from tests.factories import (
    ArticlePageFactory,
    ChapterPageFactory,
    ContentPageFactory,
    GlossaryTermFactory,
    HandbookPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def link_to(page_id: int, text: str = "lees dit") -> str:
    return f'<a linktype="page" id="{page_id}">{text}</a>'


def test_links_to_pages_and_documents_get_their_address(home: HomePage) -> None:
    page, document = ContentPageFactory(parent=home), make_document()
    source = (
        f'<p>{link_to(page.pk)} <a linktype="document" id="{document.pk}">plan</a> <a href="mailto:a@b.nl">m</a></p>'
    )
    soup = BeautifulSoup(render_body(stream(("text", source))).html, "html.parser")
    assert [link["href"] for link in soup.select("a")] == [page.url, document.url, "mailto:a@b.nl"]


def test_links_that_lead_nowhere_become_text(home: HomePage) -> None:
    draft = ContentPageFactory(parent=home, live=False)
    source = (
        f"<p>{link_to(999_999, 'weg <b>is</b> weg')} {link_to(draft.pk, 'concept')} {link_to('x', 'onzin')} "  # type: ignore[arg-type]
        '<a linktype="document" id="999999">document</a> <a linktype="iets" id="1">iets</a> <a>los</a></p>'
    )
    html = render_body(stream(("text", source))).html
    assert html.strip() == "<p>weg <b>is</b> weg concept onzin document iets los</p>"


def test_a_link_to_a_restricted_page_asks_for_a_log_in(home: HomePage) -> None:
    page = ContentPageFactory(parent=home)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert f'href="{page.url}"' in render_body(stream(("text", f"<p>{link_to(page.pk)}</p>"))).html


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)"])
def test_addresses_that_run_script_go(href: str) -> None:
    assert "href" not in render_body(stream(("text", f'<p><a href="{href}">x</a></p>'))).html


def heavy_body(home: HomePage) -> list[dict[str, Any]]:
    """Sixty blocks of every kind, with seventy links to pages and twelve pictures."""
    pages = [ContentPageFactory(parent=home).pk for _ in range(14)]
    documents = [make_document().pk for _ in range(3)]
    text = "<h2>Kop</h2><p>Tekst over balie. " + " ".join(link_to(pages[n]) for n in range(2)) + " ((Zie {}.))</p>"
    callout = {"kind": "tip", "title": "Tip", "text": text.replace("<h2>Kop</h2>", "")}
    links = items(*({"page": page, "address": "", "text": ""} for page in pages[:5]))
    return raw(
        *(("text", text) for _ in range(22)),
        *(("callout", callout) for _ in range(8)),
        *(("image", {"image": make_image().pk, "caption": "Balie"}) for _ in range(12)),
        *(("quote", {"text": "Zo hoort het.", "name": "Ineke", "role": ""}) for _ in range(4)),
        *(("steps", {"steps": items(*[{"title": "Stap", "text": text}] * 2)}) for _ in range(2)),
        *(("accordion", {"items": items({"title": "Vraag", "text": text})}) for _ in range(2)),
        *(("table", _table(text)) for _ in range(2)),
        *(("links", {"title": "Lees verder", "links": links}) for _ in range(3)),
        *(("downloads", {"title": "Downloads", "documents": items(*documents)}) for _ in range(3)),
        *(("video", {"title": "F", "url": "https://vimeo.com/76979871", "transcript": text}) for _ in range(2)),
    )


def _table(text: str) -> dict[str, Any]:
    cell = text.replace("<h2>Kop</h2>", "")
    return {"caption": "T", "columns": [{"type": "rich_text", "heading": "K"}], "rows": [{"values": [cell]}]}


def test_a_heavy_chapter_takes_few_queries(
    home: HomePage, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    GlossaryTermFactory(term="balie")
    handbook = HandbookPageFactory(themes=[ThemeFactory()])
    ChapterPageFactory(parent=handbook)
    page = ChapterPageFactory(parent=handbook, body=heavy_body(home))
    assert len(page.body) == 60
    client.get(page.url)
    with django_assert_max_num_queries(17):
        answer = client.get(page.url, {"vers": "1"})
    read(BeautifulSoup(answer.content, "html.parser").main.prettify())
    body = page.render_body()
    read(body.html)
    assert body.html.count("<picture>") == 12
    assert body.html.count("lees dit") > 70
    with django_assert_max_num_queries(7):
        ChapterPage.objects.get(pk=page.pk).render_body()


def test_a_published_body_is_rendered_once_until_something_changes(home: HomePage, client: Client) -> None:
    target = ContentPageFactory(parent=home, slug="oud")
    page = ArticlePageFactory(body=[("text", f"<p>{link_to(target.pk)}</p>")])
    assert "/oud/" in page.published_body().html
    page.body = stream(("text", "<p>Nog niet gepubliceerd.</p>"))
    assert "/oud/" in page.published_body().html
    assert "Nog niet" in page.render_body().html
    target.slug = "nieuw"
    target.save_revision().publish()
    page.refresh_from_db()
    assert "/nieuw/" in page.published_body().html


def test_several_bodies_on_one_page_keep_apart(
    home: HomePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = ContentPageFactory(parent=home)
    GlossaryTermFactory(term="balie")
    make_image()

    def parts(count: int) -> list[Part]:
        text = f"<h2>Kop</h2><p>De balie ((noot)) {link_to(page.pk)}</p>"
        image = ("image", {"image": make_image().pk, "caption": ""})
        return [Part(stream(("text", text), image), f"deel-{n}-", depth=1) for n in range(count)]

    bodies = render_document(parts(3))
    read("".join(body.html for body in bodies))
    assert [body.headings[0].id for body in bodies] == ["deel-0-kop", "deel-1-kop", "deel-2-kop"]
    assert [note.id for body in bodies for note in body.footnotes] == [f"deel-{n}-noot-1" for n in range(3)]
    assert all("<h3 id=" in body.html and "popovertarget" not in body.html for body in bodies)

    one, twenty = parts(1), parts(20)
    for warm in (one, twenty):
        render_document(warm)
    for many in (one, twenty):
        again = [
            Part(stream(*((raw_["type"], raw_["value"]) for raw_ in part.stream.raw_data)), "", 0) for part in many
        ]
        with django_assert_num_queries(2):
            render_document(again)


def test_no_bodies_is_no_document() -> None:
    assert render_document([]) == []


def test_an_empty_body_between_others() -> None:
    bodies = render_document(
        [Part(stream(("text", "<p>a</p>")), "", 0), Part(stream(), "", 0), Part(stream(("text", "<p>b</p>")), "", 0)]
    )
    assert [body.html.strip() for body in bodies] == ["<p>a</p>", "", "<p>b</p>"]
