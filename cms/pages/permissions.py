"""What somebody may do with a page.

Where a workflow asks for approval ('vier ogen'), nothing goes live by the hand of who wrote it, and only who
may approve can publish at all. Every way in the admin, its API and the public API asks this tester, so the
rule is kept here; it holds for superusers too.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from wagtail.models import PagePermissionTester, Revision, Task, WorkflowPage

from cms.pages.authorship import last_change
from cms.pages.parts import part_of

if TYPE_CHECKING:
    from cms.pages.models import BasePage


class EditorialPermissionTester(PagePermissionTester):
    """Wagtail's tester, with 'vier ogen' kept."""

    @cached_property
    def part(self) -> WorkflowPage | None:
        """Return the part of the tree in which the page stands, or None where nobody set one."""
        return part_of(self.page)

    @property
    def four_eyes(self) -> bool:
        """Whether somebody else must approve what is changed in the page."""
        return bool(self.part and self.part.asks_approval)

    @cached_property
    def is_approver(self) -> bool:
        """Whether the user is among those who approve in this part."""
        return self.four_eyes and self._approves_in(self.part)

    def _approves_in(self, part: WorkflowPage) -> bool:
        tasks = Task.objects.filter(workflow_tasks__workflow=part.workflow_id, active=True).specific()
        return any(task.user_can_access_editor(self.page, self.user) for task in tasks)

    @property
    def is_last_changer(self) -> bool:
        """Whether the newest content of the page is the user's own."""
        change = last_change(self.page)
        return bool(change and change.user_id == self.user.pk)

    @property
    def may_take_down(self) -> bool:
        """Whether the user may undo a publication here: where somebody must approve, only who approves."""
        return not self.four_eyes or self.is_approver

    def can_publish(self) -> bool:
        """Return whether the user may make the newest content live."""
        return super().can_publish() and (not self.four_eyes or (self.is_approver and not self.is_last_changer))

    def can_publish_subpage(self) -> bool:
        """Return whether the user may make and publish a page below this one at once: she would be its only author."""
        return super().can_publish_subpage() and not self.four_eyes

    def can_unpublish(self) -> bool:
        """Return whether the user may take the page off the site."""
        return super().can_unpublish() and self.may_take_down

    def can_unschedule(self) -> bool:
        """Return whether the user may call off a publication."""
        return super().can_publish() and self.may_take_down

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether the user may delete the page with everything below it."""
        return super().can_delete(ignore_bulk) and (self.may_take_down or not self._public_pages().exists())

    def can_move(self) -> bool:
        """Return whether the user may move the page at all; not bound by `can_delete`, as nothing leaves the site."""
        return super().can_delete(ignore_bulk=True)

    def can_move_to(self, destination: "BasePage") -> bool:
        """Return whether the user may move the page below `destination`."""
        return super().can_move_to(destination) and self._may_cross_to(part_of(destination))

    def can_publish_in_emergency(self) -> bool:
        """Return whether the user may publish here in spite of 'vier ogen', with a reason that is logged."""
        return (
            self.four_eyes
            and super().can_publish()
            and self.user.has_perm("editorial.emergency_publish")
            and (self.page.has_unpublished_changes or not self.page.live)
            and not self.page.alias_of_id
            and not self.page_locked()
            and not self.can_publish()
        )

    def _may_cross_to(self, there: WorkflowPage | None) -> bool:
        """Return whether the page may move to the part `there`.

        Within a part everything may move, and so may what nobody sees yet. What is public (or scheduled)
        leaves or enters a part with 'vier ogen' only by the hand of who approves there, and enters only if
        she never wrote any of it. An alias doesn't enter: what it shows is decided elsewhere.
        """
        here = self.part
        takes_rule_along = here is not None and here.page_id == self.page.pk
        borders = [part for part in (here, there) if part and part.asks_approval]
        if takes_rule_along or here == there or not borders:
            return True
        public = self._public_pages()
        if not public.exists():
            return True
        if not all(self._approves_in(part) for part in borders):
            return False
        return there not in borders or not self._wrote_any_of(public)

    def _public_pages(self) -> Any:
        """Return the page and those below it that visitors see, or will see without anybody doing more."""
        branch = self.page.get_descendants(inclusive=True)
        scheduled = self._revisions_of(branch).filter(approved_go_live_at__isnull=False)
        return branch.filter(
            Q(live=True) | Q(pk__in=[int(object_id) for object_id in scheduled.values_list("object_id", flat=True)])
        )

    def _wrote_any_of(self, pages: Any) -> bool:
        """Return whether a revision of `pages` is the user's, or may be: an alias has none of its own."""
        return (
            self._revisions_of(pages).filter(user=self.user).exists() or pages.filter(alias_of__isnull=False).exists()
        )

    @staticmethod
    def _revisions_of(pages: Any) -> Any:
        keys = pages.order_by().annotate(key=Cast("pk", CharField())).values("key")
        return Revision.page_revisions.filter(object_id__in=keys)
