"""A view that does nothing but answer: with the bytes of one of the pages that are measured."""

import os
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path


@cache
def _content(name: str) -> bytes:
    return (Path(os.environ["BENCHMARK_BARE"]) / f"{name}.html").read_bytes()


def bare(_request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the bytes that were kept under `name`."""
    return HttpResponse(_content(name))


urlpatterns = [path("<slug:name>/", bare)]
