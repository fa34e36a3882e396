"""What a visitor may ask of the search page."""

from django import forms

# Longer questions are cut, not refused: somebody pasted a paragraph and still wants an answer.
MAX_QUERY_LENGTH = 200


class SearchForm(forms.Form):
    """A question, cleaned of what no database takes."""

    q = forms.CharField(label="Zoekterm", required=False, strip=True)

    def __init__(self, data: dict[str, str]) -> None:
        # NUL bytes would make the field invalid; a visitor gets an answer all the same.
        super().__init__({"q": data.get("q", "").replace("\0", " ")[:MAX_QUERY_LENGTH]})
