"""Which requests for a speaker."""

from datetime import date, datetime, timedelta
from typing import Self

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from events.speaking.enums import EngagementState
from events.speaking.requests.enums import RequestStatus

# How long after its end a request is kept, with the name and address of who asked.
KEPT_FOR = timedelta(days=365)


class SpeakingRequestQuerySet(QuerySet):
    """Requests for a speaker."""

    def unfinished(self) -> Self:
        """Keep those with which staff still have something to do."""
        return self.filter(status__in=RequestStatus.unfinished())

    def late(self, today: date) -> Self:
        """Keep those on which the bureau should have said yes or no by now."""
        return self.filter(status__in=RequestStatus.undecided(), due_on__lt=today)

    def over(self, now: datetime) -> Self:
        """Keep the confirmed ones whose talk has been, by its page or else by what was agreed."""
        over_at = Coalesce("engagement__end", "engagement__start", "end", "start")
        confirmed = self.filter(status=RequestStatus.CONFIRMED).exclude(engagement__state=EngagementState.CANCELLED)
        return confirmed.annotate(over_at=over_at).filter(over_at__lte=now)

    def to_erase(self, now: datetime) -> Self:
        """Keep those that ended, or were held, so long ago that nobody needs them."""
        ended = self.exclude(status__in=RequestStatus.coming())
        return ended.filter(changed_at__lt=now - KEPT_FOR)
