"""Documents are found by their titles at once, by their texts when these were read, and only by who may have them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from taggit.models import Tag
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.models import SiteDocument
from cms.media.reading import read_due
from cms.taxonomy.services import rename_tag
from tests.factories import UserFactory
from tests.media.papers import pdf, word
from tests.search.indexing.looking import VISITOR, assert_kept, found, rows_for, shows


def make(title: str = "Zwanennota", content: bytes = b"", name: str = "nota.pdf", **fields: Any) -> SiteDocument:
    content = content or pdf("Over de hazewind")
    return SiteDocument.objects.create(title=title, file=ContentFile(content, name=name), **fields)


def key(document: SiteDocument) -> str:
    return f"document:{document.pk}"


def test_a_document_is_found_by_its_title_and_then_by_its_text(editor: Client) -> None:
    with_pdf = ContentFile(pdf("Over de hazewind"), name="nota.pdf")
    answer = editor.post(
        reverse("wagtaildocs:add"), {"title": "Zwanennota", "file": with_pdf, "language": "nl", "collection": 1}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    document = SiteDocument.objects.get()
    assert found("zwanennota") == {key(document)}
    assert not shows("hazewind")
    assert "wordt nog gelezen" in editor.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert read_due() == 1
    assert found("hazewind") == {key(document)}
    assert rows_for(VISITOR).get(key=key(document)).url == document.url
    assert "op wat erin staat" in editor.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert read_due() == 0
    assert_kept()


def test_another_file_is_read_anew_and_the_old_text_found_no_longer() -> None:
    document = make()
    read_due()
    document.file = ContentFile(word("Over de kandelaar"), name="nota.docx")
    document.save()
    assert not shows("hazewind")
    read_due()
    assert found("kandelaar") == {key(document)}
    assert_kept()


def test_what_cannot_be_read_is_found_by_its_title_and_tried_once() -> None:
    damaged = make(content=b"%PDF-1.7")
    gone = make(title="Zwanenbrief")
    gone.file.storage.delete(gone.file.name)
    other = make(title="Zwanenlijst", name="lijst.zip")
    assert read_due() == 2
    assert read_due() == 0
    for document in (damaged, gone, other):
        document.refresh_from_db()
        assert found(document.title) == {key(document)}
        assert "op zijn titel" in document.found_by


@pytest.fixture
def folders() -> tuple[Collection, Collection]:
    """A collection and one below it."""
    above = Collection.get_first_root_node().add_child(name="Intern")
    return above, above.add_child(name="Personeel")


def ask_to_log_in(editor: Client, collection: Collection) -> None:
    url = reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])
    editor.post(url, {"restriction_type": "login"})


def test_a_collection_that_is_kept_from_visitors_keeps_its_documents(
    editor: Client, folders: tuple[Collection, Collection]
) -> None:
    above, below = folders
    document = make(collection=below)
    read_due()
    assert found("hazewind")
    ask_to_log_in(editor, above)
    assert not shows("zwanennota")
    assert not shows("hazewind")
    assert found("hazewind", UserFactory()) == {key(document)}
    assert_kept()
    CollectionViewRestriction.objects.get().delete()
    assert found("hazewind")
    assert_kept()


def test_a_document_that_is_put_in_a_closed_collection_is_found_no_longer(
    editor: Client, folders: tuple[Collection, Collection]
) -> None:
    closed, _below = folders
    ask_to_log_in(editor, closed)
    documents = [make(title=f"Zwanennota {number}") for number in range(2)]
    assert len(found("zwanennota")) == 2
    url = reverse("wagtail_bulk_action", args=["media", "sitedocument", "add_to_collection"])
    editor.post(f"{url}?id={documents[0].pk}", {"collection": closed.pk})
    assert found("zwanennota") == {key(documents[1])}
    documents[1].collection = closed
    documents[1].save()
    assert not shows("zwanennota")
    assert_kept()


def test_a_collection_that_moves_takes_along_who_may_see_it(
    editor: Client, folders: tuple[Collection, Collection]
) -> None:
    closed, _below = folders
    ask_to_log_in(editor, closed)
    other = Collection.get_first_root_node().add_child(name="Open")
    make(collection=other)
    url = reverse("wagtailadmin_collections:edit", args=[other.pk])
    assert found("zwanennota")
    editor.post(url, {"name": "Dicht", "parent": closed.pk})
    assert not shows("zwanennota")
    assert_kept()


def test_a_document_for_a_group_or_behind_a_password(folders: tuple[Collection, Collection]) -> None:
    above, below = folders
    document, member = make(collection=below), UserFactory()
    group = Group.objects.create(name="Klankbord")
    member.groups.add(group)
    restriction = CollectionViewRestriction.objects.create(collection=below, restriction_type="groups")
    assert not shows("zwanennota", member)
    restriction.groups.add(group)
    assert found("zwanennota", member) == {key(document)}
    assert not shows("zwanennota", UserFactory())
    CollectionViewRestriction.objects.create(collection=above, restriction_type="password", password="geheim")
    assert not shows("zwanennota", UserFactory(is_superuser=True))
    assert_kept()
    group.delete()
    assert_kept()


def test_a_document_is_found_by_its_tags_and_leaves_with_everything(editor: Client) -> None:
    document = make()
    document.tags.add("kandelaar")
    assert found("kandelaar") == {key(document)}
    rename_tag(Tag.objects.get(), "luchter")
    assert found("luchter") == {key(document)}
    Tag.objects.all().delete()
    assert not shows("luchter")
    read_due()
    editor.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert not shows("zwanennota")
    assert not shows("hazewind")
    assert_kept()
