"""What another process does meanwhile, here in a thread with a connection of its own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Thread

from django.db import connection


@contextmanager
def held_elsewhere(lock: Callable[[], AbstractContextManager[bool]]) -> Iterator[None]:
    """Have another connection hold `lock` for as long as the block takes."""
    held, done = Event(), Event()

    def hold() -> None:
        with lock() as alone:
            assert alone
            held.set()
            done.wait(30)
        connection.close()

    other = Thread(target=hold)
    other.start()
    assert held.wait(30)
    try:
        yield
    finally:
        done.set()
        other.join()
