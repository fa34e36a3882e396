"""What staff fill in about registrations."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from events.agenda.models import EventSession
from events.registration.application import Application, Person
from events.registration.enums import Attendance, RegistrationState
from events.registration.models import Question, Registration
from events.registration.names import LONGEST_NAME, NameField, one_line
from events.registration.visitors.forms import AnswersForm

# More people in one party is a typing error, also for staff.
LARGEST_PARTY = 200


class PeopleField(forms.CharField):
    """Names, one a line; gives a list of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=LARGEST_PARTY * LONGEST_NAME, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the names; raise ValidationError for one that is too long, or for too many."""
        names = [one_line(line) for line in super().clean(value).splitlines()]
        names = [name for name in names if name]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(
                f"Een naam heeft hoogstens {LONGEST_NAME} tekens. Zet elke naam op een eigen regel."
            )
        if len(names) > LARGEST_PARTY:
            raise forms.ValidationError(f"Meld hoogstens {LARGEST_PARTY} mensen tegelijk aan.")
        return names


class ReasonField(forms.CharField):
    """Why staff do something; kept with what happened."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(label="Waarom", max_length=200, required=required, **kwargs)


class CommandForm(forms.Form):
    """What a command on `registration` needs to know; nothing, unless a subclass says so."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registration = registration


class ReasonForm(CommandForm):
    """A reason, which must be given."""

    reason = ReasonField()


class CancelForm(CommandForm):
    """How many of a party don't come."""

    seats = forms.IntegerField(label="Hoeveel mensen meldt u af?", min_value=1, max_value=10_000)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].initial = self.registration.seats

    def clean_seats(self) -> int:
        """Return the number; raise ValidationError when the party isn't that large."""
        seats = self.cleaned_data["seats"]
        if seats > self.registration.seats:
            raise forms.ValidationError(f"Deze aanmelding is voor {self.registration.seats}.")
        return seats


class SessionField(forms.ModelChoiceField):
    """A session, named by its workshop too."""

    def label_from_instance(self, obj: EventSession) -> str:
        """Return workshop, moment and place."""
        return " · ".join(filter(None, [obj.page.title, str(obj), obj.place]))


class MoveForm(CommandForm):
    """To which other session a party goes."""

    other = SessionField(queryset=EventSession.objects.none(), label="Naar")
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = self.registration.session
        coming = EventSession.objects.coming(timezone.now()).filter(takes_registrations=True).exclude(pk=session.pk)
        # Those of the same workshop are the likeliest.
        ordered = coming.select_related("page").order_by("start", "pk")
        self.fields["other"].queryset = ordered  # type: ignore[attr-defined]


class ContactForm(CommandForm):
    """To whom mail about a party goes."""

    name = NameField(label="Naam")
    email = forms.EmailField(label="E-mailadres", max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "email"):
            self.fields[name].initial = getattr(self.registration, name)


class PartyForm(CommandForm):
    """Who come."""

    people = PeopleField(label="Deelnemers", help_text="Eén naam per regel.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].initial = "\n".join(person.name for person in self.registration.attendees.all())

    def people_as_they_were(self) -> tuple[Person, ...]:
        """Return who come; whoever was among them keeps the address that was given."""
        addresses = {person.name: person.email for person in self.registration.attendees.all()}
        return tuple(Person(name, addresses.get(name, "")) for name in self.cleaned_data["people"])


class AddForm(AnswersForm):
    """Somebody who registers by telephone or mail; nothing but a name must be known."""

    name = NameField(label="Naam")
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        required=False,
        help_text="Zonder adres krijgt deze persoon geen e-mail en kan zelf niets wijzigen.",
    )
    organisation_name = NameField(label="Organisatie", required=False)
    people = PeopleField(
        label="Deelnemers", required=False, help_text="Eén naam per regel. Leeg: alleen de persoon hierboven."
    )
    overbook = forms.BooleanField(
        label="Ook als alle plaatsen bezet zijn",
        required=False,
        help_text="Dan komen er meer mensen dan er plaatsen zijn. Schrijf op waarom.",
    )
    reason = ReasonField(required=False)

    field_order = ["name", "email", "organisation_name", "people", "overbook", "reason"]

    def __init__(self, *args: Any, session: EventSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_questions(session)
        for question in self.questions:
            self.fields[f"question_{question.pk}"].required = False

    def application(self) -> Application:
        """Return what was filled in."""
        data = self.cleaned_data
        return Application(
            name=data["name"],
            email=data["email"],
            organisation_name=data["organisation_name"],
            attendees=tuple(Person(name) for name in data["people"]),
            answers=self.answers,
            needs=self.needs,
        )


class NoticeForm(forms.Form):
    """A mail to those of a session."""

    states = forms.MultipleChoiceField(
        label="Aan wie",
        choices=RegistrationState.choices,
        initial=[RegistrationState.CONFIRMED],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = forms.CharField(label="Onderwerp", max_length=120)
    text = forms.CharField(
        label="Tekst",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="De aanhef, de persoonlijke link en de groet komen er vanzelf bij.",
    )
    # The same form, sent twice, is one mail.
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=lambda: uuid4().hex)


class TickForm(forms.Form):
    """Whether somebody came; taken back is not known again."""

    attendee = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    state = forms.ChoiceField(choices=[(state, state.label) for state in (Attendance.ATTENDED, Attendance.UNKNOWN)])


class WalkInForm(forms.Form):
    """Somebody who came without a registration; the same `key` is the same person."""

    name = NameField()
    key = forms.RegexField(r"^[0-9A-Za-z]{32}$")


class MaterialsForm(forms.Form):
    """What participants get to read afterwards."""

    materials = forms.CharField(
        label="Materiaal",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Tekst en links, bijvoorbeeld naar de presentatie op deze site.",
    )


class QuestionForm(forms.ModelForm):
    """One question to who registers."""

    class Meta:
        model = Question
        fields = ["text", "kind", "options", "is_required", "retention", "order"]
        widgets: Mapping[str, Any] = {"options": forms.Textarea(attrs={"rows": 3})}
