"""The parts of the tree: where somebody else must approve what an editor changes, and where not.

The beheerder sets a part by giving the page at its top a workflow. A workflow with tasks asks for approval
('vier ogen'); one without any is how a part within such a part becomes 'direct' again. A workflow whose tasks
were all switched off still asks for approval, so that switching off a task publishes nothing.
"""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def part_of(page: "BasePage") -> WorkflowPage | None:
    """Return the nearest assignment of an active workflow on `page` or above it, in one query.

    Its `asks_approval` says whether that workflow has tasks.
    """
    tops = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    return (
        WorkflowPage.objects.filter(page__path__in=tops, workflow__active=True)
        .annotate(asks_approval=Exists(WorkflowTask.objects.filter(workflow=OuterRef("workflow"))))
        .select_related("workflow")
        .order_by("-page__depth")
        .first()
    )


def approval_of(page: "BasePage") -> Workflow | None:
    """Return the workflow by which somebody else approves what is changed in `page`, or None where that is direct."""
    part = part_of(page)
    return part.workflow if part and part.asks_approval else None
