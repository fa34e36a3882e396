"""The facets that every kind of page has: theme, phase and tag."""

from collections.abc import Sequence

from taggit.models import Tag

from cms.listing.facets import Choice, Facet, OpenFacet
from cms.taxonomy.vocabulary import Entry, vocabulary


def theme_choices() -> Sequence[Choice]:
    """Return the themes, in the bureau's order."""
    return _choices(vocabulary().themes)


def phase_choices() -> Sequence[Choice]:
    """Return the phases, in their order."""
    return _choices(vocabulary().phases)


def _choices(entries: Sequence[Entry]) -> Sequence[Choice]:
    return tuple(Choice(entry.slug, entry.title) for entry in entries)


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
