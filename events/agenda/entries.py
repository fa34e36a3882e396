"""What stands in the agenda: one entry for each time that something takes place.

A page class belongs in the agenda when it mixes in `AgendaEntries` and says how its times are reached from the
base table; the agenda finds it among the page classes and never knows which app it comes from. So everything in
the agenda is one query, whatever the number of classes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import get_page_models

from cms.pages.kinds import content_type_ids
from cms.pages.models import BasePage
from events.agenda.enums import SessionMode, SessionState


@dataclass(frozen=True)
class Entry:
    """Something that takes place from `start` to `end`; nothing in it is secret."""

    page: BasePage
    kind: str
    start: datetime
    end: datetime
    mode: str
    state: str
    uid: UUID
    sequence: int
    changed_at: datetime
    venue: str
    address: str
    city: str

    @property
    def is_cancelled(self) -> bool:
        """Return whether it was called off."""
        return self.state == SessionState.CANCELLED

    @property
    def place(self) -> str:
        """Return where it is, on one line."""
        if self.mode == SessionMode.ONLINE:
            return SessionMode.ONLINE.label
        on_site = ", ".join(filter(None, [self.venue, self.address, self.city]))
        return f"{on_site} (ook online)" if self.mode == SessionMode.HYBRID else on_site


ENTRY_FIELDS = tuple(name for name in Entry.__dataclass_fields__ if name != "page")


class AgendaEntries:
    """A page class whose pages take place at some time.

    The expressions in `agenda_fields` begin at the base page, one for each of `ENTRY_FIELDS`, and are NULL for
    pages of other classes and, but for the kind, for pages without a time; `agenda_relations` are the relations
    that they need.
    """

    # What visitors filter by: the value in the URL and its label.
    agenda_kinds: ClassVar[dict[str, str]]
    agenda_fields: ClassVar[dict[str, Any]]
    agenda_relations: ClassVar[dict[str, FilteredRelation]] = {}


UNDATED = Q(entry_start__isnull=True)


def coming(now: datetime) -> Q:
    """Return the condition on entries that are not over at `now`."""
    return Q(entry_end__gt=now)


def between(start: datetime, end: datetime) -> Q:
    """Return the condition on entries of which any part falls from `start` up to `end`."""
    return Q(entry_start__lt=end) & (Q(entry_end__gt=start) | Q(entry_start__gte=start))


def agenda_classes() -> list[type[Any]]:
    """Return the page classes that belong in the agenda."""
    return [page_class for page_class in get_page_models() if issubclass(page_class, AgendaEntries)]


def kind_labels() -> dict[str, str]:
    """Return the kinds of entry, by their value in URLs."""
    return {value: label for page_class in agenda_classes() for value, label in page_class.agenda_kinds.items()}


def with_entries(pages: QuerySet) -> QuerySet:
    """Return those of `pages` that belong in the agenda, one row for each entry, with its facts as `entry_...`.

    A page for which no time is set yet has one row, without a start.
    """
    classes = agenda_classes()
    # A relation is changed by the query that takes it in, so each query gets its own.
    relations = {name: relation.clone() for one in classes for name, relation in one.agenda_relations.items()}
    fields = {f"entry_{name}": Coalesce(*(one.agenda_fields[name] for one in classes), None) for name in ENTRY_FIELDS}
    return pages.filter(content_type__in=content_type_ids(classes)).annotate(**relations).annotate(**fields)


def pages_with(entries: Q) -> Q:
    """Return the condition on base pages that have an entry for which `entries` holds."""
    return Q(pk__in=with_entries(BasePage.objects.order_by()).filter(entries).values("pk"))


def entries_of(pages: QuerySet, condition: Q) -> list[Entry]:
    """Return the entries of `pages` for which `condition` holds, in the order of their start; two queries."""
    rows = with_entries(BasePage.objects.filter(pk__in=pages.order_by().values("pk")))
    rows = rows.filter(condition, entry_start__isnull=False).order_by("entry_start", "pk")
    found_rows = list(rows.values_list("pk", *(F(f"entry_{name}") for name in ENTRY_FIELDS)))
    found = pages.order_by().in_bulk({row[0] for row in found_rows})
    return [Entry(found[pk], *facts) for pk, *facts in found_rows]
