"""Wagtail's report of pages that were published long ago: people by their names, and an export with a Dutch name."""

from typing import Any

from django.utils import timezone
from wagtail.admin.views.reports.aging_pages import AgingPagesView

from cms.users.models import User

_decorate = AgingPagesView.decorate_paginated_queryset


def _name_publishers(self: Any, pages: Any) -> Any:
    """Give each of `pages` the name of who published it last; who is gone stays as Wagtail names them."""
    pages = _decorate(self, pages)
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={page.last_published_by for page in pages})}
    for page in pages:
        page.last_published_by_user = names.get(page.last_published_by, page.last_published_by_user)
    return pages


def _get_filename(_self: Any) -> str:
    """Return the name of the spreadsheet, without its extension."""
    return f"verouderende-paginas-{timezone.localdate():%Y-%m-%d}"


def mend_aging_report() -> None:
    """Let the report say who published a page as every other does; Wagtail's says by what address they log in.

    Its view is changed: the addresses of its reports are fixed, and come before those that we could add.
    """
    AgingPagesView.decorate_paginated_queryset = _name_publishers
    AgingPagesView.get_filename = _get_filename
