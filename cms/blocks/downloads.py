"""Files to take along."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock


class DownloadsBlock(StructBlock):
    """Documents with their kind and size."""

    title = CharBlock(max_length=90, default="Downloads", label="Titel")
    documents = ListBlock(DocumentChooserBlock(), min_num=1, max_num=10, label="Documenten")

    class Meta:
        template = "blocks/downloads.html"
        icon = "download"
        label = "Downloads"
        description = "Documenten om te downloaden."
