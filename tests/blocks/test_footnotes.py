"""Footnotes: what becomes one, what stays as it was typed, and that nothing breaks the HTML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from cms.blocks.footnotes import collect_footnotes
from cms.blocks.rendering import clean_rich_text
from cms.blocks.richtext import TextBlock
from tests.blocks.nesting import read


def noted(source: str) -> tuple[str, list[str]]:
    """Return the text with its marks, and the notes."""
    html, notes = collect_footnotes(clean_rich_text(RichText(source)))
    return html, [str(note.body) for note in notes]


def test_notes_are_numbered_in_order_and_lead_there_and_back() -> None:
    html, notes = collect_footnotes(clean_rich_text(RichText("<p>Een ((eerste)). Twee ((tweede)).</p>")))
    assert [(note.number, note.body) for note in notes] == [(1, "eerste"), (2, "tweede")]
    assert [note.id for note in notes] == ["noot-1", "noot-2"]
    assert '<a href="#noot-2" id="noot-2-in-tekst" aria-label="Voetnoot 2">2</a>' in html
    assert "((" not in html
    assert html.startswith('<p>Een<sup class="ol-footnote-mark">')


def test_a_note_is_found_between_brackets_and_each_paragraph_by_itself() -> None:
    source = "<h2>De <b>balie</b></h2><p>Open ((zie <i>artikel 10</i>)) tot vijf.</p><ul><li>Rij</li><li></li></ul>"
    found = TextBlock().get_searchable_content(RichText(source))
    assert found == ["De balie", "Open (zie artikel 10) tot vijf.", "Rij"]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ('<p>Zie ((<a href="https://vng.nl/">de <b>VNG</b></a>)).</p>', '<a href="https://vng.nl/">de <b>VNG</b></a>'),
        ("<p>Zie ((blz. 3 (en 4) van het plan)).</p>", "blz. 3 (en 4) van het plan"),
        ("<p>Zie ((het plan (2004))).</p>", "het plan (2004)"),
        ("<li>Zie (( met spaties )).</li>", "met spaties"),
        ("<h2>De kop ((met noot))</h2>", "met noot"),
        ("<p>((a &lt; b &amp; c))</p>", "a &lt; b &amp; c"),
    ],
)
def test_what_a_note_may_hold(source: str, note: str) -> None:
    assert noted(source)[1] == [note]


@pytest.mark.parametrize(
    "source",
    [
        "<p>Zonder eind ((dus niet.</p><p>En verder)).</p>",
        "<p>Zonder begin)) dus niet.</p>",
        "<p>Leeg (()) en (( )).</p>",
        "<p>Door <b>een ((element</b> heen)).</p>",
        '<p>In <a href="https://vng.nl/">een link ((dus niet))</a>.</p>',
        '<p><a href="https://vng.nl/((x))">In een adres</a></p>',
        "<p>Eén (haakje) is gewoon een haakje.</p>",
        "<ul><li>Over ((twee</li><li>regels))</li></ul>",
    ],
)
def test_what_stays_as_it_was_typed(source: str) -> None:
    html, notes = noted(source)
    assert notes == []
    assert read(html).text == read(source).text


def test_nobody_writes_a_mark_by_hand() -> None:
    html, notes = noted("<p><ol-note>nep</ol-note> <!-- seam --> &lt;ol-note&gt;ook&lt;/ol-note&gt;</p>")
    assert notes == []
    assert "<ol-note" not in html
    assert "<!--" not in html


PIECES = [
    *["((", "))", "(", ")", "<", ">", '"', "&", "&amp;", "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<ul><li>"],
    *["</li></ul>", '<a href="https://x.nl/?a=((b))">', "</a>", '<a linktype="page" id="1">', "<h2>", "</h2>", "\n"],
    *[
        "<ol-note>",
        "</ol-note>",
        "<!-- seam -->",
        "<script>",
        "</script>",
        "<img src=x onerror=y>",
        "\0",
        "é",
        " woord ",
    ],
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join))
def test_no_input_breaks_the_nesting(source: str) -> None:
    html, notes = collect_footnotes(clean_rich_text(RichText(source)))
    # The id of a link is that of its page, until links are expanded.
    for piece in (html, *(str(note.body) for note in notes)):
        read(piece.replace(' id="1"', ""))
    assert "<ol-note" not in html
    assert "<script" not in html
