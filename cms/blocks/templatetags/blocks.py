"""Filters for the templates of blocks."""

from django import template
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from cms.blocks.rendering import clean_rich_text

register = template.Library()


@register.filter
def rich_text(value: RichText) -> SafeString:
    """Return rich text, cleaned, with its links still as the database keeps them: `render_body` expands them."""
    return clean_rich_text(value.source)
