"""Who may see something, as one short text that can be kept beside it.

'' is everybody; 'login' is everybody who is logged in; '3.7' is who is in group 3 or in group 7; '3.7&9' is who is,
besides, in group 9; in a group 0 is nobody. What a shared password opens has no audience: lists and search never
show it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wagtail.models import BaseViewRestriction

from cms.pages.restrictions import groups_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cms.users.models import User

EVERYBODY = ""
LOGGED_IN = "login"


# Longer than this nobody's rules are; what is kept from everybody leaks to nobody.
_LONGEST = 255
_NO_GROUP = "0"


def audience_of(restrictions: Iterable[tuple[str, Iterable[int]]]) -> str | None:
    """Return who passes all of `restrictions`, each its kind as Wagtail has it and its groups; None for nobody."""
    parts = set()
    for kind, groups in restrictions:
        if kind == BaseViewRestriction.PASSWORD:
            return None
        parts.add(_part(groups) if kind == BaseViewRestriction.GROUPS else LOGGED_IN)
    return _all_of(parts)


def both(audience: str, other: str) -> str | None:
    """Return who is in `audience` and in `other` too; None where that can't be kept."""
    return _all_of({*audience.split("&"), *other.split("&")} - {EVERYBODY})


def either(audiences: Iterable[str]) -> str | None:
    """Return who is in at least one of `audiences`; None for nobody, and where it is too long to be kept.

    It can always be written: who is in 'a&b' or in 'c' is in 'a.c&b.c', and in nothing else.
    """
    distinct = set(audiences)
    for whole in (EVERYBODY, LOGGED_IN):
        if whole in distinct:
            return whole
    parts: set[frozenset[int]] = {frozenset()}
    for audience in sorted(distinct):
        joined = {part | groups for part in parts for groups in map(_groups, audience.split("&"))}
        # Who is in one of fewer groups is in one of more.
        parts = {part for part in joined if not any(other < part for other in joined)}
        if len(parts) > _LONGEST:
            return None
    return _all_of(set(map(_part, parts))) if distinct else None


def _part(groups: Iterable[int]) -> str:
    return ".".join(map(str, sorted(groups))) or _NO_GROUP


def _groups(part: str) -> frozenset[int]:
    return frozenset(int(pk) for pk in part.split(".") if pk != _NO_GROUP)


def _all_of(parts: set[str]) -> str | None:
    """Return who is in all of `parts`; None where that is too long to be kept."""
    if len(parts) > 1:
        parts = parts - {LOGGED_IN}
    audience = "&".join(sorted(parts))
    return audience if len(audience) <= _LONGEST else None


def admits(audience: str, user: "User | AnonymousUser") -> bool:
    """Return whether `user` is among `audience`; a superuser always is."""
    if audience == EVERYBODY or user.is_superuser:
        return True
    if not user.is_authenticated:
        return False
    if audience == LOGGED_IN:
        return True
    groups = groups_of(user)
    return all(groups & _groups(part) for part in audience.split("&"))
