"""Who may do what with sessions."""

from typing import Any

from cms.pages.models import BasePage


def may_manage_sessions(user: Any, page: BasePage, action: str = "change") -> bool:
    """Return whether `user` may add, change or delete (`action`) the sessions of `page`.

    That takes the permission on sessions and, because a session changes what visitors read on the page, the
    permission to edit that page.
    """
    return user.has_perm(f"agenda.{action}_eventsession") and page.permissions_for_user(user).can_edit()
