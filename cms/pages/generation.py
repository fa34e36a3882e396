"""One random token of the site: it changes whenever something changes that a visitor could see.

What is kept from one request to the next carries the token in its key, so that nothing stale can be served
and nobody has to list what depends on what.
"""

from collections.abc import Callable
from functools import wraps
from secrets import token_urlsafe
from typing import Any, TypeVar, cast

from django.core.cache import caches
from django.db import transaction

_KEY = "generation"
T = TypeVar("T")


def current_generation() -> str:
    """Return the token that holds now."""
    return cast(str, caches["pages"].get_or_set(_KEY, token_urlsafe, timeout=None))


def renew_generation(**_signal: Any) -> None:
    """Draw a new token when the transaction commits; a signal can be connected to this straight."""
    transaction.on_commit(_draw)


def _draw() -> None:
    caches["pages"].set(_KEY, token_urlsafe(), timeout=None)


def per_generation(function: Callable[[], T]) -> Callable[[], T]:
    """Keep what `function` returns for as long as nothing on the site changes.

    Every process keeps its own copy; it must not be changed by who receives it.
    """
    kept: dict[str, T] = {}

    @wraps(function)
    def keeper() -> T:
        generation = current_generation()
        if generation not in kept:
            value = function()
            kept.clear()
            kept[generation] = value
        return kept[generation]

    return keeper
