"""Reports for who keeps the site in order; each can be taken along as a spreadsheet."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cms.editorial.links import MOST_BROKEN, broken_links
from cms.editorial.upkeep import due_for_review, without_theme_or_image
from cms.pages.models import BasePage

_MAY_SEE = ["add", "change", "publish"]


def _editor_of(row: Any) -> str:
    page = getattr(row, "page", row)
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class UpkeepReport(ABC, ReportView):
    """What the reports share: their look, who may see them, and that they are short of words."""

    model = BasePage
    any_permission_required: ClassVar[list[str]] = _MAY_SEE
    results_template_name = "editorial/report_results.html"
    default_ordering = None
    slug: ClassVar[str]
    explanation: ClassVar[str]
    nothing_found: ClassVar[str]

    @classmethod
    def url_patterns(cls) -> list[URLPattern]:
        """Return the addresses of the report and of its results alone."""
        return [
            path(f"rapporten/{cls.slug}/", cls.as_view(), name=f"report-{cls.slug}"),
            path(
                f"rapporten/{cls.slug}/resultaten/", cls.as_view(results_only=True), name=f"report-{cls.slug}-results"
            ),
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

    def get_filtered_queryset(self) -> Any:
        """Return the rows: pages, or records with a `page`."""
        return self.rows()

    @abstractmethod
    def rows(self) -> Any:
        """Return what the report lists for the user."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context, with what the report is for and what it says when there is nothing."""
        context = super().get_context_data(*args, **kwargs)
        return {**context, "explanation": self.explanation, "nothing_found": self.nothing_found}


class PageReport(UpkeepReport):
    """A report of pages."""

    list_export: ClassVar[list[str]] = ["title", "page_type_display_name", "owner", "review_by", "full_url"]
    export_headings: ClassVar[dict[str, str]] = {
        "title": "Titel",
        "page_type_display_name": "Soort",
        "owner": "Eigenaar",
        "review_by": "Nakijken voor",
        "full_url": "Adres",
    }

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Return the columns of the list."""
        return [
            TitleColumn("title", label="Titel", get_url=_editor_of),
            Column("page_type_display_name", label="Soort"),
            Column("owner", label="Eigenaar"),
            *self.more_columns(),
        ]

    def more_columns(self) -> Iterable[BaseColumn]:
        """Return the columns that only this report has."""
        return []


class ReviewReport(PageReport):
    """Pages whose date of review is near or past."""

    slug = "nakijken"
    page_title = "Na te kijken pagina's"
    header_icon = "time"
    explanation = "Pagina's die u voor een datum wilde nakijken die voorbij is of binnen 30 dagen komt. De uwe eerst."
    nothing_found = "Er hoeft nu geen pagina nagekeken te worden."

    def rows(self) -> Any:
        """Return the pages to review."""
        return due_for_review(self.request.user, timezone.localdate())

    def more_columns(self) -> Iterable[BaseColumn]:
        """Show the date of review."""
        return [Column("review_by", label="Nakijken voor", accessor=lambda page: date_format(page.review_by))]


class FilingReport(PageReport):
    """Pages that visitors find less well."""

    slug = "zonder-thema-of-afbeelding"
    page_title = "Zonder thema of afbeelding"
    header_icon = "tag"
    explanation = (
        "Gepubliceerde pagina's zonder thema of zonder afbeelding. Bezoekers vinden ze minder goed. De afbeelding van "
        "een thema telt mee, en een hoofdstuk hoort bij zijn handboek."
    )
    nothing_found = "Elke pagina heeft een thema en een afbeelding."
    list_export: ClassVar[list[str]] = ["title", "page_type_display_name", "owner", "missing", "full_url"]
    export_headings: ClassVar[dict[str, str]] = {**PageReport.export_headings, "missing": "Wat ontbreekt"}

    def rows(self) -> Any:
        """Return the pages without theme or image, each with what is `missing`."""
        return without_theme_or_image(self.request.user)

    def more_columns(self) -> Iterable[BaseColumn]:
        """Show what is missing."""
        return [Column("missing", label="Wat ontbreekt")]


class LinksReport(UpkeepReport):
    """Links that lead nowhere."""

    slug = "kapotte-links"
    page_title = "Kapotte links"
    header_icon = "link"
    explanation = (
        "Links en gekozen pagina's, documenten en afbeeldingen op gepubliceerde pagina's die niet meer bestaan of niet "
        f"gepubliceerd zijn. U ziet er hoogstens {MOST_BROKEN}. Links naar andere sites worden niet bekeken."
    )
    nothing_found = "Er zijn geen kapotte links."
    list_export: ClassVar[list[str]] = ["title", "kind", "text", "problem", "page.full_url"]
    export_headings: ClassVar[dict[str, str]] = {
        "title": "Titel",
        "kind": "Soort",
        "text": "Waar",
        "problem": "Wat is er mis",
        "page.full_url": "Adres",
    }

    def rows(self) -> Any:
        """Return the broken links."""
        return broken_links(self.request.user)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Return the columns of the list."""
        return [
            TitleColumn("title", label="Op pagina", get_url=_editor_of),
            Column("kind", label="Soort"),
            Column("text", label="Waar"),
            Column("problem", label="Wat is er mis"),
        ]


REPORTS: list[type[UpkeepReport]] = [ReviewReport, FilingReport, LinksReport]


class ReportMenuItem(MenuItem):
    """Leads to a report, for who may work on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may see the reports."""
        return page_permission_policy.user_has_any_permission(request.user, _MAY_SEE)


def menu_item(report: type[UpkeepReport], order: int) -> MenuItem:
    """Return the place of `report` in the menu of reports."""
    return ReportMenuItem(
        report.page_title,
        reverse(f"report-{report.slug}"),
        name=f"report-{report.slug}",
        icon_name=report.header_icon,
        order=order,
    )
