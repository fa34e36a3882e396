"""One list seen in different ways: in another order, or as a map."""

from dataclasses import dataclass

from django.db.models.expressions import OrderBy


@dataclass(frozen=True)
class Way:
    """One way to see a list, with the order that goes with it where the database gives that."""

    value: str
    label: str
    icon: str
    order_by: tuple[str | OrderBy, ...] = ()


@dataclass(frozen=True)
class Switch:
    """The ways to see a list; the first one holds when the URL names none."""

    name: str
    label: str
    ways: tuple[Way, ...]

    @property
    def default(self) -> Way:
        """Return the way that holds when the URL names none."""
        return self.ways[0]
