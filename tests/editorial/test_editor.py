"""The editor says which rule holds and offers only what it allows."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.editorial.services import assign_workflow
from home.models import ContentPage
from tests.editorial.conftest import Editor, Parts
from tests.factories import ArticleIndexPageFactory, ContentPageFactory, ThemeFactory, UserFactory


def text_of(editor: Editor, page: ContentPage) -> str:
    return editor.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_it_says_which_rule_holds_and_who_changed_last(part: ContentPage, anna: Editor, bram: Editor) -> None:
    page = anna.write(ContentPageFactory(parent=part))
    bram.edit(page)
    text = text_of(bram, page)
    assert ("iemand anders keurt goed wat u wijzigt" in text) is part.has_workflow
    assert ("u publiceert zelf" in text) is not part.has_workflow
    assert f"Het laatst gewijzigd door {anna.user}" in " ".join(text.split())


def test_a_new_page_says_it_as_well(part: ContentPage, anna: Editor) -> None:
    text = anna.client.get(reverse("wagtailadmin_pages:add", args=["home", "contentpage", part.pk])).content.decode()
    assert ("iemand anders keurt goed wat u wijzigt" in text) is part.has_workflow
    assert ("u publiceert zelf" in text) is not part.has_workflow
    assert ('name="action-publish"' in text) is not part.has_workflow
    assert ('name="action-submit"' in text) is part.has_workflow


def test_buttons_for_who_wrote_and_for_who_approves(parts: Parts, anna: Editor, bram: Editor) -> None:
    page = anna.write(ContentPageFactory(parent=parts.four_eyes))
    redacteur = Editor(UserFactory(role="redacteur"))
    for editor, publishes in ((anna, False), (redacteur, False), (bram, True)):
        assert ('name="action-publish"' in text_of(editor, page)) is publishes
        assert 'name="action-submit"' in text_of(editor, page)
    anna.edit(page, "submit")
    for editor, approves in ((anna, False), (redacteur, False), (bram, True)):
        assert ('data-workflow-action-name="approve"' in text_of(editor, page)) is approves


def test_the_manual_names_the_button_that_plans(part: ContentPage, anna: Editor) -> None:
    page = ContentPageFactory(parent=part)
    anna.edit(page, summary="Geschreven.", go_live_at="2099-06-01 09:00")
    name = "action-submit" if part.has_workflow else "action-publish"
    button = BeautifulSoup(text_of(anna, page), "html.parser").select_one(f"[name={name}]")
    manual = (settings.BASE_DIR / "docs" / "editing.md").read_text()
    planning = manual.partition("### Plannen")[2].partition("###")[0]
    assert f"**{button.get_text(strip=True)}**" in planning


@pytest.mark.parametrize(("app", "model"), [("home", "contentpage"), ("articles", "articlepage")])
def test_themes_are_boxes_to_tick(home: ContentPage, anna: Editor, app: str, model: str) -> None:
    theme = ThemeFactory(title="Draagvlak")
    parent = home if app == "home" else ArticleIndexPageFactory()
    form = BeautifulSoup(
        anna.client.get(reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])).content, "html.parser"
    )
    boxes = form.select("input[type=checkbox][name=themes]")
    assert [(box["value"], box.parent.text.strip()) for box in boxes] == [(str(theme.pk), "Draagvlak")]


@pytest.mark.parametrize("mode", ["vier-ogen", "direct"])
def test_assigning_twice_is_assigning_once(home: ContentPage, mode: str) -> None:
    page = ContentPageFactory(parent=home)
    assign_workflow(page, mode)
    with CaptureQueriesContext(connection) as queries:
        assign_workflow(page, mode)
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert page.has_workflow is (mode == "vier-ogen")


def test_an_unknown_mode_is_refused(home: ContentPage) -> None:
    with pytest.raises(ValueError, match="zomaar"):
        assign_workflow(home, "zomaar")


def test_the_nearest_assignment_holds(home: ContentPage) -> None:
    pages = [ContentPageFactory(parent=home)]
    for _ in range(3):
        pages.append(ContentPageFactory(parent=pages[-1]))
    assign_workflow(pages[0], "vier-ogen")
    assign_workflow(pages[2], "direct")
    with CaptureQueriesContext(connection) as queries:
        assert [page.has_workflow for page in pages] == [True, True, False, False]
    assert len(queries) == len(pages)
    assert not home.has_workflow
