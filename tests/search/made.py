"""A small collection: what a knowledge base about counters might hold."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from search.indexing.editions import begin, drop
from search.indexing.filling import Filling
from search.models import Edition, EditionState, SearchDocument

TEXTS = {
    "loket": ("Het ene loket", "Burgers halen bij één loket alles: vergunningen, uitkeringen en advies."),
    "medewerker": ("De loketmedewerker", "Wie achter de balie zit, weet van elk product waar het staat."),
    "backoffice": ("Front-office en back-office", "Het loket vraagt, de vakafdeling beslist. Spreek af wie belt."),
    "vergunning": ("Omgevingsvergunning aanvragen", "Voor bouwen, slopen en kappen is vaak toestemming nodig."),
    "verhuizen": ("Verhuizing doorgeven", "Geef binnen vijf dagen door dat u verhuist naar een ander huis."),
    "huizen": ("Huizen voor ouderen", "Zorg en wonen onder één dak, met een zorgloket in de hal."),
    "jeugd": ("Zorg voor jeugd", "Jongeren en hun ouders vinden hulp bij het wijkteam."),
    "afval": ("Afval en containers", "Een nieuwe afvalcontainer vraagt u aan bij de gemeente."),
    "gemeente": ("Gemeentelijke belastingen", "De gemeente heft belasting op huizen en honden."),
    "meten": ("Wachttijden meten", "Hoe lang staan mensen in de rij? Meet het aan elk loket, elke dag."),
    "scholing": ("Training gesprekken voeren", "Medewerkers leren luisteren. De cursus duurt twee dagen."),
    "bezwaar": ("Bezwaar maken tegen een besluit", "Binnen zes weken, op papier of digitaal met uw DigiD."),
}


def documents(texts: dict[str, tuple[str, str]] | None = None, **values: Any) -> list[SearchDocument]:
    return [
        SearchDocument(key=key, kind="Artikel", title=title, body=body, url=f"/{key}/", **values)
        for key, (title, body) in (TEXTS if texts is None else texts).items()
    ]


@contextmanager
def edition_with(rows: Sequence[SearchDocument]) -> Iterator[Edition]:
    edition = begin(EditionState.EVALUATION)
    filling = Filling(edition)
    filling.add(rows)
    list(filling.finish())
    yield edition
    drop(edition)
