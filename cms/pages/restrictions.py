"""Which parts of the tree are kept from whom.

Most sites restrict few pages or none, and every page and list asks, so they are read once for a generation, which
ends when a restriction changes or a page moves.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.models import PageViewRestriction

from cms.pages.generation import per_generation

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.users.models import User


class Restriction(NamedTuple):
    """A restriction as lists need it: its kind, whom it lets in, and the paths below which it holds."""

    pk: int
    kind: str
    groups: frozenset[int]
    paths: tuple[str, ...]


def read_restrictions() -> list[Restriction]:
    """Return every restriction on the site as it is now; one query where there is none, else three."""
    rows = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
    aliases = _aliases() if rows else {}
    return [
        Restriction(
            row.pk,
            row.restriction_type,
            frozenset(group.pk for group in row.groups.all()),
            (row.page.path, *_paths_of_aliases(row.page_id, aliases)),
        )
        for row in rows
    ]


_restrictions = per_generation(read_restrictions)


def _aliases() -> dict[int, list[tuple[int, str]]]:
    """Return the aliases of each page that has some, by its id: (id, path)."""
    aliases = defaultdict(list)
    pages = apps.get_model("pages.BasePage").objects.exclude(alias_of=None)
    for source, pk, path in pages.values_list("alias_of", "pk", "path"):
        aliases[source].append((pk, path))
    return aliases


def _paths_of_aliases(page_id: int, aliases: dict[int, list[tuple[int, str]]]) -> Iterator[str]:
    """Yield the paths of the aliases of a page, and of theirs: each is kept from whom its source is."""
    for pk, path in aliases.get(page_id, ()):
        yield path
        yield from _paths_of_aliases(pk, aliases)


def paths_closed_to(user: "User | AnonymousUser") -> set[str]:
    """Return the paths of the pages that are, with all below them, kept from `user`.

    A page with a shared password counts as kept from everybody: who knows the password opens the page
    itself, but lists and search never show it.
    """
    restrictions = [] if user.is_superuser else _restrictions()
    if restrictions and user.is_authenticated:
        groups = groups_of(user)
        restrictions = [
            restriction
            for restriction in restrictions
            if restriction.kind == PageViewRestriction.PASSWORD
            or (restriction.kind == PageViewRestriction.GROUPS and not groups & restriction.groups)
        ]
    return {path for restriction in restrictions for path in restriction.paths}


def groups_of(user: "User") -> set[int]:
    """Return the groups of `user`, looked up once for a request."""
    if not hasattr(user, "_group_ids"):
        user._group_ids = set(user.groups.values_list("pk", flat=True))  # type: ignore[attr-defined]
    return user._group_ids  # type: ignore[attr-defined]


def is_closed_to(user: "User | AnonymousUser", page: "BasePage") -> bool:
    """Return whether `page` or a page above it keeps `user` out."""
    tops = paths_closed_to(user)
    return bool(tops) and not _paths_to(page).isdisjoint(tops)


def _paths_to(page: "BasePage") -> set[str]:
    return {page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)}


def restrictions_covering(page: "BasePage") -> QuerySet[PageViewRestriction]:
    """Return the view restrictions upon `page` and the pages above it.

    What is an alias of another page is covered by that page's restrictions, as Wagtail has it. Where the
    restrictions that are known already don't reach, no query is needed.
    """
    above = _paths_to(page)
    covering = [restriction.pk for restriction in _restrictions() if not above.isdisjoint(restriction.paths)]
    restrictions = PageViewRestriction.objects
    return restrictions.filter(pk__in=covering) if covering else restrictions.none()
