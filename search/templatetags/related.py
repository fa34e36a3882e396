"""What else somebody who reads a page may want to read, for the template of that page."""

from typing import Any, NamedTuple

from django import template
from django.core.cache import caches
from django.http import HttpRequest

from cms.pages.audiences import EVERYBODY
from cms.pages.findables import Key
from cms.pages.keeping import kept_for_visitors
from cms.pages.models import BasePage
from search.finding.related import related
from search.models import Edition, EditionState, SearchDocument
from search.site.asking import audiences_of
from search.site.kinds import kind_of

register = template.Library()

# What is like a page is worked out again after so many seconds; sooner when nothing was, for pages may follow.
_KEPT, _KEPT_NONE = 3600, 300


class Likeness(NamedTuple):
    """What is like a page, by its key in the index, and the themes and words that they share."""

    key: str
    themes: list[str]
    words: list[str]


@register.simple_tag(takes_context=True)
def related_links(context: template.Context, page: BasePage, but_kind: str = "") -> list[dict[str, Any]]:
    """Return the context `links` of components/link_list.html: what is like `page`, with why, but for a kind.

    What is like what is worked out once an hour for all visitors together; whether they may see it still, and what it
    is called now, is one query whenever something changed.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "user") or page.pk is None:
        return []
    key = str(Key("page", page.pk))
    if request.user.is_authenticated:
        edition = Edition.live()
        found = related(key, audiences=audiences_of(request, edition), but_kind=but_kind, edition=edition)
        return [_link(one.document, one.themes, one.words) for one in found]
    return kept_for_visitors(request, ("related", page.pk), lambda: _links_for_visitors(key, but_kind))


def _links_for_visitors(key: str, but_kind: str) -> list[dict[str, Any]]:
    kept: list[Likeness] | None = caches["default"].get(f"related:{key}")
    if kept is None:
        kept = [Likeness(one.document.key, one.themes, one.words) for one in related(key, but_kind=but_kind)]
        caches["default"].set(f"related:{key}", kept, _KEPT if kept else _KEPT_NONE)
    if not kept:
        return []
    rows = SearchDocument.objects.filter(edition__state=EditionState.LIVE, audience=EVERYBODY)
    found = {row.key: row for row in rows.filter(key__in=[one.key for one in kept]).only("key", "kind", "title", "url")}
    return [_link(found[one.key], one.themes, one.words) for one in kept if one.key in found]


def _link(document: SearchDocument, themes: list[str], words: list[str]) -> dict[str, Any]:
    return {"title": document.title, "url": document.url, "description": explain(document, themes, words)}


def explain(document: SearchDocument, themes: list[str], words: list[str]) -> str:
    """Return what it is and why it is there: 'Artikel, zelfde thema, over balie en wachttijd'."""
    parts = [kind_of(document.kind).label]
    if themes:
        parts.append("zelfde thema")
    if words:
        *others, last = words
        parts.append(f"over {', '.join(others)} en {last}" if others else f"over {last}")
    return ", ".join(parts)
