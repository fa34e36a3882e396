"""Moments in forms of the admin."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput


class SteadyDateTimeField(forms.DateTimeField):
    """A moment that stays the same instant when nobody changed what the form shows.

    A form shows local time to the minute. In the hour that comes twice when summer time ends, that text stands
    for two instants; the one that was there is kept.
    """

    widget = AdminDateTimeInput

    def __init__(self, *, kept: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kept = kept

    def clean(self, value: Any) -> datetime | None:
        """Return the moment; raise ValidationError when it can't be read or doesn't exist once."""
        if (
            self.kept
            and value
            and self._shown(value) == timezone.make_naive(self.kept).replace(second=0, microsecond=0)
        ):
            return self.kept
        try:
            return super().clean(value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                raise ValidationError(
                    "Op dit moment verspringt de klok: deze tijd bestaat niet of komt twee keer voor. "
                    "Kies een andere tijd."
                ) from error
            raise

    def _shown(self, value: Any) -> datetime | None:
        """Return what stands in the form, without a time zone; None for what can't be read."""
        for form in self.input_formats or ():
            try:
                return datetime.strptime(str(value).strip(), form)
            except ValueError:
                continue
        return None


def keep_moments(form: forms.ModelForm, *names: str) -> None:
    """Make the fields `names` of `form` keep the instants that its instance has."""
    for name in names:
        form.fields[name].kept = getattr(form.instance, name)  # type: ignore[attr-defined]
