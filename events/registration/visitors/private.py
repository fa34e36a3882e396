"""Answers that are for one person alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """Let nobody keep the answer of `view`, no search engine list it, and no other site learn its address.

    'no-referrer' would keep the address from our own server too, and browsers then also hide from it where a form
    was sent from (`Origin: null`), which Django takes for a forgery.
    """

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer
