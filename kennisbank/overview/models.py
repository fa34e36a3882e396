"""The Kennisbank: everything in it together."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel, Panel
from wagtail.models import Orderable

from cms.listing import Listing, Nouns
from cms.listing.forms import PAGE_KEY
from cms.pages.cards import Card
from cms.pages.kinds import content_type_ids, knowledge_classes
from cms.pages.models import BasePage
from cms.pages.querysets import BasePageQuerySet
from kennisbank.overview.entrances import entrances
from kennisbank.overview.facets import FACETS, ORDER, left_out

# As many as fill two rows of a wide screen.
MAX_FEATURED = 6


class KennisbankPage(BasePage):
    """The entrance of the Kennisbank, with everything in it as one filtered list."""

    template = "kennisbank/overview/kennisbank_page.html"
    kind = "kennisbank"
    icon = "book"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "handbooks.HandbookSeriesPage",
        "handbooks.GlossaryPage",
        "articles.ArticleIndexPage",
    ]
    max_count = 1
    known_parameters = (*(facet.name for facet in FACETS), ORDER.name, PAGE_KEY)
    page_description = "De ingang van de Kennisbank, met alles bij elkaar."

    content_panels: ClassVar[list[Panel | str]] = [
        *BasePage.content_panels,
        InlinePanel(
            "featured",
            heading="Uitgelicht",
            label="Pagina",
            max_num=MAX_FEATURED,
            help_text="Ten hoogste zes pagina's die bovenaan staan, in uw volgorde. De rest staat op datum.",
        ),
    ]

    class Meta:
        verbose_name = "kennisbank"
        verbose_name_plural = "kennisbanken"

    def get_header(self) -> dict[str, Any]:
        """Return the opening of the page; the Kennisbank is about every theme, so none is named."""
        return {"title": self.title, "lead": self.summary, "image": self.image}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the list that the visitor's filters ask for; above the whole list also the ways in and the pinned."""
        visible = BasePage.objects.visible_to(request.user)
        knowledge = visible.filter(content_type__in=content_type_ids(knowledge_classes()))
        listing = Listing(
            knowledge.for_cards(), FACETS, request, switch=ORDER, left_out=left_out(), nouns=Nouns("pagina", "pagina's")
        )
        return {
            **super().get_context(request, *args, **kwargs),
            "listing": listing,
            "cards": [page.get_card(request) for page in listing.pages],
            **(self._opening(visible, request) if listing.is_bare else {}),
        }

    def _opening(self, visible: BasePageQuerySet, request: HttpRequest) -> dict[str, list[Card]]:
        """Return the entrances, and what editors put on top, in their order; only what the visitor may see."""
        chosen = [feature.page_id for feature in self.featured.all()][:MAX_FEATURED]
        pages = visible.for_cards().in_bulk(chosen) if chosen else {}
        return {
            "entrances": entrances(self, visible, request),
            "featured": [pages[pk].get_card(request) for pk in chosen if pk in pages],
        }


class FeaturedPage(Orderable):
    """One page that stands on top of the Kennisbank."""

    kennisbank = ParentalKey(KennisbankPage, related_name="featured", on_delete=models.CASCADE)
    page = models.ForeignKey("pages.BasePage", verbose_name="pagina", on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Panel | str]] = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = "uitgelichte pagina"
        verbose_name_plural = "uitgelichte pagina's"

    def __str__(self) -> str:
        return str(self.page)
