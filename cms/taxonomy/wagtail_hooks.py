"""The menu 'Indeling': what everything is filed under, and the words of the trade; and the screens for tags."""

from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.taxonomy.choosers import SearchedChooserViewSet
from cms.taxonomy.models import GlossaryTerm, Organisation, Phase, Theme
from cms.taxonomy.tag_views import TagViewSet


class TaxonomyViewSet(SnippetViewSet):
    """Lists that the database itself searches: an index is not worth keeping for so few rows."""

    search_backend_name = None
    list_per_page = 50
    chooser_viewset_class = SearchedChooserViewSet
    chooser_per_page = 50


class ThemeViewSet(TaxonomyViewSet):
    """The themes."""

    model = Theme
    icon = "folder-open-1"
    menu_label = "Thema's"
    list_display = ("title", "slug", "description", "position")
    search_fields = ("title", "slug", "description")
    panels = ("title", "slug", "description", "position", "image")


class PhaseViewSet(TaxonomyViewSet):
    """The phases."""

    model = Phase
    icon = "history"
    menu_label = "Fasen"
    list_display = ("title", "slug", "description", "position")
    search_fields = ("title", "slug", "description")
    panels = ("title", "slug", "description", "position")


class OrganisationViewSet(TaxonomyViewSet):
    """Municipalities and other organisations."""

    model = Organisation
    icon = "group"
    menu_label = "Organisaties"
    list_display = (
        "name",
        "cbs_code",
        Column("get_province_display", label="Provincie"),
        "inhabitants",
        Column("get_size_class_display", label="Grootte"),
    )
    list_filter = ("province", "size_class")
    search_fields = ("name", "cbs_code")
    panels = (
        "name",
        MultiFieldPanel(["cbs_code", "province", "inhabitants", "identifier"], heading="Gemeente"),
        MultiFieldPanel([FieldRowPanel(["latitude", "longitude"])], heading="Plaats op de kaart"),
    )


class GlossaryTermViewSet(TaxonomyViewSet):
    """The terms that explain themselves."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = "Begrippen"
    list_display = ("term", "also", "explanation")
    search_fields = ("term", "also", "explanation")
    panels = ("term", "also", FieldPanel("explanation"))


@register_snippet
class TaxonomyViewSetGroup(SnippetViewSetGroup):
    """The menu."""

    menu_label = "Indeling"
    menu_icon = "tag"
    menu_order = 300
    items = (ThemeViewSet, PhaseViewSet, GlossaryTermViewSet, OrganisationViewSet)


@hooks.register("register_admin_viewset")
def tag_viewset() -> TagViewSet:
    """Return the screens for tags."""
    return TagViewSet()
