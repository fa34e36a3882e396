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


def audience_of(restrictions: Iterable[tuple[str, Iterable[int]]]) -> str | None:
    """Return who passes all of `restrictions`, each its kind as Wagtail has it and its groups; None for nobody."""
    parts = set()
    for kind, groups in restrictions:
        if kind == BaseViewRestriction.PASSWORD:
            return None
        parts.add(".".join(map(str, sorted(groups))) or "0" if kind == BaseViewRestriction.GROUPS else LOGGED_IN)
    if len(parts) > 1:
        parts.discard(LOGGED_IN)
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
    return all(groups & {int(pk) for pk in part.split(".") if pk} for part in audience.split("&"))
