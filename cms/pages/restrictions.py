"""Which parts of the tree are kept from whom.

Most sites restrict few pages or none, and every page and list asks, so they are read once for a generation, which
ends when a restriction changes or a page moves.
"""

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction

from cms.pages.generation import per_generation

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.users.models import User


class _Restriction(NamedTuple):
    """A restriction as lists need it: its kind, whom it lets in, and the paths below which it holds."""

    kind: str
    groups: frozenset[int]
    paths: tuple[str, ...]


@per_generation
def _restrictions() -> list[_Restriction]:
    """Return every restriction on the site; one query where there is none, else three."""
    rows = PageViewRestriction.objects.select_related("page").prefetch_related("groups", "page__aliases")
    return [
        _Restriction(
            row.restriction_type,
            frozenset(group.pk for group in row.groups.all()),
            # An alias is kept from whom its source is.
            (row.page.path, *(alias.path for alias in row.page.aliases.all())),
        )
        for row in rows
    ]


def paths_closed_to(user: "User | AnonymousUser") -> set[str]:
    """Return the paths of the pages that are, with all below them, kept from `user`.

    A page with a shared password counts as kept from everybody: who knows the password opens the page
    itself, but lists and search never show it.
    """
    restrictions = [] if user.is_superuser else _restrictions()
    if restrictions and user.is_authenticated:
        groups = set(user.groups.values_list("pk", flat=True))
        restrictions = [
            restriction
            for restriction in restrictions
            if restriction.kind == PageViewRestriction.PASSWORD
            or (restriction.kind == PageViewRestriction.GROUPS and not groups & restriction.groups)
        ]
    return {path for restriction in restrictions for path in restriction.paths}


def is_closed_to(user: "User | AnonymousUser", page: "BasePage") -> bool:
    """Return whether `page` or a page above it keeps `user` out."""
    tops = paths_closed_to(user)
    return bool(tops) and any(path in tops for path in _paths_to(page))


def _paths_to(page: "BasePage") -> list[str]:
    return [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]


def restrictions_covering(page: "BasePage") -> QuerySet[PageViewRestriction]:
    """Return the view restrictions upon `page` and the pages above it.

    What is an alias of another page is covered by that page's restrictions, as Wagtail has it. Where the
    restrictions that are known already don't reach, no query is needed.
    """
    paths = _paths_to(page)
    if not any(path in paths for restriction in _restrictions() for path in restriction.paths):
        return PageViewRestriction.objects.none()
    covering = Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
    return PageViewRestriction.objects.filter(covering).distinct()
