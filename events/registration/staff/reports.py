"""Reports about registering: whom the bureau reached, and what was erased."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.registration.models import Erasure
from events.registration.results import Reach, counts_of_gone, reach
from events.registration.retention import TERMS
from events.registration.staff.base import VIEW, ForStaff


class RegistrationReport(ForStaff, ReportView):
    """What the reports share."""

    results_template_name = "events/registration/admin/report_results.html"
    slug: ClassVar[str]
    explanation: ClassVar[str]
    nothing_found: ClassVar[str]

    @classmethod
    def url_patterns(cls) -> list[URLPattern]:
        """Return the addresses of the report and of its results alone."""
        name = f"report-{cls.slug}"
        return [
            path(f"rapporten/{cls.slug}/", cls.as_view(), name=name),
            path(f"rapporten/{cls.slug}/resultaten/", cls.as_view(results_only=True), name=f"{name}-results"),
        ]

    @property
    def index_url_name(self) -> str:
        """Return the name of the report's address."""
        return f"report-{self.slug}"

    @property
    def index_results_url_name(self) -> str:
        """Return the name of the address of its results alone."""
        return f"report-{self.slug}-results"

    def get_filename(self) -> str:
        """Return the name of the spreadsheet, without its extension."""
        return f"{self.slug}-{timezone.localdate():%Y-%m-%d}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what the report is for, and what it says when there is nothing."""
        context = super().get_context_data(*args, **kwargs)
        return {**context, "explanation": self.explanation, "nothing_found": self.nothing_found}


class PeriodFilterSet(WagtailFilterSet):
    """Sessions that began in a period."""

    start = django_filters.DateFromToRangeFilter(label="Periode", widget=DateRangePickerWidget)

    class Meta:
        model = EventSession
        fields: ClassVar[list[str]] = []


class ReachReport(RegistrationReport):
    """Whom the meetings of a period reached."""

    slug = "bereik"
    model = EventSession
    page_title = "Bereik van bijeenkomsten"
    header_icon = "globe"
    filterset_class = PeriodFilterSet
    paginate_by = None
    explanation = (
        "Wie een plaats had bij bijeenkomsten die geweest zijn: per provincie, grootte van de gemeente en thema. "
        "Kies bij de filters een periode. Gewiste aanmeldingen tellen mee. Een bijeenkomst met twee thema's telt bij "
        "beide."
    )
    nothing_found = "Er is nog geen bijeenkomst geweest."
    export_headings: ClassVar[dict[str, str]] = {
        "kind": "Soort",
        "label": "Welke",
        "sessions": "Bijeenkomsten",
        "registrations": "Aanmeldingen",
        "people": "Mensen",
        "attended": "Waren er",
    }
    list_export: ClassVar[list[str]] = list(export_headings)

    def get_queryset(self) -> Any:
        """Return the sessions that took place."""
        over = EventSession.objects.filter(end__lte=timezone.now())
        return over.filter(state__in=[SessionState.SCHEDULED, SessionState.COMPLETED])

    def get_filtered_queryset(self) -> list[Reach]:
        """Return the rows; a period that can't be read is none."""
        return reach(super().get_filtered_queryset(), self.filter_queryset(counts_of_gone()))

    @property
    def columns(self) -> list[Column]:
        """Return the columns of the list."""
        return [Column(name, label=label) for name, label in self.export_headings.items()]


class ErasureReport(RegistrationReport):
    """What was erased, and how long what is kept."""

    slug = "gewist"
    model = Erasure
    page_title = "Gewiste gegevens"
    header_icon = "bin"
    results_template_name = "events/registration/admin/erasures_results.html"
    explanation = "Wat de site vanzelf gewist heeft. Namen staan hier niet in."
    nothing_found = "Er is nog niets gewist."
    export_headings: ClassVar[dict[str, str]] = {
        "at": "Wanneer",
        "needs": "Wensen",
        "answers": "Gevoelige antwoorden",
        "registrations": "Aanmeldingen",
        "people": "Deelnemers",
    }
    list_export: ClassVar[list[str]] = list(export_headings)

    @property
    def columns(self) -> list[Column]:
        """Return the columns of the list."""
        when = Column("at", label="Wanneer", accessor=lambda row: date_format(timezone.localtime(row.at), "j F Y, H.i"))
        return [when, *(Column(name, label=label) for name, label in self.export_headings.items() if name != "at")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return how long everything is kept, too."""
        return {**super().get_context_data(*args, **kwargs), "terms": TERMS}


REPORTS: tuple[type[RegistrationReport], ...] = (ReachReport, ErasureReport)


class ReportMenuItem(MenuItem):
    """Leads to a report, for who may see who registered."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may."""
        return request.user.has_perm(VIEW)


def menu_item(report: type[RegistrationReport], order: int) -> MenuItem:
    """Return the place of `report` in the menu of reports."""
    name = f"report-{report.slug}"
    return ReportMenuItem(report.page_title, reverse(name), name=name, icon_name=report.header_icon, order=order)
