"""What tests of 'vier ogen' ask of a page, and do with it."""

from django.db.models import Model

from cms.pages.models import BasePage
from home.models import ContentPage
from tests.editorial.conftest import NEW, Editor


def fresh(page: Model) -> ContentPage:
    return ContentPage.objects.get(pk=page.pk)


def is_live(page: Model, summary: str = NEW) -> bool:
    page = fresh(page)
    return page.live and page.summary == summary


def rule_of(page: BasePage) -> bool:
    """Return whether the author may publish here herself."""
    return not page.has_workflow


def submit(page: ContentPage, editor: Editor) -> ContentPage:
    editor.edit(page, "submit")
    page = fresh(page)
    assert page.workflow_in_progress
    return page


def approve(page: ContentPage, editor: Editor) -> None:
    state = page.current_workflow_task_state
    editor.post("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk, data={"comment": ""})
