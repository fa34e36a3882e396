"""Documents are found while a page leads to them: by title, by text once that was read, and by who may have them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.media.models import SiteDocument
from cms.media.reading import read_due
from cms.pages.models import BasePage
from cms.taxonomy.services import rename_tag
from cms.worker.services import work
from events.speaking.models import SpeakerEngagementPage
from home.models import HomePage
from kennisbank.articles.models import ArticlePage
from tests.editor import TEXT, create_page, edit_page
from tests.factories import (
    AgendaPageFactory,
    ArticleIndexPageFactory,
    ContentPageFactory,
    SpeakerEngagementPageFactory,
    UserFactory,
)
from tests.media.papers import pdf, word
from tests.search.indexing.looking import VISITOR, assert_kept, found, rows_for, shows


def upload(title: str = "Zwanennota", content: bytes = b"", name: str = "nota.pdf", **fields: Any) -> SiteDocument:
    content = content or pdf("Over de hazewind")
    return SiteDocument.objects.create(title=title, file=ContentFile(content, name=name), **fields)


def link(document: SiteDocument) -> str:
    return f'<p>Lees <a linktype="document" id="{document.pk}">de nota</a>.</p>'


def leading_to(document: SiteDocument, **fields: Any) -> BasePage:
    """Make a page with a link to `document`, published unless `fields` say otherwise."""
    return ContentPageFactory(body=[("text", link(document))], **fields)


def make(*args: Any, **fields: Any) -> SiteDocument:
    """Make a document to which a page leads."""
    document = upload(*args, **fields)
    leading_to(document)
    return document


def key(document: SiteDocument) -> str:
    return f"document:{document.pk}"


def edit_url(document: SiteDocument) -> str:
    return reverse("wagtaildocs:edit", args=[document.pk])


def test_a_document_is_found_by_its_title_and_then_by_its_text(editor: Client) -> None:
    with_pdf = ContentFile(pdf("Over de hazewind"), name="nota.pdf")
    answer = editor.post(
        reverse("wagtaildocs:add"), {"title": "Zwanennota", "file": with_pdf, "language": "nl", "collection": 1}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    document = SiteDocument.objects.get()
    assert not shows("zwanennota")
    assert "zolang een gepubliceerde pagina" in editor.get(edit_url(document)).content.decode()
    leading_to(document)
    assert found("zwanennota") == {key(document)}
    assert not shows("hazewind")
    assert "wordt nog gelezen" in editor.get(edit_url(document)).content.decode()
    assert read_due() == 1
    assert found("hazewind") == {key(document)}
    assert rows_for(VISITOR).get(key=key(document)).url == document.url
    assert "op wat erin staat" in editor.get(edit_url(document)).content.decode()
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


def in_text(document: SiteDocument) -> dict[str, Any]:
    return {"body": streamfield([("text", rich_text(link(document)))])}


def as_download(document: SiteDocument) -> dict[str, Any]:
    documents = {"count": "1", "0": {"value": document.pk, "order": "0", "deleted": ""}}
    return {"body": streamfield([("downloads", {"title": "Downloads", "documents": documents})])}


def as_slides(document: SiteDocument) -> dict[str, Any]:
    return {"slides": document.pk}


WAYS = [(ArticlePage, in_text), (ArticlePage, as_download), (SpeakerEngagementPage, as_slides)]
NO_LINK: dict[str, Any] = {"body": streamfield([("text", rich_text(TEXT))]), "slides": ""}
by_way = pytest.mark.parametrize(("page_class", "way"), WAYS, ids=lambda one: one.__name__)


@by_way
def test_a_document_follows_the_drafts_and_publications_of_the_page_that_leads_to_it(
    page_class: type[BasePage], way: Callable[[SiteDocument], dict[str, Any]], editor: Client
) -> None:
    document = upload()
    parent = (ArticleIndexPageFactory if page_class is ArticlePage else AgendaPageFactory)()
    answer = create_page(editor, page_class, parent, action="", **way(document))
    assert answer.status_code == 302, answer.context["form"].errors
    assert not shows("zwanennota")
    page = page_class.objects.get(slug="nieuwe-pagina")
    assert edit_page(editor, page, **way(document)).status_code == 302
    assert found("zwanennota") == {key(document)}
    edit_page(editor, page, action="", **NO_LINK)
    assert found("zwanennota") == {key(document)}
    edit_page(editor, page, **NO_LINK)
    assert not shows("zwanennota")
    edit_page(editor, page, action="", **way(document))
    assert not shows("zwanennota")
    assert_kept()


def unpublish(client: Client, page: BasePage) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def unpublish_from_above(client: Client, page: BasePage) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.get_parent().pk]), {"include_descendants": "on"})


def delete(client: Client, page: BasePage) -> None:
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def delete_from_above(client: Client, page: BasePage) -> None:
    delete(client, page.get_parent())


def expire(client: Client, page: BasePage) -> None:
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert shows("zwanennota")
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        work(timezone.now())


def ask_a_password(client: Client, page: BasePage) -> None:
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.get_parent().pk])
    client.post(url, {"restriction_type": "password", "password": "geheim"})


def move_below_a_restricted_page(client: Client, page: BasePage) -> None:
    kept = ContentPageFactory(title="Kelder")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.get_parent().pk, kept.pk]))


GOING = [
    unpublish,
    unpublish_from_above,
    delete,
    delete_from_above,
    expire,
    ask_a_password,
    move_below_a_restricted_page,
]


@pytest.mark.parametrize("go", GOING, ids=lambda go: go.__name__)
def test_a_document_goes_with_the_last_page_that_leads_to_it(
    go: Callable[[Client, BasePage], None], editor: Client
) -> None:
    document = upload()
    read_due()
    page = leading_to(document, parent=ContentPageFactory(title="Kast"))
    other = leading_to(document)
    assert found("hazewind") == {key(document)}
    go(editor, page)
    assert found("hazewind") == {key(document)}
    other.unpublish()
    assert not shows("zwanennota")
    assert not shows("hazewind")
    assert_kept()
    other.save_revision().publish()
    assert found("hazewind") == {key(document)}
    assert_kept()


def keep_for(page: BasePage, *groups: Group) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups" if groups else "login")
    restriction.groups.set(groups)


def test_a_document_is_for_who_may_see_one_of_its_pages_and_its_collection(folders: tuple[Collection, ...]) -> None:
    closed, _below = folders
    document = upload()
    groups = [Group.objects.create(name=name) for name in ("Klankbord", "Bestuur", "Ondernemingsraad")]
    in_first, in_second, in_both, everybody = UserFactory.create_batch(4)
    in_first.groups.add(groups[0], groups[2])
    in_second.groups.add(groups[1])
    in_both.groups.add(*groups)
    pages = [leading_to(document), leading_to(document)]
    keep_for(pages[0], groups[0])
    assert shows("zwanennota")
    keep_for(pages[1], groups[1])
    assert not shows("zwanennota", VISITOR)
    assert not shows("zwanennota", everybody)
    assert found("zwanennota", in_first) == found("zwanennota", in_second) == {key(document)}
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
    restriction.groups.add(groups[2])
    document.collection = closed
    document.save()
    assert found("zwanennota", in_first) == found("zwanennota", in_both) == {key(document)}
    assert not shows("zwanennota", in_second)
    document.collection = Collection.get_first_root_node()
    document.save()
    third = leading_to(document)
    keep_for(third)
    assert found("zwanennota", everybody) == {key(document)}
    assert not shows("zwanennota")
    assert_kept()
    groups[0].delete()
    third.view_restrictions.get().delete()
    assert shows("zwanennota")
    assert_kept()


def test_a_page_without_an_address_leads_nowhere(home: HomePage) -> None:
    document = upload()
    leading_to(document, parent=BasePage.get_first_root_node())
    assert not shows("zwanennota")


def test_an_alias_leads_to_what_its_page_does(home: HomePage, editor: Client) -> None:
    document = upload()
    page = leading_to(document)
    page.create_alias(parent=home, update_slug="alias")
    page.unpublish()
    assert_kept()
    page.save_revision().publish()
    assert found("zwanennota")
    edit_page(editor, page)
    assert not shows("zwanennota")
    assert_kept()


def test_nothing_but_pages_refers_to_documents() -> None:
    """What else may lead visitors to a document has to be thought of in `cms.media.findable_documents`."""
    leading = {
        model
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is SiteDocument or isinstance(field, RichTextField | StreamField)
    }
    assert {model._meta.label for model in leading if not issubclass(model, BasePage)} == {
        "media.DocumentReading",  # its text
        "home.SiteSettings",  # addresses of social media only
    }


@pytest.mark.parametrize("kind", [HomePage, SpeakerEngagementPage], ids=lambda kind: kind.__name__)
def test_a_page_that_refers_to_no_document_costs_one_query_more(kind: type[BasePage], home: HomePage) -> None:
    page = home if kind is HomePage else SpeakerEngagementPageFactory()
    with CaptureQueriesContext(connection) as captured:
        page.save()
    about = [query["sql"] for query in captured.captured_queries if "wagtailcore_referenceindex" in query["sql"]]
    # The other is Wagtail's own.
    assert len(about) == 2


def test_as_many_queries_however_many_documents_and_pages() -> None:
    numbers = []
    for size in (1, 12):
        top = ContentPageFactory()
        for _ in range(size):
            document = upload()
            for _ in range(2):
                leading_to(document, parent=top)
        with CaptureQueriesContext(connection) as captured:
            PageViewRestriction.objects.create(page=top, restriction_type="login")
        numbers.append(len(captured))
        assert_kept()
    assert numbers[1] <= numbers[0] + 2
