"""What staff see around their work: our own name and help, and all that an editor needs on a page."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset

from home.models import HomePage
from tests.editorial.conftest import Editor
from tests.editorial.forms import editor_data
from tests.factories import ContentPageFactory, UserFactory

_ELSEWHERE = re.compile(r"""(?:src|srcset|data|action)=["'](?:https?:)?//""")


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailimages:index", "wagtaildocs:index", "report-nakijken"])
def test_a_screen_bears_our_name_and_loads_nothing_from_elsewhere(bram: Editor, name: str) -> None:
    html = bram.client.get(reverse(name)).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    assert soup.title
    assert "OL2000" in soup.title.get_text()
    assert "favicon.svg" in str(soup.select_one("[data-wagtail-sidebar-branding-logo]"))
    assert not _ELSEWHERE.search(html)
    assert "guide.wagtail.org" not in html


def test_moments_are_written_in_one_way(bram: Editor, home: HomePage) -> None:
    page = ContentPageFactory()
    bram.edit(page, review_by="01-12-2026")

    def shown(name: str) -> BeautifulSoup:
        return BeautifulSoup(bram.client.get(reverse(name, args=[page.pk])).content, "html.parser")

    editor = shown("wagtailadmin_pages:edit")
    assert editor.select_one("[name=review_by]")["value"] == "01-12-2026"
    moment = r"\d{1,2} [a-z]+ \d{4}, \d\d\.\d\d uur"
    assert re.search(f"gewijzigd door .+ op {moment}", " ".join(editor.get_text().split()))
    assert re.search(moment, str(shown("wagtailadmin_pages:history")))


def test_the_preview_of_a_page_may_stand_in_the_editor_and_the_page_nowhere(bram: Editor, home: HomePage) -> None:
    page = ContentPageFactory()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert bram.client.post(address, editor_data(page, title="Voorbeeld")).json()["is_valid"]
    preview = bram.client.get(address)
    assert "Voorbeeld" in preview.content.decode()
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in Client().get(page.url)["Content-Security-Policy"]


def test_editors_comment_on_a_page(anna: Editor, home: HomePage) -> None:
    page = ContentPageFactory()
    html = anna.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'data-side-panel-toggle="comments"' in html
    comment = {"text": "Klopt dit nog?", "contentpath": "summary", "position": "", "deleted": "", "resolved": ""}
    anna.edit(page, comments=inline_formset([{**comment, "replies": inline_formset([])}]))
    assert Comment.objects.get().text == "Klopt dit nog?"


def test_a_locked_page_is_closed_to_others(anna: Editor, bram: Editor, home: HomePage) -> None:
    page = ContentPageFactory()
    anna.post("wagtailadmin_pages:lock", page.pk)
    bram.edit(page, summary="Van Bram.")
    page.refresh_from_db()
    assert page.locked_by == anna.user
    assert page.get_latest_revision_as_object().summary != "Van Bram."


def test_history_names_who_did_what(anna: Editor, home: HomePage) -> None:
    page = anna.write(ContentPageFactory())
    history = anna.client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Anna" in history


def test_help_is_ours(home: HomePage) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "keyboard-shortcuts" in html
    assert "whats-new-in-wagtail" not in html


def test_everybody_has_the_same_clock(bram: Editor) -> None:
    answer = bram.client.get("/beheer/account/")
    assert answer.status_code == 200
    assert "current_time_zone" not in answer.content.decode()
