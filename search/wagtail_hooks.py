"""The menu 'Zoekmachine' of the admin: synonyms, recommendations, and what visitors ask."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, HelpPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from search.insight.screens import QuestionsViewSet
from search.models import BestBet, Synonym


class PrefilledView(CreateView):
    """A form that begins with the question that its address names: it comes from the list of questions.

    Who saves it goes back there, to the same period.
    """

    prefilled: ClassVar[str]

    @cached_property
    def question(self) -> str:
        """Return the question; '' for who comes from elsewhere."""
        return self.request.GET.get("vraag", "").replace("\0", "")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the question, cut to what fits."""
        most = self.model._meta.get_field(self.prefilled).max_length
        return {**super().get_initial(), self.prefilled: self.question[:most]}

    def get_add_url(self) -> str:
        """Return where the form is sent: to where it came from, the question included."""
        return self.request.get_full_path() if self.question else super().get_add_url()

    def get_success_url(self) -> str:
        """Return the list of questions for who came from there."""
        if not self.question:
            return super().get_success_url()
        chosen = self.request.GET.copy()
        del chosen["vraag"]
        return f"{reverse('zoekvragen:index')}?{chosen.urlencode()}"


class SynonymCreateView(PrefilledView):
    """A new synonym."""

    prefilled = "asked"


class BestBetCreateView(PrefilledView):
    """A new recommendation."""

    prefilled = "questions"


class CuratedViewSet(SnippetViewSet):
    """Lists that the database itself searches."""

    search_backend_name = None
    list_per_page = 50


class SynonymViewSet(CuratedViewSet):
    """Words that mean the same to who searches."""

    model = Synonym
    add_view_class = SynonymCreateView
    icon = "pick"
    menu_label = "Synoniemen"
    list_display = ("asked", "meant", "direction")
    search_fields = ("asked", "meant")
    list_filter: ClassVar[list[str]] = ["direction"]
    panels = (
        HelpPanel(
            "<p>Een synoniem werkt meteen, voor elke bezoeker. Wie het eerste woord zoekt, vindt ook pagina's met het "
            "tweede; die staan iets lager dan pagina's met het woord zelf.</p>"
        ),
        "asked",
        "meant",
        "direction",
    )


class BestBetViewSet(CuratedViewSet):
    """Pages that stand above the results."""

    model = BestBet
    add_view_class = BestBetCreateView
    icon = "pin"
    menu_label = "Aanbevelingen"
    list_display = (
        Column("questions", label="Zoekvragen", accessor=lambda row: ", ".join(row.lines)),
        "page",
        Column("live", label="Te zien", accessor=lambda row: "Ja" if row.page.live else "Nee, de pagina is offline"),
        "reason",
    )
    search_fields = ("questions", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BestBet]:
        """Return the recommendations with their pages."""
        return BestBet.objects.select_related("page")

    panels = (
        HelpPanel(
            "<p>Een aanbeveling staat boven de resultaten, onder het kopje “Aanbevolen door de redactie”. Zij werkt "
            "meteen, en zolang de pagina gepubliceerd is.</p>"
        ),
        FieldPanel("questions"),
        PageChooserPanel("page"),
        "reason",
    )


@register_snippet
class SearchViewSetGroup(SnippetViewSetGroup):
    """The menu."""

    menu_label = "Zoekmachine"
    menu_name = "zoekmachine"
    menu_icon = "search"
    menu_order = 360
    items = (QuestionsViewSet, SynonymViewSet, BestBetViewSet)
