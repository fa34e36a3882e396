"""A table."""

from typing import Any

from django.template.loader import render_to_string
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock, TypedTableBlockValidationError

from cms.blocks.richtext import INLINE, ShortTextBlock

MAX_COLUMNS = 8
MAX_ROWS = 60


class TableBlock(TypedTableBlock):
    """A table with a caption and a heading above each column."""

    def __init__(self, **kwargs: object) -> None:
        columns = [
            ("text", CharBlock(required=False, max_length=300, label="Tekst")),
            ("rich_text", ShortTextBlock(required=False, features=INLINE, label="Tekst met opmaak")),
            ("number", CharBlock(required=False, max_length=40, label="Getal")),
        ]
        super().__init__(columns, **kwargs)

    class Meta:
        template = "blocks/table.html"
        icon = "table"
        label = "Tabel"
        description = "Een tabel met koppen. Geef altijd een bijschrift: dat zegt wat er te lezen is."
        preview_value = {
            "caption": "Wachttijd aan de balie, in minuten",
            "columns": [{"type": "text", "heading": "Gemeente"}, {"type": "number", "heading": "Wachttijd"}],
            "rows": [{"values": ["Zwolle", "6"]}, {"values": ["Deventer", "9"]}],
        }

    def clean(self, table: TypedTable) -> TypedTable:
        """Raise TypedTableBlockValidationError for a table without caption or headings, or one that is too large."""
        table = super().clean(table)
        errors = []
        if len(table.columns) > MAX_COLUMNS or len(table.row_data) > MAX_ROWS:
            errors.append(f"Gebruik hoogstens {MAX_COLUMNS} kolommen en {MAX_ROWS} rijen. Splits de tabel.")
        if not self.is_deferred_validation:
            if not table.caption.strip():
                errors.append("Geef de tabel een bijschrift: dat zegt wat er te lezen is.")
            if not all(column["heading"].strip() for column in table.columns):
                errors.append("Geef elke kolom een kop.")
        if errors:
            raise TypedTableBlockValidationError(non_block_errors=errors)
        return table

    def get_context(self, value: TypedTable, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return what the template shows: the caption, and the rows as HTML."""
        context = super().get_context(value, parent_context)
        return {**context, "rows_html": render_to_string("blocks/table_rows.html", {"table": value})}
