"""Knowing what the demo made, and whether somebody changed it since."""

import hashlib
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from cms.pages.models import BasePage
from seeding.models import SeededObject

# Times that the database sets by itself, and a password's hash, say nothing about a person's change.
_IGNORED_FIELDS = {"created_at", "changed_at", "last_login", "password", "date_joined", "file_hash", "file_size"}


class Outcome(StrEnum):
    """What became of one thing while loading or removing."""

    ADDED = "toegevoegd"
    RENEWED = "vernieuwd"
    KEPT = "met rust gelaten (door iemand gewijzigd)"
    GONE = "niet teruggezet (door iemand verwijderd)"
    REMOVED = "verwijderd"


def fingerprint(thing: models.Model) -> str:
    """Return what tells whether `thing` was changed: of a page its newest revision and whether it is published."""
    if isinstance(thing, BasePage):
        return f"{thing.latest_revision_id}:{thing.live}"
    values = [
        f"{field.attname}={getattr(thing, field.attname)}"
        for field in thing._meta.concrete_fields
        if field.name not in _IGNORED_FIELDS
    ]
    return hashlib.sha256("\n".join(values).encode()).hexdigest()


class Ledger:
    """The demo's book of what it made; `outcomes` counts what happened in this run."""

    def __init__(self) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.entries = {entry.key: entry for entry in SeededObject.objects.all()}

    def find(self, key: str) -> Any:
        """Return the thing made under `key`, or None when it wasn't made or is gone."""
        entry = self.entries.get(key)
        return entry.target if entry else None

    def may_write(self, key: str) -> bool:
        """Return whether the thing under `key` is the demo's to write; count it when somebody changed or deleted it."""
        entry = self.entries.get(key)
        if entry is None:
            return True
        target = entry.target
        if target is None:
            self.outcomes[Outcome.GONE] += 1
            return False
        if fingerprint(target) != entry.fingerprint:
            self.outcomes[Outcome.KEPT] += 1
            return False
        return True

    def write(self, key: str, make: Callable[[Any], Any]) -> Any:
        """Make or renew the thing under `key`; return it, or None when it is gone.

        `make` gets the thing as it stands, or None when it is new, and returns it saved.
        """
        existing = self.find(key)
        if not self.may_write(key):
            return existing
        thing = make(existing)
        self.record(key, thing)
        self.count(existed=existing is not None)
        return thing

    def count(self, *, existed: bool) -> None:
        """Count one thing as renewed when it `existed`, else as added."""
        self.outcomes[Outcome.RENEWED if existed else Outcome.ADDED] += 1

    def record(self, key: str, thing: models.Model) -> None:
        """Write down what `thing` looks like now."""
        thing = type(thing)._default_manager.get(pk=thing.pk)
        content_type = ContentType.objects.get_for_model(thing)
        self.entries[key], _created = SeededObject.objects.update_or_create(
            key=key,
            defaults={"content_type": content_type, "object_id": thing.pk, "fingerprint": fingerprint(thing)},
        )
