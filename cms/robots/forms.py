"""A form that people can fill in and robots give themselves away with."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone

# Nobody reads and fills in a form faster than this.
LEAST_TIME = timedelta(seconds=3)
LONGEST_TIME = timedelta(days=1)

_SIGNER = Signer(salt="cms.robots.moment")

_TOO_FAST = "Dit formulier is wel heel snel verstuurd. Kijk na wat u invulde en verstuur het nog een keer."
_TOO_OLD = "Dit formulier stond te lang open. Kijk na wat u invulde en verstuur het nog een keer."
_TRAPPED = (
    "Er is iets ingevuld in een veld dat leeg moet blijven. Misschien deed uw browser dat. "
    "Het veld is weer leeg. Kijk na wat u invulde en verstuur het nog een keer."
)


def signed_moment(moment: datetime | None = None) -> str:
    """Return the value of the hidden field `moment` of a form that was shown at `moment` (default: now)."""
    return _SIGNER.sign(str(int((moment or timezone.now()).timestamp())))


def _age(token: Any) -> timedelta | None:
    """Return how long ago the form with `token` was shown; None when we did not sign it."""
    try:
        shown_at = int(_SIGNER.unsign(str(token)))
    except BadSignature:
        return None
    return timedelta(seconds=timezone.now().timestamp() - shown_at)


class _MomentField(forms.Field):
    """The signed moment at which the form was shown; it stays the same while the form is being mended."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=signed_moment)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the form shows again: the same moment, or this one when that counts no longer."""
        age = _age(data)
        return data if age is not None and age <= LONGEST_TIME else signed_moment()


class _TrapInput(forms.TextInput):
    """A field that nobody sees, reads aloud or reaches by keyboard; it never shows what was filled in."""

    is_hidden = True
    template_name = "robots/trap.html"

    def format_value(self, value: Any) -> None:
        """Return nothing: who has it filled in by a browser can send the form again."""


class RobotProofForm(forms.Form):
    """A public form with a trap and a least time, as two hidden fields; also for `class X(RobotProofForm, ModelForm)`.

    `{% include "components/form_field.html" %}` for each field, or `form.hidden_fields`, shows them. A form that is
    sent too fast, after more than a day or with the trap filled in is not valid and says so above the form. A `clean`
    of its own must call this one.
    """

    moment = _MomentField()
    webadres = forms.Field(required=False, widget=_TrapInput)

    def clean(self) -> dict[str, Any]:
        """Refuse what a robot sends; a person only has to send it again."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        age = _age(cleaned.pop("moment", None))
        if cleaned.pop("webadres", None):
            self.add_error(None, _TRAPPED)
        elif age is None or age > LONGEST_TIME:
            self.add_error(None, _TOO_OLD)
        elif age < LEAST_TIME:
            self.add_error(None, _TOO_FAST)
        return cleaned
