"""Documents as they are found: by their titles and by what was read in them, while a page leads to them.

Only pages can: nothing else has a field for a document or a text with links to one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save
from taggit.models import TaggedItem
from wagtail.models import Collection as MediaCollection
from wagtail.models import CollectionViewRestriction, ReferenceIndex

from cms.media.models import DocumentReading, SiteDocument
from cms.pages.audiences import audience_of, both, either
from cms.pages.findable_pages import PageSource, audiences_of_pages
from cms.pages.findables import Findable, Key, Label, findables_from, say_changed
from cms.pages.models import BasePage


class DocumentSource:
    """Every document, for who may see its collection and a published page that leads to it."""

    name = "document"
    model = SiteDocument

    def ids(self) -> Iterable[int]:
        """Return the ids of all documents."""
        return SiteDocument.objects.order_by("pk").values_list("pk", flat=True)

    def findables(self, ids: Collection[int]) -> list[Findable]:
        """Return the documents with these ids that somebody may see and is led to; some ten queries."""
        leading = defaultdict(set)
        for pk, page in _links().filter(to_object_id__in=map(str, ids)).values_list("to_object_id", "object_id"):
            leading[int(pk)].add(int(page))
        readers = audiences_of_pages(set().union(*leading.values()))
        led = {pk: either(readers[page] for page in pages if page in readers) for pk, pages in leading.items()}
        return list(self._findables({pk: audience for pk, audience in led.items() if audience is not None}))

    def _findables(self, led: dict[int, str]) -> Iterator[Findable]:
        """Yield the documents to which others are led, by their ids; each for who of these may see its collection."""
        if not led:
            return
        documents = SiteDocument.objects.filter(pk__in=led).select_related("collection", "reading")
        restrictions = [
            (row.collection.path, row.restriction_type, [group.pk for group in row.groups.all()])
            for row in CollectionViewRestriction.objects.select_related("collection").prefetch_related("groups")
        ]
        for document in documents.prefetch_related("tagged_items__tag"):
            covering = (rest for path, *rest in restrictions if document.collection.path.startswith(path))
            of_collection = audience_of((kind, groups) for kind, groups in covering)
            audience = None if of_collection is None else both(of_collection, led[document.pk])
            if audience is not None:
                yield self._findable(document, audience)

    def _findable(self, document: SiteDocument, audience: str) -> Findable:
        tags = sorted({Label(row.tag.slug, row.tag.name) for row in document.tagged_items.all()})
        return Findable(
            key=Key(self.name, document.pk),
            kind="document",
            title=document.title,
            url=document.url,
            body=document.text,
            tags=tuple(tags),
            date=document.created_at,
            weight=1,
            audience=audience,
        )

    def following(self, keys: Collection[Key], changed: Collection[Key]) -> set[Key]:
        """Return the documents to which pages among `keys` lead now; those to which they led, `on_link_gone` names."""
        pages = [str(key.pk) for key in keys if key.source == PageSource.name]
        links = _links().filter(object_id__in=pages).values_list("to_object_id", flat=True) if pages else ()
        return {Key(self.name, int(pk)) for pk in links}


def _links() -> QuerySet[ReferenceIndex]:
    """Return where pages lead to documents: Wagtail notes it of what is in their own rows, so not of drafts."""
    kinds = ContentType.objects.get_for_models(BasePage, SiteDocument)
    return ReferenceIndex.objects.filter(base_content_type=kinds[BasePage], to_content_type=kinds[SiteDocument])


def on_link_gone(instance: ReferenceIndex, **_signal: Any) -> None:
    """Name a document to which something leads no longer."""
    if instance.to_content_type_id == ContentType.objects.get_for_model(SiteDocument).pk:
        say_changed(DocumentSource.name, [int(instance.to_object_id)])


def on_document(instance: SiteDocument, **_signal: Any) -> None:
    """Name a document that changed."""
    say_changed(DocumentSource.name, [instance.pk])


def on_reading(instance: DocumentReading, **_signal: Any) -> None:
    """Name a document that was read."""
    say_changed(DocumentSource.name, [instance.document_id])


def on_tagging(instance: TaggedItem, **_signal: Any) -> None:
    """Name a document that got or lost a tag."""
    if instance.content_type_id == ContentType.objects.get_for_model(SiteDocument).pk:
        say_changed(DocumentSource.name, [instance.object_id])


def on_collection(instance: MediaCollection, created: bool = False, **_signal: Any) -> None:
    """Name the documents in a collection that may have another place, and in those below it."""
    if not created:
        say_changed(DocumentSource.name, _in_and_below([instance.path]))


def on_restriction(instance: Any, **_signal: Any) -> None:
    """Name the documents that others see now, or no longer; where a group changed, all that are kept from some."""
    if isinstance(instance, CollectionViewRestriction):
        restricted = [instance.collection.path]
    else:
        restricted = list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    say_changed(DocumentSource.name, _in_and_below(restricted))


def _in_and_below(paths: Iterable[str]) -> Iterable[int]:
    conditions = Q(pk__in=[])
    for path in paths:
        conditions |= Q(collection__path__startswith=path)
    return SiteDocument.objects.filter(conditions).values_list("pk", flat=True)


def connect() -> None:
    """Let documents be found, and listen to what changes how."""
    findables_from(DocumentSource())
    post_save.connect(on_collection, sender=MediaCollection, dispatch_uid="found_collection")
    m2m_changed.connect(on_restriction, sender=CollectionViewRestriction.groups.through, dispatch_uid="found_groups")
    post_delete.connect(on_restriction, sender=Group, dispatch_uid="found_documents_of_group")
    post_delete.connect(on_link_gone, sender=ReferenceIndex, dispatch_uid="found_link_gone")
    senders = {
        on_document: SiteDocument,
        on_reading: DocumentReading,
        on_tagging: TaggedItem,
        on_restriction: CollectionViewRestriction,
    }
    for receiver, sender in senders.items():
        for signal in (post_save, post_delete):
            signal.connect(receiver, sender=sender, dispatch_uid=f"found_{receiver.__name__}")
