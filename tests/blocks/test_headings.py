"""Anchors for headings."""

from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from cms.blocks.footnotes import collect_footnotes
from cms.blocks.headings import Heading, anchor_headings, lower_headings
from cms.blocks.rendering import clean_rich_text
from tests.blocks.nesting import read


def test_headings_get_anchors_made_of_their_words() -> None:
    html, headings = anchor_headings("<h2>Wat &amp; <b>wie</b>?</h2><p>x</p><h3>Één loket</h3><h4>Diep</h4>")
    assert headings == [Heading("wat-wie", "Wat & wie ?", 2), Heading("een-loket", "Één loket", 3)]
    assert '<h2 id="wat-wie">Wat &amp; <b>wie</b>?</h2>' in html
    assert "<h4>Diep</h4>" in html


def test_equal_headings_are_told_apart() -> None:
    _html, headings = anchor_headings("<h2>Stap</h2><h2>Stap 2</h2><h3>Stap</h3><h3>Stap</h3><h2>…</h2>")
    assert [heading.id for heading in headings] == ["stap", "stap-2", "stap-3", "stap-4", "kop"]


def test_anchors_of_the_frame_and_of_notes_stay_free() -> None:
    _html, headings = anchor_headings(
        "<h2>Inhoud</h2><h2>Menu</h2><h2>Noot 1</h2><h2>Term balie</h2><h2>Zoeken boven</h2>"
    )
    assert [heading.id for heading in headings] == [
        "kop-inhoud",
        "kop-menu",
        "kop-noot-1",
        "kop-term-balie",
        "kop-zoeken-boven",
    ]


def test_empty_headings_go_and_those_with_attributes_stay_as_they_are() -> None:
    html, headings = anchor_headings('<h2></h2><h3> <br></h3><h4></h4><h2 class="ol-x">Downloads</h2>', "a-")
    assert html == '<h2 class="ol-x">Downloads</h2>'
    assert headings == []


def test_a_prefix_keeps_bodies_apart() -> None:
    html, headings = anchor_headings("<h2>Inhoud</h2>", "hoofdstuk-1-")
    assert headings[0].id == "hoofdstuk-1-kop-inhoud"
    assert 'id="hoofdstuk-1-kop-inhoud"' in html


def test_a_footnote_in_a_heading_is_not_part_of_its_name() -> None:
    html, _notes = collect_footnotes(clean_rich_text(RichText("<h2>De kop ((met noot))</h2>")))
    assert anchor_headings(html)[1] == [Heading("de-kop", "De kop", 2)]


def test_lowering_stops_at_six() -> None:
    assert lower_headings("<h2 id='a'>a</h2><h5>b</h5><hr><header></header>", 2) == (
        "<h4 id='a'>a</h4><h6>b</h6><hr><header></header>"
    )


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=8))
def test_no_words_break_the_anchors(titles: list[str]) -> None:
    source = clean_rich_text(RichText("".join(f"<h2>{title}</h2>" for title in titles)))
    html, headings = anchor_headings(source)
    assert set(read(html).ids) == {heading.id for heading in headings}
