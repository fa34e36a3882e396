"""What the templates of the admin ask of the editorial process."""

from typing import Any

from django import template

from cms.editorial.checks import check_content
from cms.editorial.content import plain_text, rich_texts
from cms.editorial.readability import measure
from cms.pages.models import BasePage

register = template.Library()


@register.inclusion_tag("editorial/content_checks.html")
def content_checks(page: Any) -> dict[str, Any]:
    """Show what could be better on `page`; on what isn't a page or wasn't saved yet, only when that will be."""
    if not isinstance(page, BasePage) or not page.pk:
        return {"is_saved": False}
    return {
        "is_saved": True,
        "findings": check_content(page),
        "readability": measure(plain_text(rich_texts(page))),
    }
