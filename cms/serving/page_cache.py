"""The page cache: what an anonymous visitor was answered is kept for the next one.

A key holds the site's generation (see `cms.pages.generation`), the address and the query parameters that pages
know; any change draws a new generation, so that what is stale isn't found. An entry ends at the next moment at
which something on the site changes by itself, and after PAGE_CACHE_SECONDS at most.
"""

import time
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response
from wagtail.models import get_page_models

from cms.pages.generation import current_generation
from cms.pages.moments import next_moment

# A browser asks again after this, and gets a 304 when nothing changed.
BROWSER_SECONDS = 60
# Longer queries than this come from nobody's link; keeping answers to them would only fill the cache.
MAX_QUERY_LENGTH = 300
# How long one process may take over a page before another renders it too.
LOCK_SECONDS = 15
_POLL_SECONDS = 0.05
# Stands for a page that turned out not to be kept, so that its visitors needn't wait for one another.
_NOT_KEPT = "not kept"
_NOT_KEPT_SECONDS = 60


class Entry(NamedTuple):
    """An answer as it is kept; `ends` in seconds since 1970."""

    content: bytes
    headers: list[tuple[str, str]]
    etag: str
    ends: float

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return this as the answer to `request`: a 304 to who has it already."""
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response.headers[name] = value
        seconds = max(0, min(BROWSER_SECONDS, int(self.ends - time.time())))
        response.headers["Cache-Control"] = f"public, max-age={seconds}"
        response.headers["ETag"] = self.etag
        return get_conditional_response(request, etag=self.etag, response=response)  # type: ignore[return-value]


class Slot:
    """The place of one answer in the cache, for as long as a request is in hand."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.is_cacheable = False
        self.entry: Entry | None = None
        self._is_open = False
        self._is_locked = False

    def find(self) -> Entry | None:
        """Return what is kept, or None."""
        kept = caches["pages"].get(self.key)
        if isinstance(kept, Entry) and kept.ends > time.time():
            self.entry = kept
        self._is_open = kept == _NOT_KEPT
        return self.entry

    def find_or_lock(self) -> Entry | None:
        """Return what another process makes meanwhile; or None, when it is this one that must make it."""
        give_up = time.monotonic() + LOCK_SECONDS
        while not self._is_open and time.monotonic() < give_up:
            self._is_locked = caches["pages"].add(f"{self.key}:lock", 1, timeout=LOCK_SECONDS)
            # Looked up after the lock: who had it may have finished in between.
            if self.find() is not None or self._is_locked:
                break
            time.sleep(_POLL_SECONDS)
        return self.entry

    def keep(self, response: HttpResponseBase, seconds: int) -> Entry | None:
        """Keep `response` when it may be kept, for `seconds` at most; return the entry, or None."""
        now = timezone.now()
        if self.is_cacheable and not (response.streaming or response.cookies):
            ends = min(now + timedelta(seconds=seconds), next_moment(now))
            if (left := (ends - now).total_seconds()) >= 1:
                content = response.content  # type: ignore[attr-defined]
                etag = f'"{sha256(content).hexdigest()[:32]}"'
                self.entry = Entry(content, _headers_to_keep(response), etag, ends.timestamp())
                caches["pages"].set(self.key, self.entry, timeout=left)
        elif self._is_locked and response.status_code < 500:
            caches["pages"].set(self.key, _NOT_KEPT, timeout=_NOT_KEPT_SECONDS)
        return self.entry

    def release(self) -> None:
        """Let others make it, if this request had the lock."""
        if self._is_locked:
            caches["pages"].delete(f"{self.key}:lock")
            self._is_locked = False


def slot_for(request: HttpRequest) -> Slot | None:
    """Return the place of the answer to `request`; None where it is for one visitor alone."""
    if request.method not in {"GET", "HEAD"} or settings.PAGE_CACHE_SECONDS <= 0 or is_personal(request):
        return None
    query = ""
    if request.META.get("QUERY_STRING"):
        known = only_known(request.GET, all_known_parameters())
        query = "&".join(f"{name}={value}" for name in sorted(known) for value in sorted(known.getlist(name)))
        if len(query) > MAX_QUERY_LENGTH:
            return None
    release = getattr(staticfiles_storage, "manifest_hash", "")
    address = "\n".join((release, request.scheme or "", request.get_host(), request.path, query))
    return Slot(f"page:{current_generation()}:{sha256(address.encode()).hexdigest()}")


def is_personal(request: HttpRequest) -> bool:
    """Return whether `request` comes from somebody with a session or a message waiting, or is an editor's preview."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or "messages" in request.COOKIES
        or "Authorization" in request.headers
        or getattr(request, "is_dummy", False)
    )


def only_known(parameters: QueryDict, known: Any) -> QueryDict:
    """Return the `parameters` whose names are in `known`."""
    kept = QueryDict(mutable=True)
    for name, values in parameters.lists():
        if name in known:
            kept.setlist(name, values)
    kept._mutable = False
    return kept


@cache
def all_known_parameters() -> frozenset[str]:
    """Return the query parameters that any kind of page reads."""
    return frozenset(name for page_class in get_page_models() for name in page_class.known_parameters)


def _headers_to_keep(response: HttpResponseBase) -> list[tuple[str, str]]:
    """Return the headers of `response` for everybody: it varies on no cookie, or it wouldn't be kept."""
    headers = {name: value for name, value in response.headers.items() if name != "Vary"}
    vary = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    if others := [name for name in vary if name and name.lower() != "cookie"]:
        headers["Vary"] = ", ".join(others)
    return list(headers.items())
