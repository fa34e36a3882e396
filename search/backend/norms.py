"""Saving one page without reading the index of all."""

from typing import Any


class KeepsNorms:
    """Leaves the norms of titles to the rebuild of the whole index.

    A norm says how short a title is against all others, and ranking gives a short one a little more. Wagtail reads
    every title for it whenever anything is saved; until a rebuild, what is new counts as usual here.
    """

    def _refresh_title_norms(self: Any, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]
