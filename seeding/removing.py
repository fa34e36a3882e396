"""Taking the demo away again: only what it made, and nobody changed."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError

from cms.pages.models import BasePage
from events.agenda.models import EventSession, WorkshopPage
from events.speaking.requests.models import SpeakingRequest
from home.models import HomePage, SiteSettings
from search.models import BestBet
from seeding.fingerprints import fingerprint
from seeding.ledger import Ledger, Outcome
from seeding.models import SeededObject, SeedingRun
from seeding.people import take_away_people
from seeding.requests import take_away_request

# What the ledger names for the people around it: who registered for a session, and who asked for a speaker.
_PEOPLE = (EventSession, SpeakingRequest)


@transaction.atomic
def remove() -> Ledger:
    """Delete what the demo made and nobody changed; return the ledger with the counts.

    A page with pages of others below it stays, and so does whatever something that stays still needs.
    """
    ledger = Ledger()
    changed = _take_away_people(ledger)
    pages = [entry for entry in ledger.entries.values() if isinstance(entry.target, BasePage)]
    others = [entry for entry in ledger.entries.values() if not isinstance(entry.target, (BasePage, *_PEOPLE))]
    _forget_home(ledger)
    # They go with their page, and would be taken for deleted by somebody.
    _delete_unchanged(ledger, [entry for entry in others if isinstance(entry.target, BestBet)])
    for entry in sorted(pages, key=_depth, reverse=True):
        page = BasePage.objects.filter(pk=entry.object_id).specific().first()
        if isinstance(page, HomePage):
            continue
        if page is None or page.pk in changed or page.get_children().exists() or fingerprint(page) != entry.fingerprint:
            ledger.outcomes[Outcome.KEPT] += 1
        else:
            _delete(ledger, entry, page)
    _delete_unchanged(ledger, [entry for entry in reversed(others) if not isinstance(entry.target, BestBet)])
    SeededObject.objects.exclude(pk__in=[entry.pk for entry in ledger.entries.values() if entry.pk]).delete()
    SeedingRun.objects.all().delete()
    return ledger


def _take_away_people(ledger: Ledger) -> set[int]:
    """Take away who registered and who asked for a speaker, where nobody else had a hand in it.

    Return the ids of the workshops of which a session was changed.
    """
    changed = set()
    for key, entry in list(ledger.entries.items()):
        thing = entry.target
        if not isinstance(thing, _PEOPLE):
            continue
        if fingerprint(thing) != entry.fingerprint:
            ledger.outcomes[Outcome.KEPT] += 1
            if isinstance(thing, EventSession):
                changed.add(thing.page_id)
            continue
        if isinstance(thing, EventSession):
            take_away_people(thing)
        else:
            take_away_request(ledger, key)
        entry.delete()
        ledger.outcomes[Outcome.REMOVED] += 1
    for page in WorkshopPage.objects.filter(sessions__registrations__isnull=False).distinct():
        ledger.notes.append(
            f"Voor '{page.title}' hebben mensen zich aangemeld. Die pagina en wie erbij staat, blijven."
        )
    return changed


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


def _delete_unchanged(ledger: Ledger, entries: Iterable[SeededObject]) -> None:
    for entry in entries:
        thing = entry.target
        if thing is None or isinstance(thing, SiteSettings):
            continue
        if fingerprint(thing) != entry.fingerprint:
            ledger.outcomes[Outcome.KEPT] += 1
        else:
            _delete(ledger, entry, thing)


def _delete(ledger: Ledger, entry: SeededObject, thing: object) -> None:
    try:
        with transaction.atomic():
            thing.delete()  # type: ignore[attr-defined]
    except ProtectedError:
        ledger.outcomes[Outcome.NEEDED] += 1
        return
    entry.delete()
    ledger.outcomes[Outcome.REMOVED] += 1
