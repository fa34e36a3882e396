"""A table."""

from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.blocks.richtext import INLINE, ShortTextBlock


class TableBlock(TypedTableBlock):
    """A table with a caption and a heading above each column."""

    def __init__(self, **kwargs: object) -> None:
        columns = [
            ("text", CharBlock(required=False, label="Tekst")),
            ("rich_text", ShortTextBlock(required=False, features=INLINE, label="Tekst met opmaak")),
            ("number", CharBlock(required=False, label="Getal")),
        ]
        super().__init__(columns, **kwargs)

    class Meta:
        template = "blocks/table.html"
        icon = "table"
        label = "Tabel"
        description = "Een tabel met koppen. Geef altijd een bijschrift: dat zegt wat er te lezen is."
