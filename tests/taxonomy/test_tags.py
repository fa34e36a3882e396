"""Editors rename and merge tags, and no version of a page loses one."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag, TaggedItem

from cms.media.models import SiteDocument
from cms.pages.generation import current_generation
from cms.pages.models import BasePage, PageTag
from cms.taxonomy.services import TagExistsError, TagInUseError, delete_tag, merge_tags, rename_tag
from cms.taxonomy.tags import tags_from_string, with_use_counts
from home.models import HomePage
from tests.factories import ArticlePageFactory, UserFactory

INDEX = reverse("trefwoorden:index")


def names(page: BasePage) -> list[str]:
    """The tags of `page` as they stand in the database."""
    return sorted(BasePage.objects.get(pk=page.pk).tags.names())


@pytest.fixture
def editor(home: HomePage, logged_in: Callable[..., Client]) -> Client:
    """Somebody who may use the admin and keep tags in order, and nothing else."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_tag"]))
    return logged_in(user)


@pytest.fixture
def stranger(home: HomePage, logged_in: Callable[..., Client]) -> Client:
    """Somebody who may use the admin, but not change tags."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    return logged_in(user)


def test_a_draft_from_before_the_merge_gets_the_surviving_tag_when_published(home: HomePage) -> None:
    page = ArticlePageFactory(tags=["loket"])
    page.tags.set(["balie", "wachttijd"])
    draft = page.save_revision()
    merge_tags(Tag.objects.get(name="loket"), [Tag.objects.get(name="balie")])
    draft.refresh_from_db()
    draft.publish()
    assert names(page) == ["loket", "wachttijd"]
    assert not Tag.objects.filter(name="balie").exists()


def test_an_old_version_that_is_restored_has_the_surviving_tag(home: HomePage) -> None:
    page = ArticlePageFactory(tags=["balie"])
    old = page.latest_revision
    page.tags.set(["wachttijd"])
    page.save_revision().publish()
    Tag.objects.create(name="loket")
    merge_tags(Tag.objects.get(name="loket"), [Tag.objects.get(name="balie")])
    old.refresh_from_db()
    restored = old.as_object()
    restored.save_revision().publish()
    assert names(page) == ["loket"]


def test_merging_leaves_one_of_several(home: HomePage) -> None:
    page = ArticlePageFactory(tags=["balie", "loket", "frontoffice", "wachttijd"])
    survivor = Tag.objects.get(name="loket")
    merge_tags(survivor, Tag.objects.filter(name__in=["balie", "frontoffice"]))
    assert names(page) == ["loket", "wachttijd"]
    assert PageTag.objects.filter(content_object=page, tag=survivor).count() == 1
    tags = [item["tag"] for item in page.revisions.get().content["tagged_items"]]
    assert sorted(tags) == sorted([survivor.pk, Tag.objects.get(name="wachttijd").pk])


def test_documents_are_merged_along(home: HomePage) -> None:
    document = SiteDocument.objects.create(title="Folder", file=SimpleUploadedFile("folder.txt", b"Tekst"))
    document.tags.set(["balie", "loket"])
    merge_tags(Tag.objects.get(name="loket"), [Tag.objects.get(name="balie")])
    assert list(document.tags.names()) == ["loket"]
    assert TaggedItem.objects.count() == 1


def test_versions_are_read_in_batches(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.taxonomy.tags._BATCH", 2)
    page = ArticlePageFactory(tags=["balie"])
    for _ in range(4):
        page.save_revision()
    survivor = Tag.objects.create(name="loket")
    merge_tags(survivor, [Tag.objects.get(name="balie")])
    assert all(revision.content["tagged_items"][0]["tag"] == survivor.pk for revision in page.revisions.all())


def test_a_merge_is_one_transaction(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = ArticlePageFactory(tags=["balie"])
    survivor = Tag.objects.create(name="loket")

    def fail(*args: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("cms.taxonomy.services._retag_revisions", fail)
    with pytest.raises(ValueError, match="broken"):
        merge_tags(survivor, [Tag.objects.get(name="balie")])
    assert names(page) == ["balie"]


def test_renaming_normalises_spaces_and_draws_a_new_generation(
    home: HomePage, django_capture_on_commit_callbacks: Any
) -> None:
    page = ArticlePageFactory(tags=["bali"])
    before = current_generation()
    with django_capture_on_commit_callbacks(execute=True):
        rename_tag(Tag.objects.get(name="bali"), "  digitale   balie ")
    assert names(page) == ["digitale balie"]
    assert Tag.objects.get(name="digitale balie").slug == "digitale-balie"
    assert current_generation() != before


def test_a_name_that_differs_only_in_case_is_taken_also_with_accents(home: HomePage) -> None:
    Tag.objects.create(name="één loket")
    other = Tag.objects.create(name="loket")
    with pytest.raises(TagExistsError) as raised:
        rename_tag(other, "ÉÉN  Loket")
    assert raised.value.existing.name == "één loket"


def test_the_case_of_a_tag_can_be_mended(home: HomePage) -> None:
    tag = Tag.objects.create(name="bag")
    rename_tag(tag, "BAG")
    assert Tag.objects.get(pk=tag.pk).name == "BAG"


def test_equal_slugs_are_told_apart(home: HomePage) -> None:
    Tag.objects.create(name="front-office")
    tag = Tag.objects.create(name="balie")
    rename_tag(tag, "front office")
    assert Tag.objects.get(pk=tag.pk).slug == "front-office-2"


def test_a_tag_of_an_older_version_is_not_deleted(home: HomePage) -> None:
    page = ArticlePageFactory(tags=["balie"])
    page.tags.clear()
    page.save_revision().publish()
    tag = Tag.objects.get(name="balie")
    assert with_use_counts(Tag.objects.all()).get(pk=tag.pk).uses == 0
    with pytest.raises(TagInUseError):
        delete_tag(tag)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("balie,  digitale   balie ,", ["balie", "digitale balie"]),
        ('"één loket"', ["één loket"]),
        ("bal\x00ie,", ["balie"]),
        (" , ,", []),
    ],
)
def test_what_is_typed_is_normalised(typed: str, tags: list[str]) -> None:
    assert tags_from_string(typed) == tags


def test_the_list_shows_and_finds_tags_with_their_use(editor: Client, home: HomePage) -> None:
    ArticlePageFactory(tags=["balie"])
    ArticlePageFactory(tags=["balie"])
    Tag.objects.create(name="wachttijd")
    page = BeautifulSoup(editor.get(INDEX).content, "html.parser")
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert [row.split()[0] for row in rows] == ["balie", "wachttijd"]
    assert [row.split()[-1] for row in rows] == ["2", "0"]
    found = editor.get(INDEX, {"q": "wacht"}).content.decode()
    assert "wachttijd" in found
    assert "balie" not in found
    for query in ({"q": "\x00"}, {"p": "x"}, {"ordering": "onbekend"}, {"q": "x" * 5000}):
        assert editor.get(INDEX, query).status_code == 200


def test_the_list_takes_as_many_queries_for_many_as_for_one(editor: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            editor.get(INDEX)
        return len(captured)

    Tag.objects.create(name="een")
    queries()
    one = queries()
    Tag.objects.bulk_create(Tag(name=f"tag {number}", slug=f"tag-{number}") for number in range(20))
    assert queries() == one


def test_renaming_on_screen(editor: Client) -> None:
    tag = Tag.objects.create(name="bali")
    url = reverse("trefwoorden:rename", args=[tag.pk])
    assert "bali" in editor.get(url).content.decode()
    response = editor.post(url, {"name": "balie"}, follow=True)
    assert "heet nu “balie”" in response.content.decode()
    assert Tag.objects.get(pk=tag.pk).name == "balie"


@pytest.mark.parametrize("name", ["", "  ", "a,b", 'a"b', "x" * 101, "a\x00b"])
def test_a_name_that_cannot_be_a_tag_is_refused(editor: Client, name: str) -> None:
    tag = Tag.objects.create(name="balie")
    response = editor.post(reverse("trefwoorden:rename", args=[tag.pk]), {"name": name})
    assert response.status_code == 200
    assert Tag.objects.get(pk=tag.pk).name == "balie"


def test_a_taken_name_offers_to_merge_and_the_offer_works(editor: Client) -> None:
    page = ArticlePageFactory(tags=["bali"])
    old, existing = Tag.objects.get(name="bali"), Tag.objects.create(name="balie")
    response = editor.post(reverse("trefwoorden:rename", args=[old.pk]), {"name": "Balie"})
    offer = BeautifulSoup(response.content, "html.parser").find("a", string="Samenvoegen bekijken")
    assert offer
    screen = BeautifulSoup(editor.get(offer["href"]).content, "html.parser")
    form = screen.find("button", string="Samenvoegen").find_parent("form")
    assert Tag.objects.filter(pk=old.pk).exists(), "looking changes nothing"
    data: dict[str, list[str]] = {}
    for field in form.select("input[name]"):
        if field["type"] != "radio" or field.has_attr("checked"):
            data.setdefault(field["name"], []).append(field["value"])
    assert data["naar"] == [str(existing.pk)]
    response = editor.post(reverse("trefwoorden:merge"), data, follow=True)
    assert "heet nu overal “balie”" in response.content.decode()
    assert names(page) == ["balie"]


@pytest.mark.parametrize("query", ["", "trefwoord=x", "trefwoord=999999", "trefwoord=" + "9" * 40, "trefwoord=²"])
def test_merging_what_is_not_there_leads_back_to_the_list(editor: Client, query: str) -> None:
    response = editor.get(f"{reverse('trefwoorden:merge')}?{query}")
    assert response.status_code == 302
    assert response["Location"] == INDEX


def test_merging_into_a_tag_that_was_not_chosen_is_refused(editor: Client) -> None:
    tags = [Tag.objects.create(name=name) for name in ("een", "twee", "drie")]
    response = editor.post(reverse("trefwoorden:merge"), {"trefwoord": [tags[0].pk, tags[1].pk], "naar": tags[2].pk})
    assert response.status_code == 200
    assert Tag.objects.count() == 3


def test_an_unused_tag_is_deleted_by_post(editor: Client) -> None:
    tag = Tag.objects.create(name="balie")
    url = reverse("trefwoorden:delete", args=[tag.pk])
    assert "Ja, verwijderen" in editor.get(url).content.decode()
    assert Tag.objects.filter(pk=tag.pk).exists()
    editor.post(url)
    assert not Tag.objects.filter(pk=tag.pk).exists()


def test_a_used_tag_stays_and_the_editor_reads_why(editor: Client) -> None:
    ArticlePageFactory(tags=["balie"])
    tag = Tag.objects.get(name="balie")
    response = editor.post(reverse("trefwoorden:delete", args=[tag.pk]), follow=True)
    assert "nog in gebruik" in response.content.decode()
    assert Tag.objects.filter(pk=tag.pk).exists()


@pytest.mark.parametrize("name", ["index", "index_results", "merge", "rename", "delete"])
def test_who_may_not_change_tags_gets_none_of_it(stranger: Client, name: str) -> None:
    tag = Tag.objects.create(name="balie")
    url = reverse(f"trefwoorden:{name}", args=[tag.pk] if name in ("rename", "delete") else [])
    for response in (stranger.get(url), stranger.post(url, {"name": "x"})):
        assert response.status_code in (302, 405)
        assert response.get("Location") in (reverse("wagtailadmin_home"), None)
    assert Tag.objects.get().name == "balie"
    assert INDEX not in stranger.get(reverse("wagtailadmin_home")).content.decode()
