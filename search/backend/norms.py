"""Saving one page without reading the index of all."""

from typing import Any


class LeavesNorms:
    """Leaves the norms of titles to `manage.py update_index`, which makes the whole index again.

    A norm says how short a title is against all others: whole words weigh a little more in a short one. Wagtail reads
    every title for it whenever anything is saved; here a new title counts as a usual one.
    """

    def _refresh_title_norms(self: Any, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]
