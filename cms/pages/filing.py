"""Where a page stands: the path that leads to it, and what it is filed under."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.apps import apps
from django.http import HttpRequest

from cms.pages.generation import per_generation

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.taxonomy.models import Theme

# Below the root of Wagtail's tree stands the home page.
_HOME_DEPTH = 2


@per_generation
def library_url() -> str:
    """Return the address of the Kennisbank, where everything is filtered by theme, phase and tag; '' if none."""
    library = apps.get_model("pages.BasePage").objects.of_kind("kennisbank").visible().first()
    return (library.url or "") if library else ""


def filed_under(page: "BasePage", themes: Iterable["Theme"] | None = None) -> dict[str, Any]:
    """Return `themes`, `phase` and `tags` of `page` as links to the Kennisbank filtered by each.

    `themes` are those of `page`, where the caller has looked them up already.
    """

    def link(title: str, key: str, value: str) -> dict[str, str]:
        return {"title": title, "url": f"{library_url()}?{urlencode({key: value})}"}

    return {
        "themes": [
            link(theme.title, "thema", theme.slug) for theme in (page.themes.all() if themes is None else themes)
        ],
        "phase": link(page.phase.title, "fase", page.phase.slug) if page.phase else None,
        "tags": [link(tag.name, "trefwoord", tag.slug) for tag in page.tags.all()],
    }


def path_to(page: "BasePage", request: HttpRequest) -> list[dict[str, str]]:
    """Return the path from the home page to `page` as links; the last one has no address.

    The pages above it were found on the way to it, and need no query unless `page` was reached another way.
    """
    along = getattr(request, "pages_along", ())
    if not along or along[-1].pk != page.pk:
        along = type(page).base_page_model.objects.ancestor_of(page, inclusive=True).filter(depth__gt=1)
    above = [ancestor for ancestor in along if ancestor.live and ancestor.pk != page.pk]
    links = [
        {"title": "Home" if ancestor.depth == _HOME_DEPTH else ancestor.title, "url": ancestor.get_url(request) or ""}
        for ancestor in above
    ]
    return [*links, {"title": page.title, "url": ""}] if links else []
