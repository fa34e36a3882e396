"""What content hands over to be found: plain values, the same for pages, documents and terms.

An app offers what of its own can be found as a `Source`, and says with `findables_changed` what of it may be another
thing now. The index does the rest; nobody here knows it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from django.db.models import Model
from django.dispatch import Signal

# Sent with `keys`, a collection of `Key`, inside the transaction that changes them.
findables_changed = Signal()


class Key(NamedTuple):
    """What something is called in the index: 'page:12'."""

    source: str
    pk: int

    def __str__(self) -> str:
        return f"{self.source}:{self.pk}"


class Label(NamedTuple):
    """Something that others are filed under: how addresses write it, and how people do."""

    slug: str
    name: str


@dataclass(frozen=True)
class Findable:
    """One thing that can be found, as it is shown and searched.

    `context` says where it stands ('Handboek Eén loket'); `names` are further words by which it is looked for, which
    no snippet shows. `weight` is how much it matters among others that answer a question as well, 0 to 3. `within` has
    the ids of the page itself and of those above it; `audience` is as `cms.pages.audiences` has it.
    """

    key: Key
    kind: str
    title: str
    url: str
    context: str = ""
    summary: str = ""
    body: str = ""
    names: tuple[str, ...] = ()
    themes: tuple[Label, ...] = ()
    phase: Label | None = None
    tags: tuple[Label, ...] = ()
    organisation: str = ""
    province: str = ""
    date: datetime | None = None
    weight: int = 0
    audience: str = ""
    within: tuple[int, ...] = ()


class Source(Protocol):
    """One kind of thing that can be found; `name` is the first part of its keys."""

    name: str

    @property
    def model(self) -> type[Model]:
        """Return the class of the things themselves."""

    def ids(self) -> Iterable[int]:
        """Return the ids of all that might be found, in a fixed order."""

    def findables(self, ids: Collection[int]) -> list[Findable]:
        """Return what can be found of `ids` as it is now, read from the database and from nothing that was kept.

        The number of queries doesn't grow with the number of ids.
        """

    def following(self, keys: "Collection[Key]", changed: "Collection[Key]") -> "set[Key]":
        """Return what of this source must be looked at because `keys` were.

        Those of them that others know by another name, place or audience now are `changed` too. Both may hold keys of
        any source. The number of queries doesn't grow with their number.
        """


sources: dict[str, Source] = {}


def findables_from(source: Source) -> None:
    """Let what `source` has be found."""
    sources[source.name] = source


def say_changed(source: str, pks: Iterable[int]) -> None:
    """Say that these of `source` may be found otherwise now, or no longer."""
    if keys := {Key(source, pk) for pk in pks}:
        findables_changed.send(Findable, keys=keys)


def say_things_changed(things: Collection[Model]) -> None:
    """Say that `things`, whatever they are, may be found otherwise now."""
    for source in sources.values():
        say_changed(source.name, [thing.pk for thing in things if isinstance(thing, source.model)])
