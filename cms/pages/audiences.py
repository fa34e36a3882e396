"""Who may see something, as one short text that can be kept beside it.

'' is everybody; 'login' is everybody who is logged in; '3.7' is who is in group 3 or in group 7; '3.7&9' is who is,
besides, in group 9. What a shared password opens has no audience: lists and search never show it.
"""

from typing import TYPE_CHECKING

from cms.pages.restrictions import groups_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from cms.users.models import User

EVERYBODY = ""
LOGGED_IN = "login"


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
