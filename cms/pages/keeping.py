"""What is made once for all visitors who are not logged in, for as long as it stays true.

Every process keeps its own: what is kept are cards and pieces of HTML, which would cost more to fetch and unpack
than they save.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from cms.pages.generation import current_generation
from cms.pages.moments import next_moment

T = TypeVar("T")
# The least recently used of more than these is forgotten.
MOST_KEPT = 500

_kept: OrderedDict[Hashable, tuple[str, datetime, Any]] = OrderedDict()


def kept_for_visitors(request: HttpRequest, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` returns, or what it returned before to somebody who isn't logged in either.

    It is made anew when anything on the site changes, and when the moment has come at which something starts,
    ends or closes. For who is logged in, and in a preview, it is always made anew. `key` says what it depends on
    beside the site; nobody may change what is returned.
    """
    user = getattr(request, "user", None)
    if user is None or user.is_authenticated or getattr(request, "is_preview", False):
        return make()
    site = Site.find_for_request(request)
    key = (site and site.pk, key)
    generation, now = current_generation(), timezone.now()
    if key in _kept:
        made_for, made_at, value = _kept[key]
        if made_for == generation and made_at <= now < next_moment(made_at):
            _kept.move_to_end(key)
            return cast(T, value)
    value = make()
    _kept[key] = (generation, now, value)
    _kept.move_to_end(key)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return value


def keep_no_longer(request: HttpRequest, seconds: int) -> None:
    """Let caches keep the answer to `request` for `seconds` at most: something in it changes all the time."""
    request.keep_seconds = min(seconds, keep_seconds(request))  # type: ignore[attr-defined]


def keep_seconds(request: HttpRequest) -> int:
    """Return how long the answer to `request` may be kept at most."""
    return min(settings.PAGE_CACHE_SECONDS, getattr(request, "keep_seconds", settings.PAGE_CACHE_SECONDS))
