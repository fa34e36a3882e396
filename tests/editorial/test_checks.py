"""Editors read what could be better on a page; it never keeps them from saving."""

from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.editorial.checks import check_content
from cms.editorial.readability import measure, syllables
from cms.editorial.services import assign_workflow
from cms.media.models import SiteImage
from home.models import ContentPage, HomePage
from kennisbank.articles.models import ArticlePage
from tests.editor import create_page, edit_page
from tests.editorial.forms import editor_data
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    ChapterPageFactory,
    ContentPageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.media.files import picture


def page_with(*texts: str, **fields: Any) -> ContentPage:
    """A filed page with these pieces of text."""
    return ContentPageFactory(body=[("text", text) for text in texts], themes=[ThemeFactory()], **fields)


def places(page: ContentPage) -> dict[str, list[str]]:
    """What was found on `page`, by its code."""
    return {finding.code: finding.places for finding in check_content(page)}


STARTER = "Begin met wat de lezer moet weten of doen."
GOOD = "<h2>Open</h2><p>De balie is open.</p><h3>Tijden</h3><p>Zie <a href='https://a.nl'>de openingstijden</a>.</p>"


def test_a_good_page_has_nothing_to_improve(home: HomePage) -> None:
    assert check_content(page_with(GOOD)) == []


@pytest.mark.parametrize(
    ("html", "code", "found"),
    [
        ("<h3>Te diep</h3><p>Tekst.</p>", "heading-order", ["Te diep"]),
        ("<h2>Een</h2><h4>Te diep</h4><p>Tekst.</p>", "heading-order", ["Te diep"]),
        ("<h2>Een</h2><p>Tekst.</p><h2> </h2>", "heading-empty", []),
        ("<h2>Een</h2><p> </p>", "heading-bare", ["Een"]),
        ("<h2>Een</h2><p></p><h2>Twee</h2><p>Tekst.</p>", "heading-bare", ["Een"]),
        ("<h2>Een</h2><h3>Twee</h3><h2>Drie &amp; vier</h2>", "heading-bare", ["Twee", "Drie & vier"]),
        ("<p>Begin met wat de lezer moet weten of doen.</p>", "starter", [STARTER]),
        (f"<p>Mijn tekst. <b>{STARTER}</b></p>", "starter", [STARTER]),
        ('<p><a href="https://a.nl">Klik hier</a></p>', "link-text", ["Klik hier"]),
        ('<p><a href="https://a.nl">Lees <b>meer</b> »</a></p>', "link-text", ["Lees meer »"]),
        ('<p><a linktype="page" id="1">hier.</a></p>', "link-text", ["hier."]),
        ('<p><a href="https://a.nl">https://a.nl</a></p>', "bare-url", ["https://a.nl"]),
        ("<p>Zie www.a.nl/b voor meer.</p>", "bare-url", ["www.a.nl/b"]),
        (f"<p>{'woord ' * 26}.</p>", "long-sentence", [f"{'woord ' * 26}."]),
    ],
)
def test_what_could_be_better_is_found(home: HomePage, html: str, code: str, found: list[str]) -> None:
    assert places(page_with(html)) == {code: found}


def test_the_words_of_a_footnote_are_not_those_of_its_sentence(home: HomePage) -> None:
    note = "Zie artikel 160 van de wet en wat wij daar eerder over schreven"
    sentence = f"<p>{'woord ' * 20}((<i>{note}</i>.)) en nog drie.</p>"
    assert places(page_with(sentence)) == {}
    assert "long-sentence" in places(page_with(sentence.replace("((", "(").replace("))", ")")))


def test_a_vague_link_in_a_block_of_links_is_found(home: HomePage) -> None:
    texts = ["klik hier", "https://a.nl", "De openingstijden", ""]
    links = [{"page": home.pk, "address": "", "text": text} for text in texts]
    page = ContentPageFactory(themes=[ThemeFactory()])
    page.body = [{"type": "links", "value": {"title": "Lees verder", "links": links}}]
    assert places(page) == {"link-text": ["klik hier"], "bare-url": ["https://a.nl"]}


def test_a_vague_entrance_of_the_home_page_is_found(home: HomePage) -> None:
    home.entrances = [{"type": "entrance", "value": {"title": "Meer", "text": "Alles.", "page": home.pk}}]
    assert places(home)["link-text"] == ["Meer"]


def test_headings_run_on_over_blocks(home: HomePage) -> None:
    assert places(page_with("<h2>Een</h2>", "<h3>Onder een</h3><p>Tekst.</p>")) == {}
    assert places(page_with("<h2>Een</h2>", "<p>Tekst.</p>")) == {}
    assert places(page_with("<h2>Een</h2>", "<h2>Twee</h2>")) == {"heading-bare": ["Een", "Twee"]}


def test_any_block_with_something_in_it_stands_below_a_heading(home: HomePage) -> None:
    page = ContentPageFactory(themes=[ThemeFactory()])
    for text, found in (("Zo.", {}), ("", {"heading-bare": ["Een"]})):
        quote = {"text": text, "name": "", "role": ""}
        page.body = [{"type": "text", "value": "<h2>Een</h2>"}, {"type": "quote", "value": quote}]
        assert places(page) == found


