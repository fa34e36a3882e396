"""Answers behind a private link: for one person alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """Let nobody keep the answer of `view`, no search engine list it, and no other site learn its address.

    That goes for the answer that there is no such page too: its address holds the link.

    Not `no-referrer`: from such a page browsers send forms as from nowhere (`Origin: null`), and Django refuses them.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as not_found:
            response = response_for_exception(request, not_found)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer
