"""The site's two databases, with what Django's own lack: something to do at the end of a transaction, inside it.

What depends on content (the index that visitors search) is written in the transaction that changes the content, or a
crash in between leaves them apart; and once, however often the content changed on the way. Django tells when a
transaction has been committed, and that is too late.
"""

from cms.database.endings import do_before_commit, find_before_commit, in_transaction

__all__ = ["do_before_commit", "find_before_commit", "in_transaction"]
