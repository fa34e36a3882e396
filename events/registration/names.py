"""Names as people type or paste them."""

import re
from typing import Any

from django import forms

LONGEST_NAME = 120
# Control characters (C0, DEL and C1) have no place in a parameter of a calendar file (RFC 5545, 3.1). A NUL is left
# for the form to refuse, as everywhere.
_CONTROL = re.compile(r"[\x01-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """Return `text` on one line, without control characters and with single spaces."""
    return " ".join(_CONTROL.sub(" ", text).split())


class NameField(forms.CharField):
    """The name of a person or an organisation, on one line; at most LONGEST_NAME characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the name on one line."""
        return super().to_python(one_line(value) if isinstance(value, str) else value)
