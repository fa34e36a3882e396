"""One random token of the site: it changes whenever something changes that a visitor could see.

What is kept from one request to the next carries the token in its key, so that nothing stale can be served
and nobody has to list what depends on what.

A transaction that changed something has a token of its own until it commits: what it has written is nobody
else's to see, and what it renders must not be kept under the token of what came before.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from secrets import token_urlsafe
from time import monotonic
from typing import Any, ParamSpec, TypeVar, cast

from django.core.cache import caches
from django.db import connection, transaction

_KEY = "generation"
_MOST_KEPT = 100
# What a process keeps it keeps no longer than this, whatever happened to the token.
MOST_SECONDS = 300
# What a draft that is saved changes of its page's own row: nothing that a visitor could see.
DRAFT_FIELDS = frozenset({"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"})
P = ParamSpec("P")
T = TypeVar("T")

# The token as the request in hand read it: a list of none or one, so that it is read only where it is needed.
_held: ContextVar[list[str] | None] = ContextVar("generation", default=None)


class _Draw:
    """The token of a transaction: its own until it commits, and then everybody's."""

    def __init__(self) -> None:
        self.token = token_urlsafe()

    def __call__(self) -> None:
        caches["pages"].set(_KEY, self.token, timeout=None)
        held = _held.get()
        if held is not None:
            held[:] = [self.token]


@contextmanager
def one_generation() -> Iterator[None]:
    """Read the token at most once while this lasts: a request is made of one generation."""
    reset = _held.set([])
    try:
        yield
    finally:
        _held.reset(reset)


def current_generation() -> str:
    """Return the token that holds now."""
    if pending := _pending():
        return pending.token
    held = _held.get()
    if held:
        return held[0]
    token = cast(str, caches["pages"].get(_KEY)) or _first_token()
    if held is not None:
        held.append(token)
    return token


def _first_token() -> str:
    # Of several processes that find none, one draws the token that all use.
    return cast(str, caches["pages"].get_or_set(_KEY, token_urlsafe, timeout=None))


def renew_generation(**_signal: Any) -> None:
    """Draw a new token when the transaction commits; a signal can be connected to this straight."""
    if pending := _pending():
        pending.token = token_urlsafe()
    else:
        transaction.on_commit(_Draw())


def _pending() -> _Draw | None:
    """Return what the transaction in hand has drawn; a rollback takes it away."""
    return next((call for _ids, call, *_ in reversed(connection.run_on_commit) if isinstance(call, _Draw)), None)


def per_generation(function: Callable[P, T]) -> Callable[P, T]:
    """Keep what `function` returns for as long as nothing on the site changes.

    Every process keeps its own copy for each set of (hashable) arguments; it must not be changed by who
    receives it. When there are more than a hundred such sets, and after five minutes, all are forgotten.
    """
    # Replaced as a whole, so that what a slow thread still works out is never taken for what came after it.
    kept: tuple[str, float, dict[Hashable, T]] = ("", 0.0, {})

    @wraps(function)
    def keeper(*args: P.args, **kwargs: P.kwargs) -> T:
        nonlocal kept
        generation = current_generation()
        of_generation, until, answers = kept
        if generation != of_generation or len(answers) > _MOST_KEPT or monotonic() > until:
            answers = {}
            kept = (generation, monotonic() + MOST_SECONDS, answers)
        key = (args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        return answers[key]

    return keeper
