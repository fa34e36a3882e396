"""What is done at the end of a transaction, before it is committed."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

T = TypeVar("T", bound=Callable[[], None])


class EndsWithSteps(BaseDatabaseWrapper):
    """A connection that does what it was told to do before it commits, and rolls back when that fails.

    A test case keeps its transactions open and rolls them back. As for Django's own `durable`, its blocks don't
    count: what is outside all others ends there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps: list[Callable[[], None]] = []
        self.is_ending = False
        self.atomic_blocks: list[Any] = self.atomic_blocks

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that are asked again and again, which the database may prepare."""
        return self.cursor()

    def do_before_commit(self, step: Callable[[], None]) -> None:
        """Do `step` once, when the transaction in hand ends; at once, in one of its own, where there is none."""
        self.steps.append(step)
        if not self.has_an_end_to_come():
            self._take_steps()

    def commit(self) -> None:
        """Do what had to be done before, and commit; when it can't be done, roll back and raise what was wrong."""
        try:
            self._take_steps()
        except BaseException:
            self.rollback()
            raise
        super().commit()

    def savepoint_commit(self, sid: str) -> None:
        """Release a savepoint; the outermost one of a test case is the end of what is a transaction elsewhere."""
        if not self.has_an_end_to_come():
            self._take_steps()
        super().savepoint_commit(sid)

    def rollback(self) -> None:
        """Roll back, and forget what had to be done."""
        self.steps.clear()
        super().rollback()

    def close(self) -> None:
        """Close, and forget what had to be done."""
        self.steps.clear()
        super().close()

    def has_an_end_to_come(self) -> bool:
        """Return whether a block is open at whose end `commit`, or in a test case `savepoint_commit`, is called."""
        blocks = [block for block in self.atomic_blocks if not block._from_testcase]
        return any(block.savepoint for block in blocks) if len(blocks) < len(self.atomic_blocks) else bool(blocks)

    def _take_steps(self) -> None:
        if not self.steps:
            return
        # Django has left the block already when it commits, and its savepoints would be taken for transactions.
        was_inside, self.in_atomic_block = self.in_atomic_block, self.in_atomic_block or not self.get_autocommit()
        self.is_ending = True
        try:
            with transaction.atomic(using=self.alias):
                while self.steps:
                    self.steps.pop(0)()
        finally:
            self.in_atomic_block, self.is_ending = was_inside, False


def do_before_commit(step: Callable[[], None]) -> None:
    """Do `step` at the end of the transaction in hand, inside it: at once where there is none, never if it rolls back.

    When `step` fails, so does the transaction.
    """
    cast(EndsWithSteps, connection).do_before_commit(step)


def find_before_commit(kind: type[T]) -> T | None:
    """Return the first step of class `kind` that still has to be done in the transaction in hand."""
    return next((step for step in cast(EndsWithSteps, connection).steps if isinstance(step, kind)), None)


def in_transaction() -> bool:
    """Return whether a transaction is open that may still be rolled back."""
    wrapper = cast(EndsWithSteps, connection)
    return wrapper.has_an_end_to_come() or wrapper.is_ending
