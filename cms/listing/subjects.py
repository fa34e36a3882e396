"""The facets that every kind of page has: theme, phase and tag."""

from collections.abc import Sequence

from django.db.models import Value
from taggit.models import Tag

from cms.listing.facets import Choice, Facet, OpenFacet
from cms.pages.generation import per_generation
from cms.taxonomy.models import Phase, Theme


@per_generation
def _subjects() -> dict[str, tuple[Choice, ...]]:
    """Return the choices of both kinds of subject by the name of their facet; one query."""
    themes, phases = (
        subjects.order_by().annotate(facet=Value(name)).values_list("facet", "position", "title", "slug")
        for name, subjects in (("thema", Theme.objects.all()), ("fase", Phase.objects.all()))
    )
    choices: dict[str, list[Choice]] = {"thema": [], "fase": []}
    for facet, _position, title, slug in sorted(themes.union(phases)):
        choices[facet].append(Choice(slug, title))
    return {facet: tuple(found) for facet, found in choices.items()}


def theme_choices() -> Sequence[Choice]:
    """Return the themes, in the bureau's order."""
    return _subjects()["thema"]


def phase_choices() -> Sequence[Choice]:
    """Return the phases, in their order."""
    return _subjects()["fase"]


def _tags(slugs: Sequence[str]) -> Sequence[Choice]:
    return tuple(Choice(slug, name) for slug, name in Tag.objects.filter(slug__in=slugs).values_list("slug", "name"))


theme_facet = Facet("thema", "Thema", "themes__slug", theme_choices)
phase_facet = Facet("fase", "Fase", "phase__slug", phase_choices)
tag_facet = OpenFacet(
    "trefwoord",
    "Trefwoord",
    "tagged_items__tag__slug",
    label_lookup="tagged_items__tag__name",
    find=_tags,
    # Whoever picks a word looks for the passage, not for the book: here parts of a larger whole come in.
    lets_in=True,
)
