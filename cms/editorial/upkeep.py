"""Pages that need somebody's attention, as querysets."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from wagtail.models import get_page_models
from wagtail.permissions import page_permission_policy

from cms.pages.models import BasePage
from cms.pages.querysets import BasePageQuerySet

# How long before its date a page is announced for review.
REVIEW_AHEAD = timedelta(days=30)


def editable_by(user: Any) -> BasePageQuerySet:
    """Return the pages that `user` may edit, the root of the tree left out."""
    return page_permission_policy.instances_user_has_permission_for(user, "change").filter(depth__gt=1)


def due_for_review(user: Any, today: date) -> BasePageQuerySet:
    """Return the published pages to review before long or long ago, the user's own first, then the oldest date."""
    own_first = Case(When(owner=user, then=Value(0)), default=Value(1))
    pages = editable_by(user).filter(live=True, review_by__lte=today + REVIEW_AHEAD)
    return pages.select_related("owner").order_by(own_first, "review_by", "pk")


def drafts_of(user: Any) -> BasePageQuerySet:
    """Return the pages with changes that `user` made or asked for and that aren't online, the newest first."""
    mine = Q(owner=user, live=False) | Q(latest_revision__user=user)
    return editable_by(user).filter(mine, has_unpublished_changes=True).order_by("-latest_revision_created_at", "-pk")


def without_theme_or_image(user: Any) -> BasePageQuerySet:
    """Return the published pages that lack a theme or an image; `missing` says which, in words.

    The image of a theme serves its pages too. Only kinds of page that lists offer, of which there can be more than
    one, and that aren't filed with the page above them.
    """
    kinds = {page_class.kind for page_class in get_page_models() if _needs_filing(page_class)}
    themes = BasePage.themes.through.objects.filter(basepage=OuterRef("pk"))
    pages = editable_by(user).filter(live=True).of_kind(*kinds)
    pages = pages.annotate(
        has_theme=Exists(themes), has_image=Q(image__isnull=False) | Exists(themes.exclude(theme__image=None))
    )
    missing = Case(
        When(has_theme=False, has_image=False, then=Value("thema en afbeelding")),
        When(has_image=False, then=Value("afbeelding")),
        default=Value("thema"),
    )
    pages = pages.filter(Q(has_theme=False) | Q(has_image=False)).annotate(missing=missing)
    return pages.select_related("owner").order_by("title", "pk")


def _needs_filing(page_class: type[BasePage]) -> bool:
    return bool(page_class.kind) and page_class.max_count != 1 and not page_class.is_filed_with_parent
