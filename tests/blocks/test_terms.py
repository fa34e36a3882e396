"""Terms that explain themselves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.blocks.terms import explain_terms, glossary
from tests.blocks.nesting import read
from tests.factories import ArticlePageFactory, GlossaryPageFactory, GlossaryTermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def balie() -> None:
    GlossaryTermFactory(term="balie", also="balies, loket & co", explanation="Waar u <geholpen> wordt.")
    GlossaryTermFactory(term="digitale balie", explanation="Een balie op internet.")


def explained(html: str) -> list[str]:
    """Return the slugs of the terms that explain themselves, in order."""
    return [part.split('"')[0] for part in html.split('popovertarget="term-')[1:]]


@pytest.mark.usefixtures("balie")
def test_only_the_first_time() -> None:
    html = explain_terms("<p>De balie is open. Onze balies zijn dicht. Balie!</p>")
    assert explained(html) == ["balie"]
    assert "<p>De <button" in html
    assert "Waar u &lt;geholpen&gt; wordt." in html
    read(html)


@pytest.mark.usefixtures("balie")
@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Een digitale balie.", ["digitale-balie"]),
        ("Een balie en een Digitale Balie.", ["balie", "digitale-balie"]),
        ("Bij Loket &amp; Co.", ["balie"]),
        ("De baliemedewerker, de balie-uren, &balie; en de e-balie.", []),
        ("De digitale baliemedewerker.", []),
        ("balie, dus", ["balie"]),
        ("balie", ["balie"]),
    ],
)
def test_whole_words_and_the_longest_first(text: str, slugs: list[str]) -> None:
    assert explained(explain_terms(f"<p>{text}</p>")) == slugs


@pytest.mark.usefixtures("balie")
@pytest.mark.parametrize(
    "html",
    [
        "<h2>De balie</h2>",
        '<a href="/balie/">balie</a>',
        "<blockquote><p>De balie</p></blockquote>",
        "<table><caption>De balie</caption></table>",
        '<table><tr><th scope="col">Balie</th></tr></table>',
        "<figcaption>balie</figcaption>",
        "<summary><span>De balie</span></summary>",
        '<img src="x.png" alt="> balie <">',
        "<button>balie</button>",
    ],
)
def test_where_terms_are_left_alone(html: str) -> None:
    assert explain_terms(html) == html
    assert explained(explain_terms(f"{html}<p>balie</p>")) == ["balie"]


def test_without_terms_nothing_changes() -> None:
    assert explain_terms("<p>balie</p>") == "<p>balie</p>"


@pytest.mark.usefixtures("balie")
def test_the_explanation_leads_to_the_glossary_when_there_is_one() -> None:
    assert "<a href" not in explain_terms("<p>balie</p>")
    page = GlossaryPageFactory()
    assert f'<a href="{page.url}#begrip-balie">' in explain_terms("<p>balie</p>")
    page.unpublish()
    assert "<a href" not in explain_terms("<p>balie</p>")


def test_a_changed_term_shows_at_once(client: object, home: object) -> None:
    page = ArticlePageFactory(body=[("text", "<p>Ga naar de balie.</p>")])
    assert "Een tafel." not in client.get(page.url).content.decode()  # type: ignore[attr-defined]
    term = GlossaryTermFactory(term="balie", explanation="Een tafel.")
    assert "Een tafel." in client.get(page.url).content.decode()  # type: ignore[attr-defined]
    term.delete()
    assert "Een tafel." not in client.get(page.url).content.decode()  # type: ignore[attr-defined]


PIECES = [
    "balie",
    "Digitale Balie",
    "loket &amp; co",
    " ",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "&amp;",
    "&#39;",
    "-",
    "İ",
    ".",
]


@pytest.mark.usefixtures("balie")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_text_is_lost(pieces: list[str]) -> None:
    html = "".join(pieces)
    shown = explain_terms(html)
    for before, after in {term.around for found in glossary().by_first_word.values() for _rest, term in found}:
        shown = shown.replace(before, "").replace(after, "")
    assert shown == html
