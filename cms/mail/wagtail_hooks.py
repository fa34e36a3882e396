"""What the outbox adds to Wagtail's admin."""

from typing import Any

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.mail.screens import MailViewSet


@hooks.register("register_admin_viewset")
def mail_screens() -> ViewSet:
    """Put the screen 'Post' in the admin."""
    return MailViewSet()


@hooks.register("register_log_actions")
def mail_log_actions(actions: Any) -> None:
    """Name what the site's history says about mail."""
    actions.register_action("mail.opnieuw", "Opnieuw versturen", "Bericht opnieuw verstuurd")
    actions.register_action("mail.niet-versturen", "Niet versturen", "Bericht tegengehouden")
    actions.register_action("mail.vrijgeven", "Post vrijgeven", "Post vrijgegeven na het terugzetten van een back-up")
