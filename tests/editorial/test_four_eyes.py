"""Under 'vier ogen' whoever last changed a page can't make it live, by whatever way; where it is direct she can."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import APIToken, GroupApprovalTask, Revision, Task, Workflow, WorkflowPage, WorkflowTask

from cms.editorial.services import assign_workflow
from cms.pages.models import BasePage
from cms.users.models import User
from home.models import ContentPage, HomePage
from tests.editorial.conftest import Editor, Parts
from tests.editorial.forms import editor_data, new_page_data
from tests.factories import ArticlePageFactory, ContentPageFactory, UserFactory

NEW = "Wat Anna schreef."


def fresh(page: Model) -> ContentPage:
    return ContentPage.objects.get(pk=page.pk)


def is_live(page: Model, summary: str = NEW) -> bool:
    page = fresh(page)
    return page.live and page.summary == summary


@pytest.fixture
def draft(part: ContentPage, anna: Editor) -> ContentPage:
    """A page that was published with an old text and now holds a draft by Anna."""
    return anna.write(ContentPageFactory(parent=part), NEW)


@pytest.fixture
def guarded(parts: Parts, anna: Editor) -> ContentPage:
    """The same, under 'vier ogen'."""
    return anna.write(ContentPageFactory(parent=parts.four_eyes), NEW)


def rule_of(page: BasePage) -> bool:
    """Return whether the author may publish here herself."""
    return not page.has_workflow


# Publishing from the editor


def test_publish(draft: ContentPage, anna: Editor, bram: Editor) -> None:
    anna.edit(draft, "publish")
    assert is_live(draft) is rule_of(draft)
    bram.edit(fresh(draft), "publish")
    assert is_live(draft)


def test_publish_with_a_change_of_her_own_by_who_could_publish_without(guarded: ContentPage, bram: Editor) -> None:
    response = bram.edit(guarded, "publish", summary="Wat Bram ervan maakte.")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[guarded.pk])
    assert fresh(guarded).summary not in {NEW, "Wat Bram ervan maakte."}
    assert fresh(guarded).get_latest_revision_as_object().summary == "Wat Bram ervan maakte."


def test_publish_with_her_own_change_where_it_is_direct(parts: Parts, bram: Editor) -> None:
    page = ContentPageFactory(parent=parts.direct)
    bram.edit(page, "publish", summary="Wat Bram ervan maakte.")
    assert is_live(page, "Wat Bram ervan maakte.")


@pytest.mark.parametrize("role", ["redacteur", "eindredacteur", "beheerder", "superuser"])
def test_create_and_publish(part: ContentPage, role: str) -> None:
    user = UserFactory(is_superuser=True) if role == "superuser" else UserFactory(role=role)
    data = {**new_page_data(), "action-publish": "ja"}
    Editor(user).post("wagtailadmin_pages:add", "home", "contentpage", part.pk, data=data)
    assert ContentPage.objects.get(slug="nieuw").live is rule_of(part)


@pytest.mark.parametrize("role", ["redacteur", "beheerder", "superuser"])
def test_nobody_publishes_her_own_whatever_her_role(part: ContentPage, role: str) -> None:
    user = UserFactory(is_superuser=True) if role == "superuser" else UserFactory(role=role)
    editor = Editor(user)
    page = editor.write(ContentPageFactory(parent=part), NEW)
    editor.edit(page, "publish")
    assert is_live(page) is rule_of(page)


def test_a_redacteur_does_not_publish_what_another_wrote(draft: ContentPage) -> None:
    Editor(UserFactory(role="redacteur")).edit(draft, "publish")
    assert is_live(draft) is rule_of(draft)


def test_reverting_to_an_old_text_and_publishing(draft: ContentPage, anna: Editor, bram: Editor) -> None:
    bram.write(draft, "Wat Bram schreef.")
    old = draft.revisions.order_by("created_at").first()
    data = {**editor_data(draft, summary=old.as_object().summary), "action-publish": "ja"}
    live_before = fresh(draft).live_revision_id
    anna.client.post(reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, old.pk]), data)
    assert (fresh(draft).live_revision_id == live_before) is not rule_of(draft)


# What doesn't make somebody else the author


@pytest.mark.parametrize("how", ["save", "schedule", "submit and cancel"])
def test_a_colleague_who_changes_nothing_does_not_become_the_author(
    guarded: ContentPage, anna: Editor, bram: Editor, how: str
) -> None:
    if how == "save":
        bram.edit(guarded)
    elif how == "schedule":
        bram.edit(guarded, expire_at=(timezone.now() + timedelta(days=9)).strftime("%Y-%m-%d %H:%M"))
    else:
        bram.edit(guarded, "submit")
        bram.edit(fresh(guarded), "cancel-workflow")
    assert fresh(guarded).latest_revision.user == bram.user
    anna.edit(fresh(guarded), "publish")
    assert not is_live(guarded)
    bram.edit(fresh(guarded), "publish")
    assert is_live(guarded)


def test_a_colleague_who_changes_the_text_becomes_the_author(guarded: ContentPage, anna: Editor, bram: Editor) -> None:
    bram.write(guarded, "Wat Bram ervan maakte.")
    bram.edit(fresh(guarded), "publish")
    assert not is_live(guarded, "Wat Bram ervan maakte.")
    anna.edit(fresh(guarded), "publish")
    assert is_live(guarded, "Wat Bram ervan maakte.")


def test_autosave_over_a_revision_that_a_colleague_published_asks_for_approval_again(
    guarded: ContentPage, anna: Editor, bram: Editor
) -> None:
    bram.post("wagtailadmin_pages:workflow_action", guarded.pk, "approve", 0)  # nothing waits: refused
    Revision.objects.get(pk=guarded.latest_revision_id).publish(user=bram.user)
    data = {**editor_data(guarded, summary="Later."), "overwrite_revision_id": guarded.latest_revision_id}
    response = anna.post("wagtailadmin_pages:edit", guarded.pk, data=data, headers={"accept": "application/json"})
    assert response.json()["success"]
    assert is_live(guarded)
    anna.edit(fresh(guarded), "publish")
    assert is_live(guarded)


# The workflow


def submit(page: ContentPage, editor: Editor) -> ContentPage:
    editor.edit(page, "submit")
    page = fresh(page)
    assert page.workflow_in_progress
    return page


def approve(page: ContentPage, editor: Editor) -> None:
    state = page.current_workflow_task_state
    editor.post("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk, data={"comment": ""})


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


# Bulk


@pytest.mark.parametrize("descendants", [False, True])
def test_bulk_publish(draft: ContentPage, anna: Editor, bram: Editor, descendants: bool) -> None:
    chosen = fresh(draft.get_parent()) if descendants else draft
    if descendants:  # only what isn't live goes along with its parent
        bram.post("wagtailadmin_pages:unpublish", draft.pk)
        anna.write(chosen, "De ouder.")
        bram.write(chosen, "De ouder, door Bram.")
        assert not fresh(draft).live
    url = f"{reverse('wagtail_bulk_action', args=['pages', 'basepage', 'publish'])}?id={chosen.pk}"
    data = {"include_descendants": "on"} if descendants else {}
    anna.client.post(url, data)
    if descendants:
        assert is_live(chosen, "De ouder, door Bram.")
    assert is_live(draft) is rule_of(draft)
    if not descendants:
        bram.client.post(url, data)
        assert is_live(draft)


# Scheduling


def test_scheduling(draft: ContentPage, anna: Editor, bram: Editor) -> None:
    soon = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    anna.edit(draft, "publish", go_live_at=soon)
    approved = Revision.objects.filter(approved_go_live_at__isnull=False)
    assert approved.exists() is rule_of(draft)
    bram.edit(fresh(draft), "publish")
    assert approved.exists()
    approved.update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    ContentPage.objects.filter(pk=draft.pk).update(go_live_at=None)
    content = approved.get().content
    approved.update(content={**content, "go_live_at": None})
    call_command("publish_scheduled")
    assert is_live(draft)


def test_a_revision_that_nobody_approved_is_not_published_by_the_clock(guarded: ContentPage, anna: Editor) -> None:
    anna.edit(guarded, "publish", go_live_at=(timezone.localtime() + timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M"))
    Revision.objects.filter(object_id=str(guarded.pk)).update(created_at=timezone.now() - timedelta(days=2))
    call_command("publish_scheduled")
    assert not is_live(guarded)


def test_what_was_approved_for_later_can_not_be_changed_by_its_author(
    guarded: ContentPage, anna: Editor, bram: Editor
) -> None:
    bram.edit(guarded, "publish", go_live_at=(timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M"))
    approved = Revision.objects.get(approved_go_live_at__isnull=False)
    data = {**editor_data(fresh(guarded), summary="Anders."), "overwrite_revision_id": approved.pk}
    anna.post("wagtailadmin_pages:edit", guarded.pk, data=data)
    approved.refresh_from_db()
    assert approved.as_object().summary == NEW
    assert fresh(guarded).latest_revision_id == approved.pk


def test_a_scheduled_draft_does_not_move_in(parts: Parts, anna: Editor) -> None:
    page = ContentPageFactory(parent=parts.direct, live=False)
    anna.edit(page, "publish", go_live_at=(timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M"))
    assert Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    anna.post("wagtailadmin_pages:move_confirm", page.pk, parts.four_eyes.pk)
    assert fresh(page).get_parent().pk == parts.direct.pk


# Copies and aliases


def test_copy_and_publish(part: ContentPage, anna: Editor, home: HomePage) -> None:
    source = ContentPageFactory(parent=home)
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": part.pk, "publish_copies": "on"}
    anna.post("wagtailadmin_pages:copy", source.pk, data=data)
    assert ContentPage.objects.filter(slug="kopie", live=True).exists() is rule_of(part)


def test_a_copy_is_its_makers(parts: Parts, anna: Editor, bram: Editor) -> None:
    source = bram.write(ContentPageFactory(parent=parts.direct), NEW)
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": parts.four_eyes.pk}
    anna.post("wagtailadmin_pages:copy", source.pk, data=data)
    copy = ContentPage.objects.get(slug="kopie")
    anna.edit(copy, "publish")
    assert not fresh(copy).live
    bram.edit(copy, "publish")
    assert fresh(copy).live


def test_alias(part: ContentPage, anna: Editor, home: HomePage) -> None:
    source = ContentPageFactory(parent=home)
    data = {"new_title": "x", "new_slug": "spiegel", "new_parent_page": part.pk, "alias": "on"}
    anna.post("wagtailadmin_pages:copy", source.pk, data=data)
    assert ContentPage.objects.filter(slug="spiegel").exists() is rule_of(part)


def test_an_alias_does_not_follow_a_page_that_needs_no_approval(
    part: ContentPage, anna: Editor, home: HomePage
) -> None:
    source = ContentPageFactory(parent=home)
    alias = CreatePageAliasAction(source, parent=part, update_slug="spiegel").execute()
    anna.edit(source, "publish", summary=NEW)
    assert is_live(source)
    assert is_live(alias) is rule_of(part)


def test_an_alias_follows_a_page_that_was_approved(guarded: ContentPage, bram: Editor, parts: Parts) -> None:
    alias = CreatePageAliasAction(fresh(guarded), parent=parts.four_eyes, update_slug="spiegel").execute()
    bram.edit(guarded, "publish")
    assert is_live(alias)


def test_turning_an_alias_into_a_page(parts: Parts, anna: Editor, bram: Editor, home: HomePage) -> None:
    source = ContentPageFactory(parent=home, live=False)
    alias = CreatePageAliasAction(source, parent=parts.four_eyes, update_slug="spiegel").execute()
    anna.post("wagtailadmin_pages:convert_alias", alias.pk)
    page = fresh(alias)
    assert not page.alias_of_id
    anna.edit(page, "publish")
    assert not fresh(page).live
    bram.edit(page, "publish")
    assert fresh(page).live


# Moving, taking down, deleting


@pytest.mark.parametrize("bulk", [False, True])
def test_a_live_page_of_her_own_does_not_move_in(parts: Parts, anna: Editor, bram: Editor, bulk: bool) -> None:
    page = ContentPageFactory(parent=parts.direct)
    anna.edit(page, "publish", summary=NEW)
    assert is_live(page)

    def move(editor: Editor) -> None:
        if bulk:
            url = f"{reverse('wagtail_bulk_action', args=['pages', 'basepage', 'move'])}?id={page.pk}"
            editor.client.post(url, {"chooser": parts.four_eyes.pk})
        else:
            editor.post("wagtailadmin_pages:move_confirm", page.pk, parts.four_eyes.pk)

    move(anna)
    assert fresh(page).get_parent().pk == parts.direct.pk
    move(Editor(UserFactory(role="redacteur")))
    assert fresh(page).get_parent().pk == parts.direct.pk
    move(bram)
    assert fresh(page).get_parent().pk == parts.four_eyes.pk


def test_nor_below_a_page_of_somebody_else(parts: Parts, anna: Editor) -> None:
    above = ContentPageFactory(parent=parts.direct)
    below = ContentPageFactory(parent=above)
    anna.edit(below, "publish", summary=NEW)
    anna.post("wagtailadmin_pages:move_confirm", above.pk, parts.four_eyes.pk)
    assert fresh(above).get_parent().pk == parts.direct.pk


def test_out_published_and_back(guarded: ContentPage, parts: Parts, anna: Editor) -> None:
    anna.post("wagtailadmin_pages:move_confirm", guarded.pk, parts.direct.pk)
    anna.edit(fresh(guarded), "publish")
    assert is_live(guarded)
    anna.post("wagtailadmin_pages:move_confirm", guarded.pk, parts.four_eyes.pk)
    assert fresh(guarded).get_parent().pk == parts.direct.pk


def test_a_redacteur_does_not_move_a_live_page_out(parts: Parts) -> None:
    page = ContentPageFactory(parent=parts.four_eyes)
    Editor(UserFactory(role="redacteur")).post("wagtailadmin_pages:move_confirm", page.pk, parts.direct.pk)
    assert fresh(page).get_parent().pk == parts.four_eyes.pk


def test_a_draft_moves_in_and_is_approved_there(parts: Parts, anna: Editor, bram: Editor) -> None:
    page = anna.write(ContentPageFactory(parent=parts.direct, live=False), NEW)
    anna.post("wagtailadmin_pages:move_confirm", page.pk, parts.four_eyes.pk)
    page = fresh(page)
    assert page.get_parent().pk == parts.four_eyes.pk
    anna.edit(page, "publish")
    assert not is_live(page)
    bram.edit(page, "publish")
    assert is_live(page)


def test_within_the_part_a_redacteur_moves_and_reorders(parts: Parts) -> None:
    editor = Editor(UserFactory(role="redacteur"))
    first, second = ContentPageFactory(parent=parts.four_eyes), ContentPageFactory(parent=parts.four_eyes)
    response = editor.client.post(reverse("wagtailadmin_pages:set_page_position", args=[second.pk]) + "?position=0")
    assert response.status_code == 200
    assert [page.pk for page in fresh(parts.four_eyes).get_children()] == [second.pk, first.pk]
    editor.post("wagtailadmin_pages:move_confirm", first.pk, second.pk)
    assert fresh(first).get_parent().pk == second.pk


def test_unpublish_and_publish_again(draft: ContentPage, anna: Editor, bram: Editor) -> None:
    anna.post("wagtailadmin_pages:unpublish", draft.pk)
    assert not fresh(draft).live
    anna.edit(fresh(draft), "publish")
    assert fresh(draft).live is rule_of(draft)
    bram.edit(fresh(draft), "publish")
    assert is_live(draft)


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_a_redacteur_does_not_take_down_where_others_approve(part: ContentPage, way: str) -> None:
    page = ContentPageFactory(parent=part)
    Editor(UserFactory(role="redacteur")).post(f"wagtailadmin_pages:{way}", page.pk)
    gone = not ContentPage.objects.filter(pk=page.pk, live=True).exists()
    assert gone is rule_of(part)


def test_locking_does_not_help(guarded: ContentPage, anna: Editor) -> None:
    anna.post("wagtailadmin_pages:lock", guarded.pk)
    assert fresh(guarded).locked
    anna.edit(guarded, "publish")
    anna.post("wagtailadmin_pages:unlock", guarded.pk)
    anna.edit(guarded, "publish")
    assert not is_live(guarded)


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
    workflow = Workflow.objects.get(name="Direct")
    data = {
        "name": "Direct",
        "active": "on",
        "workflow_tasks-TOTAL_FORMS": 0,
        "workflow_tasks-INITIAL_FORMS": 0,
        "workflow_tasks-MIN_NUM_FORMS": 0,
        "workflow_tasks-MAX_NUM_FORMS": 1000,
        "pages-TOTAL_FORMS": 1,
        "pages-INITIAL_FORMS": 0,
        "pages-MIN_NUM_FORMS": 0,
        "pages-MAX_NUM_FORMS": 1000,
        "pages-0-page": guarded.pk,
    }
    response = beheerder.post("wagtailadmin_workflows:edit", workflow.pk, data=data)
    assert response.status_code == 302
    assert not fresh(guarded).has_workflow
    history = beheerder.client.get(reverse("wagtailadmin_pages:history", args=[guarded.pk])).content.decode()
    assert "Vanaf deze pagina geldt &#x27;Direct&#x27;" in history
    assert str(beheerder.user) in history


# The APIs


ADMIN_API = "wagtailadmin_api:pages:action"


def test_the_admins_own_api(draft: ContentPage, anna: Editor, bram: Editor, parts: Parts) -> None:
    def act(editor: Editor, action: str, **data: object) -> int:
        return editor.client.post(
            reverse(ADMIN_API, args=[draft.pk, action]), json.dumps(data), content_type="application/json"
        ).status_code

    destination = draft.get_parent().pk
    anna_may = rule_of(draft)
    allowed = {True: (200, 201), False: (403,)}[anna_may]
    assert act(anna, "publish") in allowed
    assert is_live(draft) is anna_may
    assert act(anna, "copy", destination_page_id=destination, keep_live=True, slug="kopie-a") in allowed
    assert act(anna, "create_alias", destination_page_id=destination, update_slug="kopie-b") in allowed
    assert ContentPage.objects.filter(slug__startswith="kopie", live=True).count() == (2 if anna_may else 0)
    act(anna, "revert_to_page_revision", revision_id=draft.latest_revision_id)
    assert act(anna, "publish") in allowed
    assert act(bram, "publish") == 200
    assert is_live(draft)


def test_the_admins_own_api_does_not_move_her_live_page_in(parts: Parts, anna: Editor) -> None:
    page = ContentPageFactory(parent=parts.direct)
    anna.edit(page, "publish", summary=NEW)
    url = reverse(ADMIN_API, args=[page.pk, "move"])
    for position, target in [("last-child", parts.four_eyes), ("left", ContentPageFactory(parent=parts.four_eyes))]:
        data = {"destination_page_id": target.pk, "position": position}
        assert anna.client.post(url, json.dumps(data), content_type="application/json").status_code == 403


@pytest.mark.urls("tests.editorial.api_urls")
def test_the_api_for_programs(draft: ContentPage, anna: Editor, bram: Editor) -> None:
    def act(editor: Editor, method: str, path: str, **data: object) -> int:
        token = APIToken.create_token(user=editor.user, name="proef")[1]
        return getattr(editor.client, method)(
            f"/api/v3/pages/{path}",
            json.dumps(data),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        ).status_code

    anna_may = rule_of(draft)
    destination = draft.get_parent().pk
    allowed = {True: (200, 201), False: (403,)}[anna_may]
    meta = {"type": "home.ContentPage", "action": "publish"}
    assert act(anna, "post", f"{draft.pk}/actions/publish/") in allowed
    assert is_live(draft) is anna_may
    assert act(anna, "patch", f"{draft.pk}/", meta=meta, title="Per programma.") in allowed
    assert (fresh(draft).title == "Per programma.") is anna_may
    new = {"title": "Nieuw", "slug": "nieuw", "summary": "Nieuw.", "meta": {**meta, "parent_id": destination}}
    # The API writes no summary, so the page is incomplete; who may not publish hears that first.
    assert act(anna, "post", "", **new) == (422 if anna_may else 403)
    assert not ContentPage.objects.filter(slug="nieuw").exists()
    copy = {"destination_id": destination, "keep_live": True}
    assert act(anna, "post", f"{draft.pk}/actions/copy/", **copy) in allowed
    assert act(anna, "post", f"{draft.pk}/actions/create_alias/", destination_id=destination) in allowed
    if not anna_may:
        assert act(bram, "patch", f"{draft.pk}/", meta=meta, title="Van Bram zelf.") == 403
        assert fresh(draft).title != "Van Bram zelf."
        assert act(bram, "post", f"{draft.pk}/actions/publish/") == 200
        assert is_live(draft)


def test_a_page_that_was_never_saved_in_the_editor_has_no_author(parts: Parts, anna: Editor) -> None:
    page = ContentPage(title="Kaal", slug="kaal", summary="Kaal.", live=False)
    parts.four_eyes.add_child(instance=page)
    assert page.permissions_for_user(anna.user).can_publish()


def test_permissions_read_the_same_from_the_base_page(guarded: ContentPage, anna: Editor, bram: Editor) -> None:
    base = BasePage.objects.get(pk=guarded.pk)
    assert not base.permissions_for_user(anna.user).can_publish()
    assert base.permissions_for_user(bram.user).can_publish()
    assert not base.permissions_for_user(UserFactory(role="redacteur")).can_publish()
    assert not base.permissions_for_user(UserFactory(role="evenementbeheerder")).can_publish()


def test_articles_start_direct(home: HomePage) -> None:
    assert not ArticlePageFactory().has_workflow


def test_converting_keeps_a_live_alias_as_it_was(parts: Parts, author: User, home: HomePage) -> None:
    source = ContentPageFactory(parent=home)
    alias = CreatePageAliasAction(source, parent=parts.four_eyes, update_slug="spiegel").execute()
    before = fresh(alias).summary
    ConvertAliasPageAction(fresh(alias), user=author).execute()
    assert is_live(alias, before)
