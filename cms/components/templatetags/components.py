"""Tags that every template knows: icons, pictures on cards, dates in Dutch, links that keep a query."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractRendition

from cms.pages.cards import CARD_RENDITIONS, Card
from cms.pages.keeping import kept_for_visitors

register = template.Library()


class KeptNode(template.Node):
    """A piece of a page that is rendered once for all visitors."""

    def __init__(self, name: str, content: template.NodeList) -> None:
        self.name, self.content = name, content

    def render(self, context: template.Context) -> SafeString:
        """Render the piece, or show it as it was rendered before at the same address."""
        request = context.get("request")
        if request is None or request.GET:
            return self.content.render(context)
        key = ("piece", self.name, request.path)
        return kept_for_visitors(request, key, lambda: self.content.render(context))


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> KeptNode:
    """Keep what stands between `{% kept name %}` and `{% endkept %}` for visitors who are not logged in.

    For pieces that are costly and the same for all of them at one address; with a query they are rendered anew.
    """
    _tag, name = token.split_contents()
    content = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name, content)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw the symbol `name` of our sprite; a screen reader skips it, so a text stands beside it."""
    return format_html(
        '<svg class="ol-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def card_image(card: Card, sizes: str = "(min-width: 60rem) 30vw, 100vw") -> SafeString | str:
    """Show the picture of a card, at two widths, in WebP with JPEG for who can't read that.

    The renditions are those that `BasePageQuerySet.for_cards` fetched; the picture is decoration here,
    because the card's title says the same.
    """
    if card.image is None:
        return ""
    small, large, fallback = (rendition for rendition in card_renditions(card.image))
    return format_html(
        '<picture><source type="image/webp" srcset="{} {}w, {} {}w" sizes="{}">'
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy" decoding="async"></picture>',
        small.url,
        small.width,
        large.url,
        large.width,
        sizes,
        fallback.url,
        fallback.width,
        fallback.height,
    )


def card_renditions(image: Any) -> list[AbstractRendition]:
    """Return the small and the large WebP and the JPEG of `image`, making those that don't exist yet.

    Those that were fetched ahead are taken as they are: Wagtail would work out a key for each of them first.
    """
    made = {rendition.filter_spec: rendition for rendition in getattr(image, "prefetched_renditions", ())}
    renditions = made if made.keys() >= set(CARD_RENDITIONS) else image.get_renditions(*CARD_RENDITIONS)
    return [renditions[spec] for spec in CARD_RENDITIONS]


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def nl_date(value: date | datetime | None) -> str:
    """Return '3 maart 2026'; nothing for None."""
    return date_format(_local(value), "j F Y") if value else ""


@register.filter
def nl_date_short(value: date | datetime | None) -> str:
    """Return '3 mrt 2026'; nothing for None."""
    return date_format(_local(value), "j b Y") if value else ""


@register.filter
def nl_time(value: datetime | None) -> str:
    """Return '10.00 uur'; nothing for None."""
    return date_format(_local(value), "H.i") + " uur" if value else ""
