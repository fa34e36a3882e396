"""The whole index, built anew beside the one in use."""

from collections.abc import Callable

from django.db import transaction

from cms.pages.findables import Key, sources
from cms.pages.generation import renew_generation
from search.engines import engine_for
from search.engines.base import in_batches
from search.indexing.editions import BATCH, begin, document_of, drop
from search.indexing.filling import Filling
from search.indexing.keeping import findables_of
from search.indexing.locking import only_rebuild, wait_for_turn
from search.models import Edition, EditionState

# Told how far a step is: its name, and how many of how many are done.
Tell = Callable[[str, int, int], None]


class RebuildRefusedError(Exception):
    """Another process is rebuilding the index."""


def rebuild(tell: Tell = lambda _step, _done, _total: None) -> Edition:
    """Build a new edition from all content, and let visitors search that.

    What changes meanwhile is written to both. The old edition is there until `drop_retired`, for who is just asking it.
    When it fails or is killed, that stays in use; what a killed process left behind, the next one clears away. Raises
    RebuildRefusedError while another process is at it.
    """
    with only_rebuild() as alone:
        if not alone:
            raise RebuildRefusedError
        _drop_all(EditionState.BUILDING)
        drop_retired()
        edition = begin()
        try:
            _fill(edition, tell)
            _swap(edition)
        except BaseException:
            drop(edition)
            raise
    return edition


def drop_retired(**_signal: object) -> None:
    """Drop what a rebuild has replaced."""
    _drop_all(EditionState.RETIRED)


def _drop_all(state: EditionState) -> None:
    for edition in Edition.objects.filter(state=state):
        drop(edition)


def _fill(edition: Edition, tell: Tell) -> None:
    filling = Filling(edition)
    keys = [Key(name, pk) for name, source in sources.items() for pk in source.ids()]
    read = 0
    for batch in in_batches(keys, BATCH):
        with transaction.atomic():
            wait_for_turn()
            filling.add([document_of(findable) for findable in findables_of(batch)])
        read += len(batch)
        tell("Reading", read, len(keys))
    entered, total = 0, edition.documents.count()
    for number in filling.finish():
        entered += number
        tell("Indexing", entered, max(total, entered))


@transaction.atomic
def _swap(edition: Edition) -> None:
    wait_for_turn()
    Edition.objects.filter(state=EditionState.LIVE).update(state=EditionState.RETIRED)
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.LIVE, is_whole=True)
    edition.refresh_from_db()
    renew_generation()


def begin_first(**_signal: object) -> None:
    """Begin an edition for a site that has none: from now on what changes is found; the worker adds the rest."""
    if not Edition.objects.filter(state=EditionState.LIVE).exists():
        # What makes an edition fast to search comes when it has been filled; this one is searched from the start.
        with transaction.atomic(), engine_for().filling(begin(EditionState.LIVE).pk):
            pass


def make_whole(**_signal: object) -> None:
    """Build the index of a site that has no whole one, unless that is being done."""
    if not Edition.objects.filter(state=EditionState.LIVE, is_whole=True).exists():
        try:
            rebuild()
        except RebuildRefusedError:
            return
