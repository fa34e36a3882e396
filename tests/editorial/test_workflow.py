"""Approving under 'vier ogen', and which part of the tree asks for it."""

from collections.abc import Callable
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.editorial.services import assign_workflow
from home.models import ContentPage, HomePage
from tests.editorial.conftest import NEW, Editor, Parts
from tests.editorial.forms import editor_data
from tests.editorial.four_eyes import approve, fresh, is_live, submit
from tests.factories import ArticlePageFactory, ContentPageFactory, UserFactory


def test_approve(guarded: ContentPage, anna: Editor, bram: Editor) -> None:
    page = submit(guarded, anna)
    approve(page, anna)
    assert not is_live(guarded)
    assert fresh(guarded).workflow_in_progress
    approve(page, bram)
    assert is_live(guarded)


@pytest.mark.parametrize("requester", ["redacteur", "eindredacteur"])
def test_approve_from_the_editor_what_another_asked_for_her(
    guarded: ContentPage, anna: Editor, bram: Editor, requester: str
) -> None:
    page = submit(guarded, Editor(UserFactory(role=requester)))
    data = {**editor_data(page), "action-workflow-action": "ja", "workflow-action-name": "approve"}
    anna.post("wagtailadmin_pages:edit", page.pk, data=data)
    assert not is_live(guarded)
    bram.post("wagtailadmin_pages:edit", page.pk, data=data)
    assert is_live(guarded)


def test_a_change_made_while_approving_needs_another_approver(guarded: ContentPage, anna: Editor, bram: Editor) -> None:
    page = submit(guarded, anna)
    data = {
        **editor_data(page, summary="Bij het goedkeuren gewijzigd."),
        "action-workflow-action": "ja",
        "workflow-action-name": "approve",
    }
    response = bram.post("wagtailadmin_pages:edit", page.pk, data=data, follow=True)
    assert "Iemand anders moet die eerst goedkeuren" in response.content.decode()
    page = fresh(guarded)
    assert page.workflow_in_progress
    assert not is_live(page, "Bij het goedkeuren gewijzigd.")
    approve(page, bram)
    assert not is_live(page, "Bij het goedkeuren gewijzigd.")
    approve(page, anna)
    assert is_live(page, "Bij het goedkeuren gewijzigd.")


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (("approve", ""), "'Titel' is goedgekeurd en staat online."),
        (("approve", "2099-06-01 09:00"), "'Titel' is goedgekeurd en gaat online op 1 juni 2099, 09.00 uur."),
        (("reject", ""), "U hebt wijzigingen gevraagd in 'Titel'. Wat was ingediend, gaat niet online."),
    ],
)
def test_who_decides_in_the_editor_reads_what_came_of_it(
    parts: Parts, anna: Editor, bram: Editor, decision: tuple[str, str], told: str
) -> None:
    action, go_live_at = decision
    page = ContentPageFactory(parent=parts.four_eyes, title="Titel")
    anna.edit(page, "submit", summary=NEW, go_live_at=go_live_at)
    data = {**editor_data(fresh(page)), "action-workflow-action": "ja", "workflow-action-name": action}
    response = bram.post("wagtailadmin_pages:edit", page.pk, data=data, follow=True)
    assert told in unescape(response.content.decode())
    assert is_live(page) is (action == "approve" and not go_live_at)


def test_who_approves_one_of_more_steps_reads_which_is_next(
    parts: Parts, guarded: ContentPage, anna: Editor, bram: Editor
) -> None:
    task = GroupApprovalTask.objects.create(name="Woordvoering")
    WorkflowTask.objects.create(workflow=parts.four_eyes.workflowpage.workflow, task=task.task_ptr, sort_order=1)
    page = submit(guarded, anna)
    data = {**editor_data(page), "action-workflow-action": "ja", "workflow-action-name": "approve"}
    response = bram.post("wagtailadmin_pages:edit", page.pk, data=data, follow=True)
    assert "is goedgekeurd. De volgende stap is: Woordvoering." in unescape(response.content.decode())


@pytest.mark.parametrize("action", ["restart-workflow", "cancel-workflow", "publish"])
def test_restarting_cancelling_or_passing_by_the_workflow(guarded: ContentPage, anna: Editor, action: str) -> None:
    page = submit(guarded, anna)
    anna.edit(page, action)
    assert not is_live(guarded)


def test_sending_back_and_submitting_again(guarded: ContentPage, anna: Editor, bram: Editor) -> None:
    page = submit(guarded, anna)
    state = page.current_workflow_task_state
    bram.post("wagtailadmin_pages:workflow_action", page.pk, "reject", state.pk, data={"comment": "Nog niet."})
    assert not fresh(page).workflow_in_progress
    page = submit(page, anna)
    approve(page, anna)
    assert not is_live(guarded)
    approve(page, bram)
    assert is_live(guarded)


