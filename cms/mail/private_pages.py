"""Answers behind a private link: for one person alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """Let nobody keep the answer of `view`, no search engine list it, and no other site learn its address.

    Not `no-referrer`: from such a page browsers send forms as from nowhere (`Origin: null`), and Django refuses them.
    """

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer
