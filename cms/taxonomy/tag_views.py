"""The screens on which editors keep the tags in order: find, rename, merge, delete."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import FormView, TemplateView
from taggit.models import Tag
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView, PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.taxonomy.services import TagExistsError, TagInUseError, delete_tag, merge_tags, rename_tag
from cms.taxonomy.tags import normalise_tag, with_use_counts

# As many as somebody can oversee on one screen.
_MOST_AT_ONCE = 20


class ChosenColumn(BaseColumn):
    """A box that picks a tag for merging."""

    cell_template_name = "taxonomy/tags/chosen_cell.html"


class TagIndexView(IndexView):
    """All tags, with how often each is used."""

    page_title = "Trefwoorden"
    any_permission_required: ClassVar[list[str]] = ["change"]
    results_template_name = "taxonomy/tags/index_results.html"
    default_ordering = "name"
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = None
    paginate_by = 50
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Tag]:
        """Return the tags with their `uses`."""
        return with_use_counts(Tag.objects.all())

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Return the columns of the list."""
        return [
            ChosenColumn("chosen", label="Kies"),
            TitleColumn("name", label="Trefwoord", sort_key="name", url_name="trefwoorden:rename"),
            Column("uses", label="Gebruikt", sort_key="uses"),
        ]


class TagScreen(WagtailAdminTemplateMixin, PermissionCheckedMixin):
    """What the screens for renaming, merging and deleting share."""

    model = Tag
    permission_required = "change"
    header_icon = "tag"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("trefwoorden:index"), "label": "Trefwoorden"},
            {"url": "", "label": self.get_page_title()},
        ]

    def done(self, message: str) -> HttpResponse:
        """Go back to the list with `message`."""
        messages.success(self.request, message)
        return redirect("trefwoorden:index")


class OneTagScreen(TagScreen):
    """A screen for one tag."""

    @cached_property
    def tag(self) -> Tag:
        """Return the tag of the address, or raise Http404."""
        return get_object_or_404(with_use_counts(Tag.objects.all()), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Return the tag's name."""
        return self.tag.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the `tag`."""
        return {**super().get_context_data(**kwargs), "tag": self.tag}


class RenameForm(forms.Form):
    """A new name for a tag."""

    name = forms.CharField(
        label="Naam",
        max_length=100,
        help_text="In kleine letters, behalve namen en afkortingen. Zonder komma's.",
    )

    def clean_name(self) -> str:
        """Return the name without superfluous spaces; raise ValidationError for one that can't be typed in a page."""
        name = normalise_tag(self.cleaned_data["name"])
        if not name or "," in name or '"' in name:
            raise ValidationError("Gebruik letters, cijfers en spaties, geen komma's of aanhalingstekens.")
        return name


class RenameTagView(OneTagScreen, FormView):
    """Give a tag another name; when that name is taken, offer to merge the two."""

    form_class = RenameForm
    template_name = "taxonomy/tags/rename.html"
    page_title = "Trefwoord"

    def get_initial(self) -> dict[str, Any]:
        """Start with the name that the tag has."""
        return {"name": self.tag.name}

    def form_valid(self, form: RenameForm) -> HttpResponse:
        """Rename the tag, or show which tag has the name already."""
        old = self.tag.name
        try:
            rename_tag(self.tag, form.cleaned_data["name"])
        except TagExistsError as error:
            both = {"trefwoord": [self.tag.pk, error.existing.pk], "naar": error.existing.pk}
            merge = f"{reverse('trefwoorden:merge')}?{urlencode(both, doseq=True)}"
            form.add_error("name", f"Het trefwoord “{error.existing.name}” bestaat al.")
            return self.render_to_response(self.get_context_data(form=form, existing=error.existing, merge_url=merge))
        return self.done(f"Het trefwoord “{old}” heet nu “{self.tag.name}”.")


class DeleteTagView(OneTagScreen, TemplateView):
    """Delete a tag that nothing uses."""

    template_name = "taxonomy/tags/delete.html"
    page_title = "Trefwoord verwijderen"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete the tag, or say that it is in use."""
        name = self.tag.name
        try:
            delete_tag(self.tag)
        except TagInUseError:
            messages.error(
                request,
                f"Het trefwoord “{name}” is nog in gebruik, misschien in een oudere versie van een pagina. "
                "Voeg het samen met een ander trefwoord.",
            )
            return redirect("trefwoorden:rename", pk)
        return self.done(f"Het trefwoord “{name}” is verwijderd.")


class MergeForm(forms.Form):
    """Which of the chosen tags survives."""

    naar = forms.ModelChoiceField(
        queryset=Tag.objects.none(), label="Welk trefwoord blijft?", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, chosen: list[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["naar"].queryset = Tag.objects.filter(pk__in=[tag.pk for tag in chosen])  # type: ignore[attr-defined]


class MergeTagsView(TagScreen, FormView):
    """Merge the tags that were chosen in the list; a POST confirms."""

    form_class = MergeForm
    template_name = "taxonomy/tags/merge.html"
    page_title = "Trefwoorden samenvoegen"

    @cached_property
    def chosen(self) -> list[Tag]:
        """Return the tags that were chosen; what isn't a tag is left out."""
        source = self.request.POST if self.request.method == "POST" else self.request.GET
        ids = [int(value) for value in source.getlist("trefwoord") if value.isdecimal() and len(value) < 10]
        return list(with_use_counts(Tag.objects.filter(pk__in=ids[:_MOST_AT_ONCE])).order_by("-uses", "name"))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send who chose fewer than two tags back to the list."""
        response = super().dispatch(request, *args, **kwargs)
        if len(self.chosen) < 2 and response.status_code == 200:
            messages.warning(request, "Kies in de lijst twee of meer trefwoorden om samen te voegen.")
            return redirect("trefwoorden:index")
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form the tags that were chosen."""
        return {**super().get_form_kwargs(), "chosen": self.chosen}

    def get_initial(self) -> dict[str, Any]:
        """Propose the tag that is used most, unless the address names another."""
        wanted = self.request.GET.get("naar", "")
        survivor = next((tag for tag in self.chosen if str(tag.pk) == wanted), next(iter(self.chosen), None))
        return {"naar": survivor}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the tags that were chosen."""
        return {**super().get_context_data(**kwargs), "chosen": self.chosen}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        """Merge."""
        survivor = form.cleaned_data["naar"]
        others = [tag for tag in self.chosen if tag != survivor]
        merge_tags(survivor, others)
        names = ", ".join(f"“{tag.name}”" for tag in others)
        return self.done(f"Samengevoegd: {names} heet nu overal “{survivor.name}”.")


class TagMenuItem(MenuItem):
    """Shown to who may keep the tags in order."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may rename tags."""
        return request.user.has_perm("taggit.change_tag")


class TagViewSet(ViewSet):
    """Where the screens stand, and their place in the menu."""

    name = "trefwoorden"
    url_prefix = "trefwoorden"
    icon = "tag"
    menu_label = "Trefwoorden"
    menu_order = 350
    menu_item_class = TagMenuItem
    add_to_admin_menu = True

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every view gets."""
        return {**super().get_common_view_kwargs(**kwargs), "header_icon": self.icon}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the screens."""
        index = {
            "model": Tag,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        return [
            path("", self.construct_view(TagIndexView, **index), name="index"),
            path("resultaten/", self.construct_view(TagIndexView, **index, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(RenameTagView), name="rename"),
            path("<int:pk>/verwijderen/", self.construct_view(DeleteTagView), name="delete"),
            path("samenvoegen/", self.construct_view(MergeTagsView), name="merge"),
        ]
