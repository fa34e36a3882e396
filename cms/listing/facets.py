"""Facets: the questions by which a visitor narrows a list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast

# What one facet found for one of its choices: (name of the facet, key, label or '', number of rows).
CountRow = tuple[str, str | None, str | None, int]


@dataclass(frozen=True)
class Choice:
    """One answer: how it stands in the URL, what visitors read, and what it is in the database.

    `keys` are the values of the facet's lookup, as text, that count as this choice; without any it is `value` itself.
    """

    value: str
    label: str
    keys: tuple[str, ...] = ()

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Return the values in the database that count as this choice."""
        return self.keys or (self.value,)


@dataclass(frozen=True)
class Facet:
    """A question with fixed answers.

    `lookup` leads from a row of the list to what is asked, over any number of relations. Choices within one facet
    widen the list (either will do), facets together narrow it. `lets_in`: see `Listing`.
    """

    name: str
    label: str
    lookup: str
    choices: Callable[[], Sequence[Choice]]
    lets_in: bool = False

    def known(self, values: Sequence[str]) -> list[Choice]:
        """Return those choices that `values` name, in their own order."""
        return [choice for choice in self.choices() if choice.value in values]

    def narrow(self, queryset: QuerySet, chosen: Iterable[Choice]) -> QuerySet:
        """Keep the rows for which one of `chosen` holds, each of them once."""
        keys = [key for choice in chosen for key in choice.all_keys]
        if not keys:
            return queryset
        # By way of a subquery: a join would give a row twice that two of the choices hold for.
        matching = queryset.model._default_manager.filter(**{f"{self.lookup}__in": keys})
        return queryset.filter(pk__in=matching.order_by().values("pk"))

    def count(self, queryset: QuerySet) -> QuerySet:
        """Return the rows of `CountRow` for `queryset`, in a shape that one query can unite for all facets."""
        return (
            queryset.order_by()
            .values(
                facet=Value(self.name, output_field=CharField()),
                key=Cast(self.lookup, CharField()),
                text=self._label_of_key(),
            )
            .annotate(rows=Count("pk", distinct=True))
            .values_list("facet", "key", "text", "rows")
        )

    def _label_of_key(self) -> Value | F:
        return Value("", output_field=CharField())

    def counted(self, rows: Iterable[CountRow], chosen: Sequence[Choice]) -> list[tuple[Choice, int]]:
        """Return the choices to offer, with their counts: those that lead to something, and those already chosen."""
        counts = {key: count for _name, key, _label, count in rows}
        offered = [(choice, sum(counts.get(key, 0) for key in choice.all_keys)) for choice in self.choices()]
        return [(choice, count) for choice, count in offered if count or choice in chosen]


def _no_choices() -> Sequence[Choice]:
    return ()


@dataclass(frozen=True)
class OpenFacet(Facet):
    """A question whose answers are whatever occurs in the list, such as tags; the most frequent are offered.

    `label_lookup` leads to an answer's label; `find` returns the choices that some values from a URL name.
    """

    choices: Callable[[], Sequence[Choice]] = _no_choices
    label_lookup: str = ""
    find: Callable[[Sequence[str]], Sequence[Choice]] = lambda _values: ()
    most: int = 12

    def known(self, values: Sequence[str]) -> list[Choice]:
        """Return the choices that `values` name: one query, and none when nothing was chosen."""
        return list(self.find(values)) if values else []

    def _label_of_key(self) -> Value | F:
        return F(self.label_lookup)

    def counted(self, rows: Iterable[CountRow], chosen: Sequence[Choice]) -> list[tuple[Choice, int]]:
        """Return the chosen answers and the most frequent others, by label, with their counts."""
        found = {Choice(key, label or key): count for _name, key, label, count in rows if key}
        frequent = sorted(found, key=lambda choice: (-found[choice], choice.label))[: self.most]
        offered = dict.fromkeys([*chosen, *frequent])
        return [(choice, found.get(choice, 0)) for choice in sorted(offered, key=lambda choice: choice.label.lower())]
