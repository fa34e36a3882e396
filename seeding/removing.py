"""Taking the demo away again: only what it made, and nobody changed."""

from django.db import transaction
from django.db.models import ProtectedError

from cms.pages.models import BasePage
from home.models import HomePage, SiteSettings
from seeding.ledger import Ledger, Outcome, fingerprint
from seeding.models import SeededObject, SeedingRun


@transaction.atomic
def remove() -> Ledger:
    """Delete what the demo made and nobody changed; return the ledger with the counts.

    A page with pages of others below it stays, and so does whatever something that stays still needs.
    """
    ledger = Ledger()
    pages = [entry for entry in ledger.entries.values() if isinstance(entry.target, BasePage)]
    others = [entry for entry in ledger.entries.values() if not isinstance(entry.target, BasePage)]
    _forget_home(ledger)
    for entry in sorted(pages, key=_depth, reverse=True):
        page = BasePage.objects.filter(pk=entry.object_id).specific().first()
        if isinstance(page, HomePage):
            continue
        if page is None or page.get_children().exists() or fingerprint(page) != entry.fingerprint:
            ledger.outcomes[Outcome.KEPT] += 1
        else:
            _delete(ledger, entry, page)
    for entry in reversed(others):
        thing = entry.target
        if thing is None or isinstance(thing, SiteSettings):
            continue
        if fingerprint(thing) != entry.fingerprint:
            ledger.outcomes[Outcome.KEPT] += 1
        else:
            _delete(ledger, entry, thing)
    SeededObject.objects.exclude(pk__in=[entry.pk for entry in ledger.entries.values() if entry.pk]).delete()
    SeedingRun.objects.all().delete()
    return ledger


def _depth(entry: SeededObject) -> int:
    return entry.target.depth if isinstance(entry.target, BasePage) else 0


def _forget_home(ledger: Ledger) -> None:
    """Take the demo's entrances and highlight off the home page, which was there before the demo."""
    entry = ledger.entries.get("home")
    home = entry.target if entry else None
    if home is None or entry is None or fingerprint(home) != entry.fingerprint:
        return
    home.entrances, home.highlight, home.image = [], None, None
    home.save_revision().publish()


def _delete(ledger: Ledger, entry: SeededObject, thing: object) -> None:
    try:
        with transaction.atomic():
            thing.delete()  # type: ignore[attr-defined]
    except ProtectedError:
        ledger.outcomes[Outcome.KEPT] += 1
        return
    entry.delete()
    ledger.outcomes[Outcome.REMOVED] += 1
