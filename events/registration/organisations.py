"""Which organisation people mean, however they write its name."""

from cms.pages.generation import per_generation
from cms.taxonomy.folding import fold
from cms.taxonomy.models import Organisation

# What municipalities write before or behind their name.
_MUNICIPALITY = "gemeente"


def organisation_key(name: str) -> str:
    """Return `name` as it is compared with others: without case, accents, punctuation and 'gemeente'.

    'GEMEENTE Súdwest-Fryslân.' and 'Sudwest Fryslan' are the same.
    """
    words = "".join(char if char.isalnum() else " " for char in fold(name)).split()
    return " ".join([word for word in words if word != _MUNICIPALITY] or words)


def organisation_named(name: str) -> tuple[int, str] | None:
    """Return (id, name) of the organisation that is meant by `name`; None for one we don't know."""
    return _known_organisations().get(organisation_key(name)) if name else None


@per_generation
def _known_organisations() -> dict[str, tuple[int, str]]:
    """Return (id, name) of each organisation that we know, by its key; of two with the same key the first by name."""
    known = Organisation.objects.order_by("name").values_list("pk", "name")
    return {organisation_key(name): (pk, name) for pk, name in reversed(known)}
