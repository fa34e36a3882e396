"""Files to take along."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock


@dataclass(frozen=True)
class Download:
    """A document as a visitor sees it before fetching it."""

    title: str
    url: str
    kind: str
    size: str
    language: str
    is_accessible: bool


def as_download(document: Any) -> Download:
    """Return what `components/downloads.html` shows of `document`; a language other than Dutch is named.

    The mark for accessible files is about PDF; of other kinds it says nothing.
    """
    is_dutch = document.language == "nl"
    kind = document.file_extension.upper()
    return Download(
        title=document.title,
        url=document.url,
        kind=kind if is_dutch else f"{kind}, {document.get_language_display()}",
        size=filesizeformat(document.file_size) if document.file_size else "",
        language=document.language,
        is_accessible=document.is_accessible or kind != "PDF",
    )


class DownloadsValue(StructValue):
    """The documents of one block."""

    @property
    def downloads(self) -> list[Download]:
        """Return the documents that still exist."""
        return [as_download(document) for document in self["documents"] if document is not None]


class DownloadsBlock(StructBlock):
    """Documents with their kind and size."""

    title = CharBlock(max_length=90, default="Downloads", label="Titel")
    documents = ListBlock(DocumentChooserBlock(), min_num=1, max_num=10, label="Documenten")

    class Meta:
        template = "blocks/downloads.html"
        value_class = DownloadsValue
        icon = "download"
        label = "Downloads"
        description = "Documenten om te downloaden, met soort en grootte."

    def get_preview_value(self) -> Any:
        """Return the newest documents of the library."""
        return self.normalize(
            {"title": "Downloads", "documents": list(get_document_model().objects.order_by("-pk")[:2])}
        )
