"""Spreadsheets that open without running anything."""

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What makes a spreadsheet program take a cell for a formula (OWASP, 'CSV Injection').
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n")
# What XML 1.0 has no place for, so that a workbook can't hold it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_preprocess = SpreadsheetExportMixin.preprocess_field_value
_heading = SpreadsheetExportMixin.get_heading


def _safe_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
    """Return the value of a cell as Wagtail makes it; text that begins like a formula gets an apostrophe before it."""
    result = _preprocess(self, field, value, export_format)
    return _safe_text(result) if isinstance(result, str) else result


def _safe_heading(self: Any, queryset: Any, field: str) -> str:
    """Return the head of a column as Wagtail makes it, as safe as a cell: a question of staff can stand there."""
    return _safe_text(_heading(self, queryset, field))


def _safe_text(text: str) -> str:
    text = _CONTROL.sub("", text)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_START) else text


def make_exports_safe() -> None:
    """Let every export of the admin pass its cells and headings through `_safe_text`.

    Wagtail keeps formulas out of the cells of workbooks alone, and has no setting for it. Its mixin is changed
    rather than each view: lists of users, redirects and reports of its own are exported too.
    """
    SpreadsheetExportMixin.get_heading = _safe_heading
    SpreadsheetExportMixin.preprocess_field_value = _safe_field_value
