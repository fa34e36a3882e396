"""What visitors fill in: who comes, what they answer to the questions, and what they need."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField

from cms.robots.forms import RobotProofForm
from cms.taxonomy.models import Organisation
from events.agenda.enums import SessionMode
from events.agenda.models import EventSession
from events.registration.application import Application, Person, StatedNeeds
from events.registration.enums import QuestionKind
from events.registration.models import Question
from events.registration.names import NameField

# The name of the button that asks for room for one more person, for who has no script.
MORE = "nog_een"
# Three figures: a form of more fields than that is refused as a whole.
_ROW = re.compile(r"name_([1-9][0-9]{0,2})")
# More choices than these are a list to open instead of buttons beneath each other.
_MOST_BUTTONS = 7
# Somebody can always choose not to answer what they need not.
_NO_CHOICE = ("", "Geen antwoord")
_EMAIL_WRONG = "Dit is geen e-mailadres. Kijk het na: naam@organisatie.nl."


def _last_name(sent: Mapping[str, Any]) -> int:
    """Return the number of the last row of `sent` that has a name; 0 for none."""
    numbers = (_ROW.fullmatch(key) for key, value in sent.items() if str(value).strip())
    return max((int(match[1]) for match in numbers if match), default=0)


class PartyForm(forms.Form):
    """The people of a party as rows of names, of which empty ones don't count.

    A form that was sent has as many rows as it had, and one more when it was sent for that alone: such a form is not
    bound, since nothing in it is wrong yet, but has what was sent as its `initial`. Every name that was sent has its
    row, also above the number that may come: whoever is too much must be seen, not dropped.
    """

    row_label = "Naam"

    def set_rows(self, shown: int, most: int, names: Sequence[str] = ()) -> None:
        """Make `shown` rows with `names`, or as many as were sent, and no empty ones above `most`."""
        sent = self.sent
        rows = str(sent.get("rows", ""))
        wanted = (int(rows) if rows.isascii() and rows.isdigit() and len(rows) < 4 else shown) + (MORE in sent)
        self.most_rows, self.row_count = most, max(min(wanted, most), _last_name(sent))
        self.can_grow = self.row_count < most
        for number in range(1, self.row_count + 1):
            field = NameField(label=f"{self.row_label} {number}", required=False)
            field.initial = names[number - 1] if number <= len(names) else ""
            if MORE in sent and number == self.row_count:
                field.widget.attrs["autofocus"] = True
            self.fields[f"name_{number}"] = field

    @property
    def sent(self) -> Mapping[str, Any]:
        """Return what was sent, whether it is judged yet or not; empty for who sent nothing."""
        return self.data if self.is_bound else self.initial

    def row_fields(self) -> list[BoundField]:
        """Return the rows."""
        return [self[f"name_{number}"] for number in range(1, self.row_count + 1)]

    @property
    def names(self) -> list[str]:
        """Return the names that were filled in, without the empty rows."""
        given = (self.cleaned_data.get(f"name_{number}", "") for number in range(1, self.row_count + 1))
        return [name for name in given if name]


class AnswersForm(forms.Form):
    """The answers to the questions of a session, and the needs of the party."""

    dietary = forms.CharField(
        label="Dieetwensen",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld: twee keer vegetarisch, één keer zonder noten.",
    )
    access = forms.CharField(
        label="Wat u nodig hebt om mee te kunnen doen",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld: een plek voor een rolstoel, een ringleiding of een schrijftolk.",
    )

    def set_questions(self, session: EventSession, answers: Mapping[int, str] | None = None) -> None:
        """Make a field for each question of `session`, filled in with `answers`, by the id of the question."""
        self.questions = list(Question.objects.filter(session=session))
        for question in self.questions:
            field = _question_field(question)
            field.initial = (answers or {}).get(question.pk, "")
            self.fields[f"question_{question.pk}"] = field
        if session.mode == SessionMode.ONLINE:
            del self.fields["dietary"]

    def question_fields(self) -> list[BoundField]:
        """Return the fields of the questions."""
        return [self[f"question_{question.pk}"] for question in self.questions]

    def need_fields(self) -> Iterator[BoundField]:
        """Return the fields of what the party needs."""
        return (self[name] for name in ("dietary", "access") if name in self.fields)

    @property
    def answers(self) -> dict[int, str]:
        """Return what was answered, by the id of the question."""
        return {question.pk: self.cleaned_data.get(f"question_{question.pk}", "") for question in self.questions}

    @property
    def needs(self) -> StatedNeeds:
        """Return what the party needs."""
        return StatedNeeds(self.cleaned_data.get("dietary", ""), self.cleaned_data.get("access", ""))


class RegistrationForm(RobotProofForm, PartyForm, AnswersForm):
    """Registering for a session; `key` makes the same form, sent twice, one registration."""

    row_label = "Collega"

    key = forms.UUIDField(
        label="Formulier",
        initial=uuid4,
        widget=forms.HiddenInput,
        error_messages={
            "required": "Open deze pagina opnieuw en vul het formulier nog een keer in.",
            "invalid": "Open deze pagina opnieuw en vul het formulier nog een keer in.",
        },
    )
    name = NameField(label="Uw naam")
    email = forms.EmailField(
        label="Uw e-mailadres",
        max_length=254,
        help_text="Hierheen sturen wij de bevestiging, met een link om uw aanmelding te bekijken en te wijzigen.",
        error_messages={"invalid": _EMAIL_WRONG},
    )
    organisation = NameField(
        label="Uw organisatie",
        help_text="Typ de eerste letters en kies uw gemeente uit de lijst. Staat uw organisatie er niet bij? Typ dan "
        "gewoon de naam.",
    )
    comes_along = forms.BooleanField(label="Ik kom zelf", initial=True, required=False)

    def __init__(self, session: EventSession, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.set_rows(min(1, session.largest_party - 1), session.largest_party - 1)
        self.set_questions(session)
        autocomplete = {"name": "name", "email": "email", "organisation": "organization"}
        for name, value in autocomplete.items():
            self.fields[name].widget.attrs["autocomplete"] = value
        self.fields["organisation"].widget.attrs["list"] = "gemeenten"
        # A form that was opened when more could come asked it.
        if session.largest_party == 1 and "rows" not in self.sent:
            del self.fields["comes_along"]
        for field in self.fields.values():
            field.error_messages.setdefault("required", "")
            if field.required and not isinstance(field.widget, forms.HiddenInput):
                field.error_messages["required"] = "Dit is nog leeg. Vul het in."

    def contact_fields(self) -> list[BoundField]:
        """Return the fields of who registers."""
        return [self["name"], self["email"], self["organisation"]]

    @staticmethod
    def municipalities() -> list[str]:
        """Return what the field of the organisation offers; one query."""
        return list(Organisation.objects.values_list("name", flat=True))

    def clean(self) -> dict[str, Any]:
        """Check that somebody comes."""
        cleaned = super().clean()
        if "comes_along" in self.fields and not cleaned.get("comes_along") and not self.names:
            self.add_error("comes_along", "Kruis aan dat u zelf komt, of vul de naam in van wie er komt.")
        return cleaned

    @property
    def application(self) -> Application:
        """Return what was filled in, as the service takes it."""
        cleaned = self.cleaned_data
        themselves = [Person(cleaned["name"], cleaned["email"])] if cleaned.get("comes_along", True) else []
        return Application(
            name=cleaned["name"],
            email=cleaned["email"],
            organisation_name=cleaned["organisation"],
            attendees=(*themselves, *(Person(name) for name in self.names)),
            answers=self.answers,
            needs=self.needs,
        )


class ChangeForm(PartyForm, AnswersForm):
    """Changing who comes, what was answered and what is needed."""

    row_label = "Deelnemer"

    def __init__(
        self, session: EventSession, names: Sequence[str], answers: Mapping[int, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.set_rows(len(names), max(session.largest_party, len(names)), names)
        self.set_questions(session, answers)

    def clean(self) -> dict[str, Any]:
        """Check that somebody is left."""
        cleaned = super().clean() or self.cleaned_data
        if not self.names and not any(name.startswith("name_") for name in self.errors):
            self.add_error("name_1", "Er blijft niemand over. Komt er niemand, meld u dan af.")
        return cleaned


class LinkAgainForm(RobotProofForm):
    """Asking for one's private links again."""

    email = forms.EmailField(
        label="Uw e-mailadres",
        max_length=254,
        help_text="Het adres waarmee u zich aanmeldde.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Dit is nog leeg. Vul uw e-mailadres in.", "invalid": _EMAIL_WRONG},
    )


def _question_field(question: Question) -> forms.Field:
    """Return the field in which `question` is answered."""
    required = {"required": "Deze vraag is verplicht. Geef een antwoord."}
    wrong = {"invalid_choice": "Dit antwoord staat niet in de lijst. Kies er een die er wel in staat."}
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(
            label=question.text,
            max_length=2000,
            required=question.is_required,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages=required,
        )
    offered = [(choice, choice) for choice in question.choices]
    few = len(offered) <= _MOST_BUTTONS
    return forms.ChoiceField(
        label=question.text,
        choices=offered if few and question.is_required else [_NO_CHOICE, *offered],
        required=question.is_required,
        widget=forms.RadioSelect if few else forms.Select,
        error_messages=required | wrong,
    )
