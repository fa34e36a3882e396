"""Where a page stands: the path that leads to it, and what it is filed under."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest
from taggit.models import Tag

from cms.pages.landmarks import landmark_url

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.taxonomy.models import Phase, Theme

# Below the root of Wagtail's tree stands the home page.
_HOME_DEPTH = 2


def _link(title: str, key: str, value: str) -> dict[str, str]:
    return {"title": title, "url": f"{landmark_url('kennisbank')}?{urlencode({key: value})}"}


def theme_links(themes: Iterable["Theme"]) -> list[dict[str, str]]:
    """Return links to the Kennisbank filtered by each of `themes`."""
    return [_link(theme.title, "thema", theme.slug) for theme in themes]


def phase_link(phase: "Phase | None") -> dict[str, str] | None:
    """Return a link to the Kennisbank filtered by `phase`, if there is one."""
    return _link(phase.title, "fase", phase.slug) if phase else None


def tag_links(tags: Iterable[Tag]) -> list[dict[str, str]]:
    """Return links to the Kennisbank filtered by each of `tags`."""
    return [_link(tag.name, "trefwoord", tag.slug) for tag in tags]


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
