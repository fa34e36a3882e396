"""The task by which somebody else approves what an editor changed."""

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from wagtail.models import GroupApprovalTask, Revision, TaskState

from cms.pages.authorship import last_change, last_changes
from cms.pages.models import BasePage


class FourEyesTask(GroupApprovalTask):
    """Approval by somebody of the chosen groups who didn't bring the newest content herself; superusers included."""

    class Meta:
        verbose_name = "goedkeuring door een ander"
        verbose_name_plural = "goedkeuringen door een ander"
        permissions: ClassVar[list[tuple[str, str]]] = [
            ("emergency_publish", "Mag in nood publiceren waar vier ogen geldt")
        ]

    def get_actions(self, obj: Model, user: Any) -> list[tuple[str, str, bool]]:
        """Return what `user` may do with `obj` at this step: who wrote it last may send it back, not approve it."""
        actions = super().get_actions(obj, user)
        if actions and _is_last_changer(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Do what `user` chose, unless she approves what she just changed: then the page goes on waiting.

        The editor saves what was typed along with the approval first, so the check is made once more here.
        """
        if action_name == "approve" and _is_last_changer(task_state.workflow_state.content_object, user):
            return
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """Return what waits for `user`: not what she wrote herself."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        saved = Revision.objects.filter(user=user).values("object_id")
        keys = states.filter(workflow_state__object_id__in=saved).values_list("workflow_state__object_id", flat=True)
        own = [key for key, change in last_changes(BasePage, keys).items() if change.user_id == user.pk]
        return states.exclude(workflow_state__object_id__in=own)

    @classmethod
    def get_description(cls) -> str:
        """Return what the task does, for who composes a workflow."""
        return "Iemand uit de gekozen groepen keurt goed, maar nooit wie de inhoud zelf het laatst wijzigde."


def _is_last_changer(obj: Model, user: Any) -> bool:
    change = last_change(obj)
    return bool(change and change.user_id == user.pk)
