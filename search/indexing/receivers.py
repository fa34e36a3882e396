"""What the index hears: that something changed, in this transaction."""

from collections.abc import Collection
from typing import Any

from cms.database import do_before_commit, find_before_commit
from cms.pages.findables import Key, findables_changed
from search.indexing.keeping import bring_up_to_date


class BringsUpToDate:
    """The last step of a transaction: what it changed is written to the index, once."""

    def __init__(self, keys: Collection[Key]) -> None:
        self.keys = set(keys)

    def __call__(self) -> None:
        """Write it."""
        bring_up_to_date(self.keys)


def on_change(keys: Collection[Key], **_signal: Any) -> None:
    """Remember what changed until the transaction ends."""
    if step := find_before_commit(BringsUpToDate):
        step.keys.update(keys)
    else:
        do_before_commit(BringsUpToDate(keys))


def connect() -> None:
    """Listen to all content."""
    findables_changed.connect(on_change, dispatch_uid="search_index_follows")
