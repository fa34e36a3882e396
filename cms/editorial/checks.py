"""What an editor could do better on a page. It is advice: nothing here keeps a page from being saved."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

from django.utils.html import strip_tags
from wagtail.blocks import RichTextBlock
from wagtail.images import get_image_model

from cms.blocks.fields import BodyField
from cms.blocks.footnotes import without_footnotes
from cms.blocks.starters import left_in
from cms.editorial.content import choices, leaves, link_texts, plain_text, rich_texts
from cms.editorial.readability import LONG_SENTENCE, measure
from cms.pages.models import BasePage

LONG_TITLE = 70
_MOST_PLACES = 10
_HARD = 45

_HEADING = re.compile(r"<h([2-6])[^>]*>(.*?)</h\1>", re.DOTALL)
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_BARE_URL = re.compile(r"(?:https?://|www\.)[^\s<]+", re.IGNORECASE)
_VAGUE = frozenset(
    {
        "deze link",
        "deze pagina",
        "deze site",
        "dit",
        "download",
        "hier",
        "hierop",
        "klik",
        "klik hier",
        "lees hier",
        "lees meer",
        "lees verder",
        "link",
        "meer",
        "meer info",
        "meer informatie",
        "meer lezen",
        "website",
    }
)


@dataclass(frozen=True)
class Finding:
    """Something to improve: what it is, what to do, and where it stands (in the editor's own words)."""

    code: str
    problem: str
    advice: str
    places: list[str] = field(default_factory=list)


def check_content(page: BasePage) -> list[Finding]:
    """Return what could be better on `page`, the newest content as it is in memory; at most two queries."""
    texts = rich_texts(page)
    checks: list[Callable[[], Iterator[Finding]]] = [
        lambda: _check_starter(page, "\n".join(texts)),
        lambda: _check_card(page),
        lambda: _check_headings("\n".join(texts)),
        lambda: _check_below_headings(page),
        lambda: _check_links("\n".join(texts), link_texts(page)),
        lambda: _check_images(page),
        lambda: _check_reading(plain_text(map(without_footnotes, texts))),
    ]
    return [finding for check in checks for finding in check()]


def _shown(texts: list[str]) -> list[str]:
    """Return what a finding shows of the places where it was found."""
    return [text if len(text) <= 160 else f"{text[:157]}…" for text in texts[:_MOST_PLACES]]


def _check_starter(page: BasePage, html: str) -> Iterator[Finding]:
    bodies = [field for field in page._meta.get_fields() if isinstance(field, BodyField)]
    if left := [text for body in bodies for text in left_in(html, body.instructions)]:
        yield Finding(
            "starter",
            "Hier staat nog de voorbeeldtekst.",
            "Vervang die door uw eigen tekst of haal hem weg. Zolang hij er staat, kunt u niet publiceren.",
            _shown(left),
        )


def _check_card(page: BasePage) -> Iterator[Finding]:
    if not page.summary.strip():
        yield Finding("summary", "Er is geen samenvatting.", "Zeg in een of twee zinnen wat de lezer hier vindt.")
    if len(page.title) > LONG_TITLE:
        yield Finding(
            "title",
            f"De titel is lang: {len(page.title)} tekens.",
            f"Houd hem onder {LONG_TITLE} tekens. Zoekmachines kappen een langere titel af.",
        )
    if page.kind and not page.is_filed_with_parent and not page.themes.all():
        yield Finding(
            "theme", "De pagina heeft geen thema.", "Kies er een op het tabblad Indelen, dan vinden bezoekers haar."
        )


def _check_headings(html: str) -> Iterator[Finding]:
    skipped, empty, above = [], 0, 1
    for level, inner in _HEADING.findall(html):
        title = unescape(strip_tags(inner)).strip()
        if not title:
            empty += 1
            continue
        if int(level) > above + 1:
            skipped.append(title)
        above = int(level)
    if skipped:
        yield Finding(
            "heading-order",
            "Een kop slaat een niveau over.",
            "Begin met kop 2 en zet kop 3 onder een kop 2. Wie luistert, mist anders de opbouw.",
            _shown(skipped),
        )
    if empty:
        yield Finding("heading-empty", "Er staat een lege kop.", "Vul de kop in of haal hem weg.")


def _check_below_headings(page: BasePage) -> Iterator[Finding]:
    if bare := list(_bare_headings(page)):
        yield Finding(
            "heading-bare",
            "Onder een kop staat geen tekst.",
            "Schrijf er iets onder of haal de kop weg.",
            _shown(bare),
        )


def _bare_headings(page: BasePage) -> Iterator[str]:
    """Yield every heading with nothing between it and the next that isn't one level or more deeper, or the end."""
    waiting: tuple[int, str] | None = None
    for block, raw in leaves(page):
        if not isinstance(block, RichTextBlock):
            waiting = waiting if raw in (None, "") else None
            continue
        before, *rest = _HEADING.split(raw or "")
        waiting = None if _says_something(before) else waiting
        for level, inner, below in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            if waiting and int(level) <= waiting[0]:
                yield waiting[1]
            title = unescape(strip_tags(inner)).strip()
            waiting = (int(level), title) if title and not _says_something(below) else None
    if waiting:
        yield waiting[1]


def _says_something(html: str) -> bool:
    return bool(unescape(strip_tags(html)).strip())


def _check_links(html: str, texts_in_blocks: list[str]) -> Iterator[Finding]:
    texts = [*(unescape(strip_tags(inner)).strip() for inner in _LINK.findall(html)), *texts_in_blocks]
    vague = [text for text in texts if text.lower().strip(" .,:;!?»>") in _VAGUE]
    if vague:
        yield Finding(
            "link-text",
            "Een link zegt niet waar hij naartoe leidt.",
            "Gebruik de titel van de pagina als tekst van de link.",
            _shown(vague),
        )
    bare = [text for text in texts if _BARE_URL.fullmatch(text)]
    bare += _BARE_URL.findall(strip_tags(_LINK.sub("", html).replace("<", " <")))
    if bare:
        yield Finding(
            "bare-url",
            "Er staat een kaal webadres in de tekst.",
            "Schrijf waar het adres naartoe leidt en maak daar een link van.",
            _shown(bare),
        )


def _check_images(page: BasePage) -> Iterator[Finding]:
    model = get_image_model()
    chosen = [pk for chosen_model, pk in choices(page) if issubclass(chosen_model, model)]
    decorative = model.objects.filter(pk__in=chosen, is_decorative=True).values_list("title", flat=True)
    if chosen and (titles := list(decorative)):
        yield Finding(
            "alt-text",
            "Een afbeelding in de tekst is aangemerkt als versiering.",
            "Een schermlezer slaat haar over. Staat er iets op wat de lezer moet weten, beschrijf dat dan bij de "
            "afbeelding. Is het echt versiering, haal haar dan uit de tekst.",
            _shown(titles),
        )


def _check_reading(text: str) -> Iterator[Finding]:
    readability = measure(text)
    if readability.score is not None and readability.score < _HARD:
        yield Finding(
            "readability",
            f"De tekst is moeilijk te lezen (score {readability.score} van 100).",
            "Maak zinnen korter en vervang lange woorden door gewone. Streef naar 60 of hoger.",
        )
    if readability.long_sentences:
        yield Finding(
            "long-sentence",
            f"Er staan zinnen van meer dan {LONG_SENTENCE} woorden.",
            "Maak er twee zinnen van.",
            _shown(readability.long_sentences),
        )
