"""What visitors fill in to ask for a speaker, and afterwards on their own page."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.forms.boundfield import BoundField
from django.utils import timezone

from cms.robots.forms import RobotProofForm
from events.speaking.models import SpeakerPage
from events.speaking.requests.models import SpeakingRequest

# How far ahead somebody may ask.
_FURTHEST = timedelta(days=3 * 365)
_LARGEST_AUDIENCE = 10_000
MAX_ANSWER = 2000


class _DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _KeyField(forms.Field):
    """What makes the same form sent twice one request; whoever sends none gets one."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        """Return the key that was sent, or a new one for what is none."""
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class RequestForm(RobotProofForm, forms.ModelForm):
    """The request for a speaker; `key` makes the same form sent twice one request."""

    key = _KeyField(required=False, initial=uuid4)
    audience_size = forms.IntegerField(
        label="Hoeveel mensen verwacht u?",
        required=False,
        min_value=1,
        max_value=_LARGEST_AUDIENCE,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Vul een getal in van 1 tot en met 10.000, of laat het leeg."
        ),
    )

    class Meta:
        model = SpeakingRequest
        fields: ClassVar[list[str]] = [
            "organisation_name",
            "contact_name",
            "email",
            "phone",
            "occasion",
            "topic",
            "audience",
            "audience_size",
            "place",
            "date",
            "flexibility",
            "other_date",
            "hours",
            "wished_speaker",
            "reply_by",
            "message",
        ]
        labels: ClassVar[dict[str, str]] = {
            "organisation_name": "Naam van uw organisatie",
            "contact_name": "Uw naam",
            "occasion": "Wat is de gelegenheid?",
            "topic": "Waar moet het over gaan?",
            "audience": "Wie zitten er in de zaal?",
            "place": "Waar is het?",
            "date": "Op welke datum?",
            "flexibility": "Kan het ook op een andere datum?",
            "other_date": "Andere datum die kan",
            "hours": "Hoe laat ongeveer?",
            "wished_speaker": "Wie wilt u graag als spreker?",
            "reply_by": "Voor welke datum wilt u antwoord?",
            "message": "Wilt u nog iets kwijt?",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "email": "Hier sturen wij ons antwoord naartoe.",
            "phone": "Alleen als wij u mogen bellen.",
            "occasion": "Bijvoorbeeld: themadag voor medewerkers van de publieksbalie.",
            "audience": "Bijvoorbeeld: raadsleden, of medewerkers van de balie.",
            "place": "De zaal of het gebouw, en de plaats.",
            "hours": "Bijvoorbeeld: tussen 14.00 en 16.00 uur.",
        }
        widgets: ClassVar[dict[str, Any]] = {
            "organisation_name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "date": _DayInput,
            "other_date": _DayInput,
            "reply_by": _DayInput,
            "flexibility": forms.RadioSelect,
            "message": forms.Textarea(attrs={"rows": 5}),
        }

    _groups: ClassVar[dict[str, list[str]]] = {
        "Over u": ["organisation_name", "contact_name", "email", "phone"],
        "Over de bijeenkomst": ["occasion", "topic", "audience", "audience_size", "place"],
        "Wanneer": ["date", "flexibility", "other_date", "hours"],
        "Spreker en antwoord": ["wished_speaker", "reply_by", "message"],
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = "Dit is nog leeg. Vul het in."
        self.fields["email"].error_messages["invalid"] = "Dit is geen e-mailadres. Kijk het na: naam@organisatie.nl."
        self.fields["flexibility"].choices = SpeakingRequest._meta.get_field("flexibility").choices  # type: ignore[attr-defined]
        self.fields["flexibility"].error_messages["required"] = "Kies een van de drie."
        speakers = self.fields["wished_speaker"]
        speakers.queryset = public_speakers()  # type: ignore[attr-defined]
        by_page_id(speakers)
        speakers.empty_label = "Geen voorkeur"  # type: ignore[attr-defined]
        speakers.error_messages["invalid_choice"] = "Deze spreker is er niet meer. Kies een andere, of geen voorkeur."
        for name in ("date", "other_date", "reply_by"):
            self.fields[name].error_messages["invalid"] = "Dit is geen datum. Schrijf hem zo: 24-12-2026."

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Return the visible fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in self._groups.items()]

    def clean(self) -> dict[str, Any]:
        """Check the days: still to come, not years away, and an answer before the first of them."""
        cleaned = super().clean()
        today = timezone.localdate()
        for name in ("date", "other_date", "reply_by"):
            if not (chosen := cleaned.get(name)):
                continue
            if chosen < today:
                self.add_error(name, "Deze datum is al voorbij. Kies een latere datum.")
            elif chosen > today + _FURTHEST:
                self.add_error(name, "Deze datum ligt meer dan drie jaar vooruit. Kies een eerdere datum.")
        date, reply_by = cleaned.get("date"), cleaned.get("reply_by")
        if date and reply_by and reply_by > date:
            self.add_error("reply_by", "Deze datum ligt na de bijeenkomst. Kies een datum ervoor, of laat het leeg.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what was filled in, without the key."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}  # type: ignore[union-attr]


def by_page_id(field: forms.Field) -> None:
    """Let the choices of `field` be pages by their id: a number beyond what the database holds is then no choice.

    Looked up by the link to the page, as a foreign key does it, such a number is an OverflowError or a DataError.
    """
    field.to_field_name = "id"  # type: ignore[attr-defined]


def public_speakers() -> Any:
    """Return the speakers whom everybody may see, by name."""
    return SpeakerPage.objects.visible_to(AnonymousUser()).order_by("title")


class AnswerForm(forms.Form):
    """An answer to a question or a proposal."""

    text = forms.CharField(
        label="Uw antwoord",
        max_length=MAX_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Uw antwoord is nog leeg. Vul het in."},
    )
