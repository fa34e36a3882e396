"""Giving a part of the tree another workflow, on Wagtail's own screen of that workflow."""

from typing import Any

from wagtail.admin.forms.workflows import WorkflowPageForm, WorkflowPagesFormSet


class PartForm(WorkflowPageForm):
    """The top of a part that gets a workflow; what it had before gives way, as `save` already has it."""

    def clean(self) -> dict[str, Any]:
        """Return what was filled in; Wagtail refuses a page that has another workflow, and offers no way on."""
        return self.cleaned_data


def let_parts_change_workflow() -> None:
    """Let the forms of a workflow take pages over from another; Wagtail has no setting for it."""
    WorkflowPagesFormSet.form = PartForm
