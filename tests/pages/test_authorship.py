"""Who last changed what a page says."""

import pytest
from wagtail.models import Revision

from cms.pages.authorship import last_change, last_changes
from cms.pages.models import BasePage
from cms.taxonomy.models import Theme
from cms.users.models import User
from home.models import ContentPage, HomePage
from tests.factories import (
    ContentPageFactory,
    SpeakerEngagementPageFactory,
    SpeakerPageFactory,
    ThemeFactory,
    UserFactory,
)


def save(page: BasePage, user: User | None, **changes: object) -> Revision:
    newest = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(newest, name, value)
    revision = newest.save_revision(user=user)
    page.refresh_from_db()
    return revision


def author_of(page: BasePage) -> int | None:
    change = last_change(page)
    assert last_changes(BasePage, [str(page.pk)]).get(str(page.pk)) == change
    return change.user_id if change else None


def test_the_first_of_the_newest_run_of_equal_content(home: HomePage) -> None:
    page = ContentPageFactory(parent=home)
    anna, bram = UserFactory(), UserFactory()
    assert author_of(page) is None
    made = save(page, anna, summary="Van Anna.")
    save(page, bram)
    save(page, None)
    assert author_of(page) == anna.pk
    assert last_change(page).at == made.created_at
    save(page, bram, summary="Van Bram.")
    assert author_of(page) == bram.pk
    save(page, anna, summary="Van Anna.")
    assert author_of(page) == anna.pk


def test_a_long_run_of_equal_content_is_read_to_its_beginning(home: HomePage) -> None:
    page, anna, bram = ContentPageFactory(parent=home), UserFactory(), UserFactory()
    save(page, anna, summary="Van Anna.")
    for _ in range(7):
        save(page, bram)
    assert author_of(page) == anna.pk


def test_without_revisions_nobody(home: HomePage) -> None:
    page = ContentPage(title="Kaal", slug="kaal", summary="Kaal.")
    home.add_child(instance=page)
    assert last_change(page) is None


def test_keys_of_blocks_and_paragraphs_are_no_change(home: HomePage) -> None:
    page = ContentPageFactory(parent=home)
    anna, bram = UserFactory(), UserFactory()
    text = [("text", "<p>Zelfde.</p>")]
    save(page, anna, body=text)
    save(page, bram, body=[("text", '<p data-block-key="abc12">Zelfde.</p>')])
    assert author_of(page) == anna.pk
    save(page, bram, body=[("text", "<p>Anders.</p>")])
    assert author_of(page) == bram.pk


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": 'Van Anna. data-block-key="Van Bram."'},
        {"summary": '[{"type": "t", "value": "Van Anna.", "id": "Van Bram."}]'},
        {"body": [("text", '<p data-block-key="van Bram, en langer">Van Anna.</p>')]},
        {"body": [("text", '<p>Van Anna. data-block-key="abc12"</p>')]},
    ],
)
def test_words_that_look_like_keys_are_a_change(home: HomePage, changes: dict[str, object]) -> None:
    page, anna, bram = ContentPageFactory(parent=home), UserFactory(), UserFactory()
    before = '[{"type": "t", "value": "Van Anna."}]' if str(changes.get("summary", "")).startswith("[") else "Van Anna."
    save(page, anna, summary=before, body=[("text", "<p>Van Anna.</p>")])
    save(page, bram, **changes)
    assert author_of(page) == bram.pk


def test_themes_and_tags_are_content_whatever_their_order(home: HomePage) -> None:
    page = ContentPageFactory(parent=home)
    anna, bram = UserFactory(), UserFactory()
    one, two = ThemeFactory(), ThemeFactory()

    def choose(user: User, themes: list[Theme], tags: list[str]) -> None:
        newest = page.get_latest_revision_as_object()
        newest.themes.set(themes)
        newest.tags.set(tags)
        newest.save_revision(user=user)
        page.refresh_from_db()

    choose(anna, [one, two], ["balie", "loket"])
    choose(bram, [two, one], ["loket", "balie"])
    assert author_of(page) == anna.pk
    choose(bram, [one], ["balie", "loket"])
    assert author_of(page) == bram.pk
    choose(anna, [one], ["balie"])
    assert author_of(page) == anna.pk


def test_rows_below_a_page_count_by_what_they_say(home: HomePage) -> None:
    page = SpeakerEngagementPageFactory(live=False)
    speaker, another = SpeakerPageFactory(), SpeakerPageFactory()
    anna, bram = UserFactory(), UserFactory()

    def invite(user: User, who: BasePage) -> None:
        """Save as the editor saves a draft: the rows get keys in the database."""
        draft = page.get_latest_revision_as_object()
        draft.speakers.set([type(draft.speakers.model())(speaker=who, sort_order=0)])
        draft.save()
        draft.save_revision(user=user)
        page.refresh_from_db()

    invite(anna, speaker)
    invite(bram, speaker)
    assert author_of(page) == anna.pk
    invite(bram, another)
    assert author_of(page) == bram.pk


def test_the_base_page_gives_the_same_answer(home: HomePage) -> None:
    page = ContentPageFactory(parent=home)
    anna = UserFactory()
    save(page, anna, summary="Van Anna.")
    assert author_of(BasePage.objects.get(pk=page.pk)) == anna.pk
