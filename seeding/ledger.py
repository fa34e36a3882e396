"""Knowing what the demo made, and whether somebody changed it since."""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from seeding.fingerprints import fingerprint
from seeding.models import SeededObject


class Outcome(StrEnum):
    """What became of one thing while loading or removing."""

    ADDED = "toegevoegd"
    RENEWED = "vernieuwd"
    KEPT = "met rust gelaten (door iemand gewijzigd)"
    NEEDED = "blijft staan (wordt nog gebruikt)"
    GONE = "niet teruggezet (door iemand verwijderd)"
    REMOVED = "verwijderd"


def session_key(workshop: str, number: int | str) -> str:
    """Return the key of a session: which one (from 1) of the workshop with this id; '' for what all keys begin with."""
    return f"session:{workshop}:{number}"


class Ledger:
    """The demo's book of what it made; `outcomes` counts what happened in this run, `notes` tells of it in words."""

    def __init__(self) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.notes: list[str] = []
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

    def write_row(self, key: str, model: type[models.Model], named: dict[str, Any], **values: Any) -> None:
        """Make or renew the row under `key` with `values`; one that is there already by what it is `named` is taken."""

        def make(row: Any) -> Any:
            row = row or model._default_manager.filter(**named).first() or model(**named)
            for name, value in values.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()
            return row

        self.write(key, make)

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
