"""What a visitor says of the municipality that examples are sought for."""

from dataclasses import dataclass
from functools import lru_cache

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cms.listing import phase_facet, theme_facet
from cms.listing.forms import FacetField
from cms.pages.generation import per_generation
from cms.taxonomy.models import Organisation, Province
from kennisbank.projects.likeness import Wish

_UNKNOWN = "Deze gemeente kennen wij niet. Kies uw gemeente in de lijst."


@dataclass(frozen=True)
class Municipality:
    """One municipality to choose from."""

    code: str
    name: str
    province: str
    inhabitants: int | None

    @property
    def facts(self) -> str:
        """Return province and inhabitants in words."""
        people = f"{self.inhabitants:,} inwoners".replace(",", ".") if self.inhabitants else ""
        return ", ".join(part for part in (Province(self.province).label if self.province else "", people) if part)


@per_generation
def municipalities() -> dict[str, Municipality]:
    """Return all municipalities by code, in the order of their names."""
    return {
        code: Municipality(code, name, province, inhabitants)
        for code, name, province, inhabitants in Organisation.objects.order_by("name").values_list(
            "cbs_code", "name", "province", "inhabitants"
        )
        if code
    }


def municipality_options(chosen: Municipality | None = None) -> SafeString:
    """Return an option for each municipality; in a template, 342 of them take longer than the rest of the page."""
    return _options(tuple((one.code, one.name) for one in municipalities().values()), chosen and chosen.code)


@lru_cache(maxsize=8)
def _options(municipalities: tuple[tuple[str, str], ...], chosen: str | None) -> SafeString:
    rows = ((code, " selected" if code == chosen else "", name) for code, name in municipalities)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


class LikenessForm(forms.Form):
    """A municipality, and the themes and phases that matter to it."""

    gemeente = forms.CharField(
        label="Uw gemeente",
        max_length=10,
        error_messages={
            "required": "Kies uw gemeente in de lijst.",
            "max_length": _UNKNOWN,
            "null_characters_not_allowed": _UNKNOWN,
        },
    )
    thema = FacetField(theme_facet)
    fase = FacetField(phase_facet)

    def clean_gemeente(self) -> Municipality:
        """Return the municipality with the code that was asked for."""
        found = municipalities().get(self.cleaned_data["gemeente"])
        if found is None:
            raise forms.ValidationError(_UNKNOWN)
        return found

    @property
    def wish(self) -> Wish:
        """Return what to compare projects with; only for a valid form."""
        municipality, themes, phases = (self.cleaned_data[name] for name in ("gemeente", "thema", "fase"))
        return Wish(
            municipality.inhabitants,
            municipality.province,
            {choice.value: choice.label for choice in themes.choices},
            {choice.value: choice.label for choice in phases.choices},
        )