def test_what_waits_is_shown_to_others_only(guarded: ContentPage, anna: Editor, bram: Editor) -> None:
    submit(guarded, anna)
    task = Task.objects.get(active=True).specific
    assert not task.get_task_states_user_can_moderate(anna.user).exists()
    assert task.get_task_states_user_can_moderate(bram.user).count() == 1


def test_switching_off_the_task_publishes_nothing(guarded: ContentPage, anna: Editor, as_user: Callable) -> None:
    beheerder = as_user(UserFactory(role="beheerder"))
    submit(guarded, anna)
    task = Task.objects.get(active=True)
    assert beheerder.post("wagtailadmin_workflows:disable_task", task.pk).status_code == 302
    assert not Task.objects.get().active
    assert not is_live(guarded)
    anna.edit(fresh(guarded), "publish")
    assert not is_live(guarded)


def test_approving_in_a_workflow_with_wagtails_own_task(parts: Parts, anna: Editor, bram: Editor) -> None:
    """A beheerder may compose a workflow of her own: the tester keeps the rule there as well."""
    task = GroupApprovalTask.objects.create(name="Lezen")
    task.groups.set(anna.user.groups.all())
    workflow = Workflow.objects.create(name="Eigen")
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    WorkflowPage.objects.create(page=parts.direct, workflow=workflow)
    page = submit(anna.write(ContentPageFactory(parent=parts.direct), NEW), anna)
    approve(page, anna)
    assert not is_live(page)
    assert fresh(page).workflow_in_progress
    approve(page, bram)
    assert is_live(page)


# A part within a part


def test_a_direct_part_within_a_part_with_four_eyes(parts: Parts, anna: Editor) -> None:
    inner = ContentPageFactory(parent=parts.four_eyes)
    assign_workflow(inner, "direct")
    page = anna.write(ContentPageFactory(parent=inner), NEW)
    anna.edit(page, "submit")
    assert not is_live(page)
    assert not fresh(page).workflow_in_progress
    anna.edit(page, "publish")
    assert is_live(page)


def test_the_beheerder_sets_a_part_by_wagtails_own_screen_and_that_is_logged(
    guarded: ContentPage, parts: Parts, anna: Editor, as_user: Callable
) -> None:
    beheerder = as_user(UserFactory(role="beheerder"))
    response = give(beheerder, "Direct", guarded)
    assert response.status_code == 302
    assert not fresh(guarded).has_workflow
    history = beheerder.client.get(reverse("wagtailadmin_pages:history", args=[guarded.pk])).content.decode()
    assert "Vanaf deze pagina geldt &#x27;Direct&#x27;" in history
    assert str(beheerder.user) in history


def give(beheerder: Editor, name: str, page: ContentPage) -> HttpResponse:
    """Give `page` the workflow `name`, on the screen of that workflow."""
    pages = inline_formset([{"page": page.pk}])
    data = nested_form_data({"name": name, "active": "on", "workflow_tasks": inline_formset([]), "pages": pages})
    return beheerder.post("wagtailadmin_workflows:edit", Workflow.objects.get(name=name).pk, data=data)


def test_a_beheerder_turns_a_part_from_one_rule_to_the_other_in_one_go(parts: Parts, as_user: Callable) -> None:
    beheerder = as_user(UserFactory(role="beheerder"))
    assert give(beheerder, "Direct", parts.four_eyes).status_code == 302
    assert not fresh(parts.four_eyes).has_workflow
    assert [part.workflow.name for part in WorkflowPage.objects.filter(page=parts.four_eyes.pk)] == ["Direct"]
    html = beheerder.client.get(reverse("wagtailadmin_pages:history", args=[parts.four_eyes.pk])).content.decode()
    assert "Vanaf deze pagina geldt 'Direct'" in unescape(html)


def test_a_beheerder_sees_which_parts_have_a_rule(parts: Parts, as_user: Callable) -> None:
    beheerder = as_user(UserFactory(role="beheerder"))
    html = beheerder.client.get(reverse("wagtailadmin_workflows:index")).content
    shown = [item.get_text() for item in BeautifulSoup(html, "html.parser").select("[data-parts] li")]
    assert shown == [parts.four_eyes.title]
    workflow = parts.four_eyes.workflowpage.workflow
    html = beheerder.client.get(reverse("wagtailadmin_workflows:edit", args=[workflow.pk])).content.decode()
    assert "Had die pagina een andere regel, dan vervalt die vanzelf." in " ".join(html.split())


def test_articles_start_direct(home: HomePage) -> None:
    assert not ArticlePageFactory().has_workflow
