"""Forms, asked and refused."""

from typing import Any

from django import forms

from cms.components.examples.example import Example, Examples


class _QuestionForm(forms.Form):
    """A question to an adviser, with a field of each sort."""

    name = forms.CharField(label="Uw naam", max_length=100)
    email = forms.EmailField(label="E-mailadres", help_text="Hier sturen wij ons antwoord naartoe.")
    subject = forms.ChoiceField(label="Onderwerp", choices=[("raad", "De raad meenemen"), ("geld", "Kosten")])
    way = forms.ChoiceField(
        label="Hoe wilt u antwoord?",
        choices=[("mail", "Per mail"), ("bellen", "Door te bellen")],
        widget=forms.RadioSelect,
        help_text="Kies er een.",
    )
    question = forms.CharField(label="Uw vraag", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agrees = forms.BooleanField(label="U mag mijn gegevens bewaren", help_text="Na een jaar wissen wij ze.")

    def clean(self) -> dict[str, Any]:
        """Refuse the form as a whole."""
        self.add_error(None, "Wij kunnen vandaag geen vragen aannemen. Probeer het morgen weer.")
        return self.cleaned_data


def examples() -> Examples:
    """Return a form before and after it was refused."""
    empty = _QuestionForm(prefix="leeg", use_required_attribute=False)
    refused = _QuestionForm({"fout-email": "geen adres"}, prefix="fout")
    return {
        "form_errors": [
            Example("Krijgt de focus als de pagina opent, daarom hier dicht", {"form": refused}, is_folded=True)
        ],
        "form_field": [
            *(Example(f"Leeg: {field.label}", {"field": field}) for field in empty),
            *(Example(f"Geweigerd: {field.label}", {"field": field}) for field in refused if field.errors),
            Example(
                "Zonder 'mag u leeg laten'",
                {"field": _QuestionForm(prefix="stil")["question"], "is_optional_shown": False},
            ),
        ],
    }
