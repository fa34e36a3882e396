"""How the list of the Kennisbank is narrowed and ordered."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from cms.listing import Choice, Facet, Switch, Way, phase_facet, tag_facet, theme_facet
from cms.pages.kinds import classes_of_kind, content_type_ids, knowledge_classes
from cms.pages.models import BasePage


def kind_choices() -> Sequence[Choice]:
    """Return the kinds of page in the Kennisbank, by label."""
    classes: dict[str, list[type[BasePage]]] = defaultdict(list)
    for page_class in knowledge_classes():
        classes[page_class.kind].append(page_class)
    return tuple(
        Choice(kind, of_kind[0].kind_label, tuple(str(pk) for pk in content_type_ids(of_kind)))
        for kind, of_kind in classes.items()
    )


kind_facet = Facet("soort", "Soort", "content_type", kind_choices, lets_in=True)

FACETS = (kind_facet, theme_facet, phase_facet, tag_facet)

ORDER = Switch(
    "sorteer",
    "Volgorde",
    (
        Way("nieuwste", "Nieuwste eerst", "clock", ("-date",)),
        Way("titel", "Op titel", "list", ("title",)),
    ),
)


def left_out() -> Q:
    """Return what the list leaves out until a visitor asks for it: the chapters of handbooks.

    A chapter is part of a book: who browses looks for the book, and eight chapters of it side by side hide the
    rest. They come in when their kind is chosen, or a tag: whoever picks a word looks for the passage. The counts
    beside the kinds always name them, so nobody has to guess that they are there.
    """
    return Q(content_type__in=content_type_ids(classes_of_kind("hoofdstuk")))
