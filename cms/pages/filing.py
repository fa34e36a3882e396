"""Where a page stands: the path that leads to it, and what it is filed under."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, IntegerField, QuerySet, Value
from django.http import HttpRequest

from cms.pages.landmarks import landmark_url

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.taxonomy.models import Phase

# Below the root of Wagtail's tree stands the home page.
_HOME_DEPTH = 2


class Subject(NamedTuple):
    """A theme or a free tag that a page is filed under; the image is that of the theme."""

    title: str
    slug: str
    image_id: int | None = None


class Filing(NamedTuple):
    """The themes of a page in the bureau's order, and its tags in the order in which they were given."""

    themes: list[Subject]
    tags: list[Subject]


def filing_of(page: "BasePage") -> Filing:
    """Return what `page` is filed under; one query, unless it is a draft that knows it by itself."""
    themes, tags = page.themes.all(), page.tags.all()
    if not (isinstance(themes, QuerySet) and isinstance(tags, QuerySet)):
        # What isn't stored as it is here lives in memory.
        return Filing(
            [Subject(theme.title, theme.slug, theme.image_id) for theme in themes],
            [Subject(tag.name, tag.slug) for tag in tags],
        )
    stored_themes = page.themes.order_by().values_list(Value(0), F("position"), "title", "slug", "image")
    stored_tags = page.tagged_items.order_by().values_list(
        Value(1), F("pk"), "tag__name", "tag__slug", Value(None, IntegerField())
    )
    filing = Filing([], [])
    for kind, _order, *subject in sorted(stored_themes.union(stored_tags, all=True), key=lambda row: row[:3]):
        filing[kind].append(Subject(*subject))
    return filing


def _link(title: str, key: str, value: str) -> dict[str, str]:
    return {"title": title, "url": f"{landmark_url('kennisbank')}?{urlencode({key: value})}"}


def theme_links(themes: Iterable[Subject]) -> list[dict[str, str]]:
    """Return links to the Kennisbank filtered by each of `themes`."""
    return [_link(theme.title, "thema", theme.slug) for theme in themes]


def phase_link(phase: "Phase | None") -> dict[str, str] | None:
    """Return a link to the Kennisbank filtered by `phase`, if there is one."""
    return _link(phase.title, "fase", phase.slug) if phase else None


def tag_links(tags: Iterable[Subject]) -> list[dict[str, str]]:
    """Return links to the Kennisbank filtered by each of `tags`."""
    return [_link(tag.title, "trefwoord", tag.slug) for tag in tags]


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
