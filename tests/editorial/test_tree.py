"""Copying, moving, taking down and deleting are no way round 'vier ogen'."""

import pytest
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.create_alias import CreatePageAliasAction

from cms.users.models import User
from home.models import ContentPage, HomePage
from tests.editorial.conftest import NEW, Editor, Parts
from tests.editorial.four_eyes import fresh, is_live, rule_of
from tests.factories import ContentPageFactory, UserFactory

# Copies and aliases


def test_copy_and_publish(part: ContentPage, anna: Editor, home: HomePage) -> None:
    source = ContentPageFactory(parent=home)
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": part.pk, "publish_copies": "on"}
    anna.post("wagtailadmin_pages:copy", source.pk, data=data)
    assert ContentPage.objects.filter(slug="kopie", live=True).exists() is rule_of(part)


def test_copying_offers_to_publish_only_where_that_is_possible(part: ContentPage, anna: Editor) -> None:
    page = ContentPageFactory(parent=part)
    ContentPageFactory(parent=page)
    for editor in (anna, Editor(UserFactory(role="redacteur"))):
        html = editor.client.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).content.decode()
        assert 'name="new_slug"' in html
        for name in ("publish_copies", "alias"):
            assert (f'name="{name}"' in html) is rule_of(part)


def test_publishing_a_copy_elsewhere_is_refused_there(parts: Parts, anna: Editor) -> None:
    source = ContentPageFactory(parent=parts.direct)
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": parts.four_eyes.pk, "publish_copies": "on"}
    assert anna.post("wagtailadmin_pages:copy", source.pk, data=data).context["form"].errors["new_parent_page"]
    assert not ContentPage.objects.filter(slug="kopie").exists()


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


def test_converting_keeps_a_live_alias_as_it_was(parts: Parts, author: User, home: HomePage) -> None:
    source = ContentPageFactory(parent=home)
    alias = CreatePageAliasAction(source, parent=parts.four_eyes, update_slug="spiegel").execute()
    before = fresh(alias).summary
    ConvertAliasPageAction(fresh(alias), user=author).execute()
    assert is_live(alias, before)


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
