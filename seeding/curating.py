"""What editors keep for who searches, in the demo: synonyms and recommendations."""

from collections.abc import Callable

from cms.pages.models import BasePage
from search.models import BestBet, Synonym
from seeding import schema
from seeding.ledger import Ledger


def write_search(ledger: Ledger, data: schema.Search, page: Callable[[str], BasePage | None]) -> None:
    """Make or renew what nobody changed; `page` gives the page with an id, None when it is gone."""
    for synonym in data.synonyms:
        named = {"asked": synonym.asked, "meant": synonym.meant}
        ledger.write_row(f"synonym:{synonym.asked}:{synonym.meant}", Synonym, named, direction=synonym.direction)
    for recommendation in data.recommendations:
        target = page(recommendation.page)
        if target is not None:
            _recommendation(ledger, recommendation, target)


def _recommendation(ledger: Ledger, data: schema.Recommendation, page: BasePage) -> None:
    def make(bet: BestBet | None) -> BestBet:
        bet = bet or BestBet()
        bet.questions, bet.page, bet.reason = "\n".join(data.questions), page, data.reason
        bet.full_clean()
        bet.save()
        return bet

    ledger.write(f"recommendation:{data.page}", make)
