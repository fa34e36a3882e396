"""Under 'vier ogen' whoever last changed a page doesn't publish it: from the editor, in bulk, or by the clock."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.pages.models import BasePage
from home.models import ContentPage
from tests.editorial.conftest import NEW, Editor, Parts
from tests.editorial.forms import editor_data, new_page_data
from tests.editorial.four_eyes import fresh, is_live, rule_of
from tests.factories import ContentPageFactory, UserFactory

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
