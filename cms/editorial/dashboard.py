"""The dashboard: what waits for whoever logs in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.context_processors import PermWrapper
from django.contrib.contenttypes.models import ContentType
from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Revision, TaskState

from cms.editorial.upkeep import drafts_of, due_for_review, editable_by
from cms.mail.gate import is_closed
from cms.mail.models import OutgoingMessage
from cms.pages.models import BasePage
from cms.worker.models import Heartbeat

# As many rows as a panel shows; the rest is one link away, or waits its turn.
MOST_ROWS = 8


@dataclass(frozen=True)
class Row:
    """One thing that waits: its name, where it is dealt with, and what there is to know."""

    title: str
    url: str
    note: str = ""


def _row(page: BasePage, note: str) -> Row:
    return Row(page.draft_title or page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), note)


def _day(moment: Any) -> str:
    return format_date(timezone.localtime(moment) if hasattr(moment, "hour") else moment, "DATE_FORMAT")


def _moment(moment: Any) -> str:
    return format_date(timezone.localtime(moment), "DATETIME_FORMAT")


class WaitingPanel(Component):
    """A list of what waits, with a word when nothing does."""

    template_name = "editorial/dashboard_panel.html"
    name: ClassVar[str]
    heading: ClassVar[str]
    nothing: ClassVar[str]
    # The address of the whole list, where there is one.
    more_url_name: ClassVar[str] = ""
    # A method of each panel: what waits for a user, MOST_ROWS and one more, which says that there is more.
    rows: Callable[[Any], Sequence[Row]]

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the context of the panel."""
        rows = self.rows(parent_context["request"].user)
        return {
            "name": self.name,
            "heading": self.heading,
            "nothing": self.nothing,
            "rows": rows[:MOST_ROWS],
            "has_more": len(rows) > MOST_ROWS,
            "more_url": reverse(self.more_url_name) if self.more_url_name else "",
        }


class ToApprovePanel(WaitingPanel):
    """Pages in a workflow whose step the user may take."""

    name = "to-approve"
    heading = "Goed te keuren"
    nothing = "Er wacht niets op uw goedkeuring."
    order = 100

    def rows(self, user: Any) -> Sequence[Row]:
        """Return the pages, those that wait longest first."""
        pages = ContentType.objects.get_for_model(BasePage)
        states = TaskState.objects.reviewable_by(user).filter(revision__base_content_type=pages)
        states = states.select_related("revision__user").order_by("started_at", "pk")
        return [
            Row(
                state.revision.object_str,
                reverse("wagtailadmin_pages:edit", args=[state.revision.object_id]),
                f"van {state.revision.user or 'onbekend'}, sinds {_day(state.started_at)}",
            )
            for state in states[: MOST_ROWS + 1]
        ]


class DraftsPanel(WaitingPanel):
    """What the user wrote and didn't publish."""

    name = "my-drafts"
    heading = "Uw concepten"
    nothing = "U hebt geen wijzigingen die nog niet online staan."
    order = 110

    def rows(self, user: Any) -> Sequence[Row]:
        """Return the pages, the newest change first."""
        return [
            _row(page, f"gewijzigd op {_day(page.latest_revision_created_at)}")
            for page in drafts_of(user)[: MOST_ROWS + 1]
        ]


class ReviewPanel(WaitingPanel):
    """Pages whose date of review is near or past."""

    name = "due-for-review"
    heading = "Na te kijken"
    nothing = "Er hoeft de komende 30 dagen niets nagekeken te worden."
    more_url_name = "report-nakijken"
    order = 120

    def rows(self, user: Any) -> Sequence[Row]:
        """Return the pages, the user's own first."""
        today = timezone.localdate()
        return [
            _row(
                page, f"{'had nagekeken moeten zijn voor' if page.review_by < today else 'voor'} {_day(page.review_by)}"
            )
            for page in due_for_review(user, today)[: MOST_ROWS + 1]
        ]


class ScheduledPanel(WaitingPanel):
    """What goes online by itself."""

    name = "scheduled"
    heading = "Gepland"
    nothing = "Er is niets gepland om later online te gaan."
    order = 130

    def rows(self, user: Any) -> Sequence[Row]:
        """Return the pages, the nearest moment first."""
        planned = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(BasePage), approved_go_live_at__gt=timezone.now()
        ).order_by("approved_go_live_at", "pk")
        moments = {int(pk): moment for pk, moment in planned.values_list("object_id", "approved_go_live_at")[:200]}
        pages = editable_by(user).in_bulk(list(moments))
        return [_row(pages[pk], f"gaat online op {_moment(moment)}") for pk, moment in moments.items() if pk in pages]


class WorkshopsPanel(WaitingPanel):
    """The next workshops and meetings."""

    name = "coming-workshops"
    heading = "Komende bijeenkomsten"
    nothing = "Er staat geen bijeenkomst in de agenda die nog moet komen."
    order = 140

    def rows(self, user: Any) -> Sequence[Row]:
        """Return the pages, the nearest date first."""
        pages = editable_by(user).of_kind("workshop").filter(date__gte=timezone.now()).order_by("date", "pk")
        return [
            _row(page, _moment(page.date) if page.live else f"{_moment(page.date)}, nog niet online")
            for page in pages[: MOST_ROWS + 1]
        ]


class WorkerPanel(Component):
    """Warns a beheerder when the worker stands still, for then nothing that was planned goes online."""

    template_name = "editorial/worker_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the last `heartbeat`, or None."""
        return {"heartbeat": Heartbeat.latest()}


class UndeliveredPanel(WaitingPanel):
    """Mail that didn't arrive: somebody has to be called."""

    name = "undelivered"
    heading = "Niet bezorgde post"
    nothing = "Alle post is bezorgd of onderweg."
    more_url_name = "post:index"
    order = 90

    def rows(self, user: Any) -> Sequence[Row]:
        """Return the messages that were given up, the newest first."""
        failed = OutgoingMessage.objects.failed().order_by("-finished_at", "-pk")
        return [
            Row(f"{message.recipient}: {message.subject}", reverse("post:message", args=[message.pk]), "bel even")
            for message in failed[: MOST_ROWS + 1]
        ]


class MailGatePanel(Component):
    """Warns who sees the mail that all of it waits, after a restore."""

    template_name = "mail/admin/closed.html"
    order = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return whether mail `is_closed`, and what the user may do."""
        return {"is_closed": is_closed(), "perms": PermWrapper(parent_context["request"].user)}


def panels_for(user: Any) -> list[Component]:
    """Return the panels for `user`."""
    panels: list[Component] = [ToApprovePanel(), DraftsPanel(), ReviewPanel(), ScheduledPanel(), WorkshopsPanel()]
    if user.has_perm("mail.view_outgoingmessage"):
        panels += [MailGatePanel(), UndeliveredPanel()]
    if user.has_perm("users.change_user"):
        panels.append(WorkerPanel())
    return panels
