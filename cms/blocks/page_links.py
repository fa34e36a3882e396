"""Links from running text to pages of ours: all of a document looked up at once, in the base table."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from wagtail.rich_text import LinkHandler

from cms.pages.addresses import ADDRESS_FIELDS, addresses_of
from cms.pages.models import BasePage

_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


class PublishedPageLinkHandler(LinkHandler):
    """Wagtail's handler in one query, without the specific pages, and with no link to what isn't published."""

    identifier = "page"

    @staticmethod
    def get_model() -> type[BasePage]:
        """Return the base page: its table knows every address."""
        return BasePage

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Iterator[tuple[type[BasePage], str, str, str]]:
        """Yield what the reference index keeps of a link."""
        yield BasePage, attrs["id"], "", ""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tag for each link; a link that leads nowhere gets no address."""
        ids = {int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdecimal()}
        fields = BasePage.objects.live().filter(pk__in=ids).only(*ADDRESS_FIELDS)
        addresses = addresses_of(list(fields))
        return [
            format_html('<a href="{}">', address)
            if (address := addresses.get(int(attrs["id"]) if str(attrs.get("id", "")).isdecimal() else 0))
            else "<a>"
            for attrs in attrs_list
        ]


def unlink_dead(html: str) -> str:
    """Leave of each link that leads nowhere only its text."""
    return _DEAD_LINK.sub(r"\1", html)