def test_what_a_new_page_begins_with_is_the_first_that_is_found(home: HomePage) -> None:
    page = ArticlePageFactory(body=ArticlePage._meta.get_field("body").get_default(), themes=[])
    findings = check_content(page)
    assert findings[0].code == "starter"
    assert findings[0].places == ["Zeg in twee zinnen wat de lezer hierna weet."]
    assert places(page)["heading-bare"] == ["Wat is er aan de hand?", "Zo pakt u het aan"]


@pytest.mark.parametrize("rule", ["direct", "vier-ogen"])
def test_what_a_new_page_begins_with_is_kept_as_a_draft_and_goes_no_further(home: HomePage, rule: str) -> None:
    parent = ArticleIndexPageFactory()
    assign_workflow(parent, rule)
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    go_on = "action-publish" if rule == "direct" else "action-submit"
    starter = streamfield([("text", rich_text("<p>Zeg in twee zinnen wat de lezer hierna weet.</p>"))])
    refused = create_page(client, ArticlePage, parent, go_on, body=starter)
    assert "Hier staat nog de voorbeeldtekst" in unescape(refused.content.decode())
    assert not ArticlePage.objects.exists()
    create_page(client, ArticlePage, parent, "", body=starter)
    page = ArticlePage.objects.get()
    assert edit_page(client, page, go_on, body=starter).status_code == 200
    page.refresh_from_db()
    assert not page.live
    assert not page.workflow_in_progress
    assert edit_page(client, page, go_on).status_code == 302
    page.refresh_from_db()
    assert page.live or page.workflow_in_progress


def test_a_long_title_and_no_theme_are_found(home: HomePage) -> None:
    page = ContentPageFactory(title="Titel " * 14, body=[])
    assert places(page) == {"title": [], "theme": []}
    page.summary = " "
    assert "summary" in places(page)
    assert places(ChapterPageFactory(body=[])) == {}


def test_a_picture_in_the_text_that_is_called_decoration_is_found(home: HomePage) -> None:
    image = SiteImage.objects.create(title="Balie", file=SimpleUploadedFile("balie.jpg", picture()), is_decorative=True)
    page = ContentPageFactory(body=[("image", {"image": image, "caption": ""})], themes=[ThemeFactory()])
    assert places(page) == {"alt-text": ["Balie"]}


def test_hard_text_is_found_and_plain_text_is_not(home: HomePage) -> None:
    hard = "Organisatieontwikkelingsprogramma's veronderstellen implementatieverantwoordelijkheden. " * 40
    plain = "U komt naar de balie. Wij helpen u daar. U krijgt een brief mee. " * 10
    assert "readability" in places(page_with(f"<p>{hard}</p>"))
    assert places(page_with(f"<p>{plain}</p>")) == {}


@pytest.mark.parametrize(
    ("word", "count"),
    [("loket", 2), ("gemeente", 3), ("sociaal", 3), ("beëindigen", 4), ("bureau", 2), ("ideeën", 3), ("brr", 1)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_score_is_that_of_douma() -> None:
    # 25 sentences of four words of one syllable: 206.835 - 0.93 x 4 - 77 x 1 = 126.1, and 100 is the most.
    assert measure("De man zit hier. " * 25).score == 100
    # 25 of four words of two syllables: 206.835 - 3.72 - 154 = 49.1.
    assert measure("Deze tafel lijken groter. " * 25).score == 49
    assert measure("Deze tafel lijken groter.").score is None


def test_the_editor_shows_the_tips_after_each_save(home: HomePage) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    page = page_with(GOOD)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Er is niets gevonden om te verbeteren." in client.get(url).content.decode()
    body = streamfield([("text", rich_text('<h3>Diep</h3><p><a href="https://a.nl">klik hier</a></p>'))])
    response = client.post(url, editor_data(page, body=body), follow=True)
    assert response.redirect_chain, "advice must not keep a page from being saved"
    shown = BeautifulSoup(client.get(url).content, "html.parser").select("[data-finding]")
    assert {item["data-finding"] for item in shown} >= {"heading-order", "link-text"}
    assert "klik hier" in " ".join(item.get_text() for item in shown)


def test_a_new_page_says_that_tips_come_after_saving(home: HomePage) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    html = client.get(reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])).content.decode()
    assert "Sla de pagina op. Daarna staan hier tips" in html


def test_what_is_found_is_text_and_never_markup(home: HomePage) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    page = page_with("<h3>&lt;img src=x onerror=alert(1)&gt;</h3>")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;</li>" in html


def test_checking_takes_as_many_queries_for_much_as_for_little(
    home: HomePage, django_assert_max_num_queries: Any
) -> None:
    page = ContentPage.objects.get(pk=page_with(*[GOOD] * 20).pk)
    with django_assert_max_num_queries(2):
        check_content(page)
