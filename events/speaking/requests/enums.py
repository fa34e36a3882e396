"""Where a request for a speaker can stand, and which steps lead from one place to the next."""

from dataclasses import dataclass
from typing import Self

from django.db import models


class RequestStatus(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", "Ontvangen"
    QUESTION = "question", "Wacht op antwoord"
    PROPOSED = "proposed", "Voorstel gedaan"
    RESERVED = "reserved", "Onder voorbehoud toegezegd"
    CONFIRMED = "confirmed", "Bevestigd"
    HELD = "held", "Gehouden"
    CLOSED = "closed", "Afgerond"
    DECLINED = "declined", "Afgewezen"
    WITHDRAWN = "withdrawn", "Ingetrokken"

    @classmethod
    def undecided(cls) -> list[Self]:
        """Return where the bureau has not said yes or no."""
        return [cls.RECEIVED, cls.QUESTION, cls.PROPOSED, cls.RESERVED]

    @classmethod
    def coming(cls) -> list[Self]:
        """Return where the talk may still take place."""
        return [*cls.undecided(), cls.CONFIRMED]

    @classmethod
    def promised(cls) -> list[Self]:
        """Return where it is agreed who speaks and when."""
        return [cls.RESERVED, cls.CONFIRMED, cls.HELD, cls.CLOSED]

    @classmethod
    def unfinished(cls) -> list[Self]:
        """Return where staff still have something to do."""
        return [*cls.coming(), cls.HELD]


class Flexibility(models.TextChoices):
    """How firm the wished date is."""

    FIXED = "fixed", "De datum staat vast"
    AROUND = "around", "Een week eerder of later kan ook"
    OPEN = "open", "Wij kiezen graag samen een datum"


class Step(models.TextChoices):
    """What can happen to a request; the label is what its history says."""

    SUBMITTED = "submitted", "Aanvraag ontvangen"
    PLANNED = "planned", "Planning gewijzigd"
    NOTED = "noted", "Notitie"
    ASKED = "asked", "Vraag gesteld"
    ANSWERED = "answered", "Antwoord gekregen"
    PROPOSED = "proposed", "Voorstel gedaan"
    RESERVED = "reserved", "Onder voorbehoud toegezegd"
    CONFIRMED = "confirmed", "Bevestigd"
    DECLINED = "declined", "Afgewezen"
    WITHDRAWN = "withdrawn", "Ingetrokken"
    LINK_RENEWED = "link_renewed", "Nieuwe persoonlijke link verstuurd"
    HELD = "held", "Gehouden"
    CLOSED = "closed", "Afgerond"


@dataclass(frozen=True)
class Rule:
    """From where a step may be taken and where it leads (None: the status stays)."""

    before: list[RequestStatus]
    after: RequestStatus | None = None
    # Whether who asked reads of it on their own page, with its text.
    is_public: bool = True


_S = RequestStatus
# Which steps follow which: the one place that says so.
RULES = {
    Step.SUBMITTED: Rule([], _S.RECEIVED),
    Step.PLANNED: Rule(_S.unfinished(), is_public=False),
    Step.NOTED: Rule(list(_S), is_public=False),
    Step.ASKED: Rule(_S.undecided(), _S.QUESTION),
    Step.ANSWERED: Rule([_S.QUESTION, _S.PROPOSED], _S.RECEIVED),
    Step.PROPOSED: Rule([_S.RECEIVED, _S.QUESTION, _S.PROPOSED], _S.PROPOSED),
    Step.RESERVED: Rule([_S.RECEIVED, _S.QUESTION, _S.PROPOSED], _S.RESERVED),
    Step.CONFIRMED: Rule(_S.undecided(), _S.CONFIRMED),
    Step.DECLINED: Rule(_S.coming(), _S.DECLINED),
    Step.WITHDRAWN: Rule(_S.coming(), _S.WITHDRAWN),
    Step.LINK_RENEWED: Rule(list(_S), is_public=False),
    Step.HELD: Rule([_S.CONFIRMED], _S.HELD),
    Step.CLOSED: Rule([_S.HELD], _S.CLOSED),
}
