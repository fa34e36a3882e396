"""Spreadsheets that open without running anything."""

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What makes a spreadsheet program take a cell for a formula (OWASP, 'CSV Injection').
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n")
# What XML 1.0 has no place for, so that a workbook can't hold it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_preprocess = SpreadsheetExportMixin.preprocess_field_value


def _safe_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
    """Return the value of a cell as Wagtail makes it; text that begins like a formula gets an apostrophe before it."""
    result = _preprocess(self, field, value, export_format)
    if not isinstance(result, str):
        return result
    text = _CONTROL.sub("", result)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_START) else text


def make_exports_safe() -> None:
    """Let every export of the admin pass its cells through `_safe_field_value`.

    Wagtail keeps formulas out of workbooks, not out of CSV files, and has no setting for it. Its mixin is changed
    rather than each view: lists of users, redirects and reports of its own are exported too.
    """
    SpreadsheetExportMixin.preprocess_field_value = _safe_field_value
