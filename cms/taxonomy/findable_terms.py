"""The terms of the glossary as they are found: each at its place on the page of the glossary."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save

from cms.pages.findable_pages import PageSource
from cms.pages.findables import Findable, Key, findables_from, say_changed, sources
from cms.pages.models import BasePage
from cms.taxonomy.models import GlossaryTerm

# The kind of page on which all terms stand.
_GLOSSARY = "begrippenlijst"


class TermSource:
    """Every term, for who may see the glossary."""

    name = "term"
    model = GlossaryTerm

    def ids(self) -> Iterable[int]:
        """Return the ids of all terms."""
        return GlossaryTerm.objects.order_by("pk").values_list("pk", flat=True)

    def findables(self, ids: Collection[int]) -> list[Findable]:
        """Return the terms with these ids; none while nobody sees the glossary. A few queries."""
        terms = GlossaryTerm.objects.in_bulk(ids) if ids else {}
        found = sources[PageSource.name].findables(_glossaries()) if terms else []
        return [
            Findable(
                key=Key(self.name, term.pk),
                kind="begrip",
                title=term.term,
                url=f"{glossary.url}#begrip-{term.slug}",
                context=glossary.title,
                summary=term.explanation,
                names=tuple(term.spellings[1:]),
                weight=1,
                audience=glossary.audience,
                within=glossary.within,
            )
            for glossary in found[:1]
            for term in terms.values()
        ]

    def following(self, keys: Collection[Key], changed: Collection[Key]) -> set[Key]:
        """Return nothing: the glossary names its terms itself."""
        return set()


def every_term() -> set[Key]:
    """Return the keys of all terms."""
    return {Key(TermSource.name, pk) for pk in TermSource().ids()}


def _glossaries() -> set[int]:
    return set(BasePage.objects.of_kind(_GLOSSARY).values_list("pk", flat=True))


def on_change(instance: GlossaryTerm, **_signal: Any) -> None:
    """Name a term that changed."""
    say_changed(TermSource.name, [instance.pk])


def on_page_delete(instance: Any, **_signal: Any) -> None:
    """Name all terms when their page has been deleted."""
    if isinstance(instance, BasePage) and instance.kind == _GLOSSARY:
        say_changed(TermSource.name, TermSource().ids())


def connect() -> None:
    """Let terms be found, and listen to what changes them."""
    findables_from(TermSource())
    post_delete.connect(on_page_delete, dispatch_uid="found_glossary_gone")
    for signal in (post_save, post_delete):
        signal.connect(on_change, sender=GlossaryTerm, dispatch_uid="found_term")
