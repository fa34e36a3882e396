"""Choosing from a list that the database itself searches."""

from django.db.models import Q, QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet


class SearchForm(SearchFilterMixin, BaseFilterForm):
    """A box that searches in what the model's list in the menu is searched by; Wagtail has one for its index alone."""

    def filter(self, objects: QuerySet) -> QuerySet:
        """Return those of `objects` that hold what is asked for."""
        question = self.cleaned_data["q"]
        if not question:
            return objects
        self.is_searching, self.search_query = True, question
        found = Q()
        for name in objects.model.snippet_viewset.search_fields:
            found |= Q(**{f"{name}__icontains": question})
        return objects.filter(found)


class SearchedChooseView(ChooseView):
    """The window."""

    filter_form_class = SearchForm


class SearchedChooseResultsView(ChooseResultsView):
    """What changes in it while somebody types."""

    filter_form_class = SearchForm


class SearchedChooserViewSet(SnippetChooserViewSet):
    """A chooser with a search box."""

    choose_view_class = SearchedChooseView
    choose_results_view_class = SearchedChooseResultsView
