"""Forms of the editorial process."""

from django import forms


class EmergencyPublishForm(forms.Form):
    """Why somebody publishes without a second pair of eyes."""

    reason = forms.CharField(
        label="Waarom moet dit nu online?",
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Minstens 10 en hoogstens 500 tekens. Uw collega's lezen dit in de geschiedenis van de pagina.",
        error_messages={"required": "Schrijf op waarom deze pagina nu online moet."},
    )
