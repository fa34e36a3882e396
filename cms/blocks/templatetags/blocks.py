"""What the templates of blocks need."""

from django import template
from django.utils.safestring import SafeString
from wagtail.blocks import BoundBlock
from wagtail.rich_text import RichText

from cms.blocks.rendering import clean_rich_text, render_preview

register = template.Library()


@register.filter
def rich_text(value: RichText) -> SafeString:
    """Return rich text, cleaned, with its links still as the database keeps them: `render_body` expands them."""
    return clean_rich_text(value)


@register.filter
def block_preview(block: BoundBlock) -> SafeString:
    """Return a block as a page shows it."""
    return render_preview(block)
