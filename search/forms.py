"""What a visitor may ask of the search page."""

from collections.abc import Mapping

from django import forms

from search.words import MAX_QUERY_LENGTH


class SearchForm(forms.Form):
    """A question, cleaned of what no database takes."""

    q = forms.CharField(label="Zoekterm", required=False)
    pagina = forms.CharField(required=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        # NUL bytes would make a field invalid; a visitor gets an answer all the same.
        cleaned = {name: data.get(name, "").replace("\0", " ") for name in ("q", "pagina")}
        super().__init__({"q": cleaned["q"][:MAX_QUERY_LENGTH], "pagina": cleaned["pagina"][:9]})
