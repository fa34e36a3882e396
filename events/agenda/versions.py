"""What a form was filled in against, so that it overwrites nothing that somebody else changed meanwhile."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst

_LONGEST_SHOWN = 100


def version_of(instance: Model, names: Iterable[str]) -> str:
    """Return a checksum of each of the fields `names`, in their order, with dashes between."""
    return "-".join(f"{crc32(repr(getattr(instance, name)).encode()):08x}" for name in names)


def overwritten(instance: Model, names: Iterable[str], version: str, values: Mapping[str, Any]) -> list[str]:
    """Return the fields that changed since `version` and of which `values` holds something else, as Dutch text.

    Each is named with what it holds now: 'Aantal plaatsen: 9'.
    """
    now = version_of(instance, names).split("-")
    then = version.split("-")
    if len(now) != len(then):
        then = [""] * len(now)
    return [
        f"{capfirst(str(instance._meta.get_field(name).verbose_name))}: {_shown(instance, name)}"  # type: ignore[union-attr]
        for name, old, new in zip(names, then, now, strict=True)
        if old != new and name in values and values[name] != getattr(instance, name)
    ]


def _shown(instance: Model, name: str) -> str:
    """Return what a field holds as one reads it; 'leeg' for nothing."""
    value = getattr(instance, f"get_{name}_display", lambda: getattr(instance, name))()
    if value is None or value == "":
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return Truncator(str(value)).chars(_LONGEST_SHOWN)
