"""The two workflows that the site always has, and the log of where they hold."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models, transaction
from wagtail.log_actions import log
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from cms.editorial.enums import PublishingMode
from cms.editorial.models import FourEyesTask

APPROVERS = ["eindredacteur", "beheerder"]
# The workflow that Wagtail brings, for a group that roles of ours replaced.
_WAGTAILS_OWN = "Moderators approval"


@transaction.atomic
def sync_workflows() -> None:
    """Make the workflows 'Vier ogen' and 'Direct' where they are missing; idempotent.

    'Direct' has no tasks: that is what lets a part within a part with 'Vier ogen' be direct. What a beheerder
    changed in them stays.
    """
    Workflow.objects.get_or_create(name=PublishingMode.DIRECT.label)
    workflow, _created = Workflow.objects.get_or_create(name=PublishingMode.FOUR_EYES.label)
    if not workflow.workflow_tasks.exists():
        task, created = FourEyesTask.objects.get_or_create(name="Goedkeuring door een ander")
        if created:
            task.groups.set(Group.objects.filter(name__in=APPROVERS))
        WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    _remove_wagtails_own()


def _remove_wagtails_own() -> None:
    """Remove Wagtail's own workflow and task as long as nobody used them and no group is left to approve."""
    unused = Workflow.objects.filter(name=_WAGTAILS_OWN, workflow_states=None)
    if not GroupApprovalTask.objects.filter(name=_WAGTAILS_OWN).exclude(groups=None).exists():
        unused.delete()
        Task.objects.filter(name=_WAGTAILS_OWN, task_states=None, workflow_tasks=None).delete()


def return_what_waits(instance: Task, **_signal: Any) -> None:
    """Make drafts again of what waits for a task that is switched off, where Wagtail would take it for approved."""
    if instance.pk and not instance.active:
        waiting = WorkflowState.objects.filter(
            current_task_state__task=instance.pk, status=WorkflowState.STATUS_IN_PROGRESS
        )
        for state in waiting:
            state.cancel()


def log_assignment(instance: WorkflowPage, **_signal: Any) -> None:
    """Log on the page that it gets another workflow: who sets a part to 'direct' and publishes there leaves a trace."""
    if not WorkflowPage.objects.filter(pk=instance.pk, workflow=instance.workflow_id).exists():
        _log(instance, "editorial.part.assign")


def log_removal(instance: WorkflowPage, origin: Any, **_signal: Any) -> None:
    """Log on the page that it lost its workflow, unless the page itself is deleted."""
    if getattr(origin, "model", type(origin)) is WorkflowPage:
        _log(instance, "editorial.part.clear")


def _log(assignment: WorkflowPage, action: str) -> None:
    page: models.Model = assignment.page.specific
    log(instance=page, action=action, data={"workflow": assignment.workflow.name})
