"""What a URL may ask of a list, read so that every input gets a normal answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from cms.listing.facets import Choice, Facet
from cms.listing.switches import Switch, Way

PAGE_KEY = "pagina"

# More or longer values than this come from no form of ours.
MAX_VALUES = 20
MAX_LENGTH = 100
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Answer:
    """What was chosen, and what was asked for that doesn't exist (cut and cleaned, to be shown)."""

    choices: list[Choice] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def _readable(values: Iterable[Any]) -> list[str]:
    """Return the values without repetition, as text that any database takes; the overlong are cut to be unknown."""
    cleaned = [str(value).replace("\0", "")[: MAX_LENGTH + 1].strip() for value in values]
    return list(dict.fromkeys(value for value in cleaned if value))[:MAX_VALUES]


class FacetField(forms.Field):
    """The values that a URL names of one facet; unknown ones are told apart, never refused."""

    widget = forms.MultipleHiddenInput

    def __init__(self, facet: Facet) -> None:
        super().__init__(label=facet.label, required=False)
        self.facet = facet

    def clean(self, value: Sequence[Any] | None) -> Answer:
        """Return the choices that exist, in their own order, and what else was asked for."""
        values = _readable(value or ())
        choices = self.facet.known([value for value in values if len(value) <= MAX_LENGTH])
        found = {choice.value for choice in choices}
        return Answer(choices, [value[:_LONGEST_SHOWN] for value in values if value not in found])


class SwitchField(forms.CharField):
    """The way in which to see the list; the default for a value that doesn't exist."""

    def __init__(self, switch: Switch) -> None:
        super().__init__(label=switch.label, required=False)
        self.switch = switch

    def clean(self, value: Any) -> Way:
        """Return the way that `value` names, or the default."""
        return next((way for way in self.switch.ways if way.value == value), self.switch.default)


class PageField(forms.Field):
    """The number of the page; whatever is no number is left to the paginator, which shows the first page."""

    def clean(self, value: Any) -> str:
        """Return the number as text, cut to a length that can't overflow anything."""
        return str(value or "1")[:9]


class ListingForm(forms.Form):
    """One field for each facet, one for the switch when there is one, one for the page."""

    def __init__(self, data: QueryDict | Mapping[str, Any], facets: Sequence[Facet], switch: Switch | None) -> None:
        super().__init__(data)
        self.fields.update({facet.name: FacetField(facet) for facet in facets})
        if switch:
            self.fields[switch.name] = SwitchField(switch)
        self.fields[PAGE_KEY] = PageField(required=False)
