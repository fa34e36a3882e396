"""The screen 'Zoekvragen': what visitors ask, what they don't find, and what editors can do about it."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters import ChoiceFilter  # type: ignore[import-untyped]
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from search.insight.counting import KEEP_RARE, RARE
from search.models import QuestionCount

_USUAL_DAYS = "30"
_PERIODS = (("7", "Afgelopen week"), (_USUAL_DAYS, "Afgelopen 30 dagen"), ("365", "Afgelopen jaar"))
_WITHOUT = "zonder"


class QuestionFilterSet(WagtailFilterSet):
    """Of which period, and which questions."""

    periode = ChoiceFilter(label="Periode", choices=_PERIODS, empty_label=None)
    vragen = ChoiceFilter(label="Zoekvragen", choices=((_WITHOUT, "Zonder resultaat"),), empty_label="Alle")

    class Meta:
        model = QuestionCount
        fields: ClassVar[list[str]] = []


class ActionsColumn(BaseColumn):
    """What can be done about a question."""

    cell_template_name = "search/admin/question_actions.html"


class QuestionsView(IndexView):
    """The questions of a period, those asked most first; of those without results, those that failed most."""

    page_title = "Zoekvragen"
    any_permission_required: ClassVar[list[str]] = ["view"]
    results_template_name = "search/admin/questions_results.html"
    filterset_class = QuestionFilterSet
    default_ordering = None
    is_searchable = False
    paginate_by = 50

    def get_base_queryset(self) -> QuerySet[QuestionCount]:
        """Return what was counted."""
        return QuestionCount.objects.all()

    def filter_queryset(self, queryset: Any) -> QuerySet:
        """Return each question of the chosen period once; what isn't a period or a choice counts as the usual one."""
        self.filters.is_valid()
        chosen = self.filters.form.cleaned_data
        days = int(chosen.get("periode") or _USUAL_DAYS)
        questions = queryset.since(timezone.localdate() - timedelta(days=days)).together()
        if chosen.get("vragen") == _WITHOUT:
            return questions.filter(times_without__gt=0).order_by("-times_without", "question")
        return questions

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Return the columns of the list."""
        return [
            Column("question", label="Zoekvraag"),
            Column("times", label="Gesteld"),
            Column("times_without", label="Zonder resultaat"),
            ActionsColumn("actions", label="Wat kunt u doen?"),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context, with what is forgotten when."""
        return {**super().get_context_data(*args, **kwargs), "rare": RARE, "rare_days": KEEP_RARE.days}


class QuestionsMenuItem(MenuItem):
    """Shown to who may see what visitors ask."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may see the questions."""
        return request.user.has_perm("search.view_questioncount")


class QuestionsViewSet(ViewSet):
    """Where the screen stands, and its place in the menu."""

    name = "zoekvragen"
    url_prefix = "zoekvragen"
    icon = "help"
    menu_label = "Zoekvragen"
    menu_item_class = QuestionsMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every view gets."""
        return {**super().get_common_view_kwargs(**kwargs), "header_icon": self.icon}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the list and of its results alone."""
        index = {
            "model": QuestionCount,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        return [
            path("", self.construct_view(QuestionsView, **index), name="index"),
            path("resultaten/", self.construct_view(QuestionsView, **index, results_only=True), name="index_results"),
        ]
