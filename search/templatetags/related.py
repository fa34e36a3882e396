"""What else somebody who reads a page may want to read, for the template of that page."""

from typing import Any

from django import template
from django.http import HttpRequest

from cms.pages.findables import Key
from cms.pages.keeping import kept_for_visitors
from cms.pages.models import BasePage
from search.finding.related import Related, related
from search.models import Edition
from search.site.asking import audiences_of
from search.site.kinds import kind_of

register = template.Library()


@register.simple_tag(takes_context=True)
def related_links(context: template.Context, page: BasePage) -> list[dict[str, Any]]:
    """Return the context `links` of components/link_list.html: what is like `page`, with why.

    Six queries the first time after something changed; for who isn't logged in none after that.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "user") or page.pk is None:
        return []
    return kept_for_visitors(request, ("related", page.pk), lambda: _links(request, page))


def _links(request: HttpRequest, page: BasePage) -> list[dict[str, Any]]:
    edition = Edition.live()
    found = related(str(Key("page", page.pk)), audiences=audiences_of(request, edition), edition=edition)
    return [
        {"title": one.document.title, "url": one.document.url, "description": explain(one), "is_external": False}
        for one in found
    ]


def explain(one: Related) -> str:
    """Return what it is and why it is there: 'Artikel, zelfde thema, over balie en wachttijd'."""
    parts = [kind_of(one.document.kind).label]
    if one.themes:
        parts.append("zelfde thema")
    if one.words:
        *others, last = one.words
        parts.append(f"over {', '.join(others)} en {last}" if others else f"over {last}")
    return ", ".join(parts)
