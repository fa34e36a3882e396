"""Choosing from a list so short that it is searched without an index."""

from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from cms.taxonomy.folding import fold


class SearchForm(SearchFilterMixin, BaseFilterForm):
    """A box that searches in what the model's list in the menu is searched by; Wagtail has one for its index alone."""

    def filter(self, objects: QuerySet) -> QuerySet:
        """Return those of `objects` that hold what is asked for, however its accents are written.

        They are compared here: SQLite minds accents and the capitals that have one, and PostgreSQL accents.
        """
        question = self.cleaned_data["q"]
        if not question:
            return objects
        self.is_searching, self.search_query = True, question
        asked = fold(question)
        rows = objects.values_list("pk", *objects.model.snippet_viewset.search_fields)
        return objects.filter(pk__in=[pk for pk, *texts in rows if any(asked in fold(text or "") for text in texts)])


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
