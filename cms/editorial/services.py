"""What changes how pages are published, and the publication that breaks the rule."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowPage

from cms.editorial.enums import PublishingMode

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.users.models import User


def assign_workflow(page: "BasePage", mode: PublishingMode | str) -> None:
    """Have changes to `page` and everything below it go live as `mode` ('vier-ogen' or 'direct') says; idempotent.

    Raise ValueError for another mode.
    """
    workflow = Workflow.objects.get(name=PublishingMode(mode).label)
    if not WorkflowPage.objects.filter(page_id=page.pk, workflow=workflow).exists():
        WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


@transaction.atomic
def publish_in_emergency(page: "BasePage", user: "User", reason: str) -> None:
    """Make the newest content of `page` live at once, although 'vier ogen' keeps `user` from it, and log why.

    Raise PermissionDenied when the page's tester says that she may not, and ValidationError when something
    is missing in the page.
    """
    if not page.permissions_for_user(user).can_publish_in_emergency():
        raise PermissionDenied
    newest = page.get_latest_revision_as_object()
    if newest.go_live_at and newest.go_live_at > timezone.now():
        newest.go_live_at = None
    revision = newest.save_revision(user=user, changed=False)
    PublishPageRevisionAction(revision, user=user, changed=False).execute(skip_permission_checks=True)
    log(
        instance=page.specific,
        action="editorial.emergency_publish",
        user=user,
        revision=revision,
        data={"reason": reason},
    )
