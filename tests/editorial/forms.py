"""What the page editor posts."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import ContentPage


def new_page_data(**changes: Any) -> dict[str, Any]:
    """Return what the editor posts for a new content page."""
    data = {
        "title": "Nieuw",
        "slug": "nieuw",
        "summary": "Een nieuwe pagina.",
        "body": streamfield([]),
        "comments": inline_formset([]),
        "tags": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "review_by": "",
        "phase": "",
        "image": "",
    }
    return nested_form_data({**data, **changes})


def editor_data(page: ContentPage, **changes: Any) -> dict[str, Any]:
    """Return what the editor posts for the newest content of `page`, with `changes`."""
    newest = page.get_latest_revision_as_object()
    shown = {"title": newest.title, "slug": newest.slug, "summary": newest.summary}
    for name in ("go_live_at", "expire_at"):
        moment = getattr(newest, name)
        shown[name] = moment.strftime("%Y-%m-%d %H:%M") if moment else ""
    return new_page_data(**{**shown, **changes})
