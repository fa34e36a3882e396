"""The menu 'Zoekmachine' of the admin: synonyms, recommendations, and what visitors ask."""

from typing import Any, ClassVar

from wagtail.admin.panels import FieldPanel, HelpPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from search.insight.screens import QuestionsViewSet
from search.models import BestBet, Synonym


class PrefilledView(CreateView):
    """A form that begins with the question that its address names: it comes from the list of questions."""

    prefilled: ClassVar[str]

    def get_initial(self) -> dict[str, Any]:
        """Begin with the question, cut to what fits."""
        question = self.request.GET.get("vraag", "").replace("\0", "")
        most = self.model._meta.get_field(self.prefilled).max_length
        return {**super().get_initial(), self.prefilled: question[:most]}


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
        "reason",
    )
    search_fields = ("questions", "reason")
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
