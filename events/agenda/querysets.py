"""Which sessions there are."""

from datetime import datetime
from typing import Self

from django.db.models import QuerySet

from events.agenda.enums import SessionState


class EventSessionQuerySet(QuerySet):
    """Sessions, as visitors may know of them."""

    def public(self) -> Self:
        """Keep the sessions that visitors see: all but those still being prepared."""
        return self.filter(state__in=SessionState.public())

    def coming(self, now: datetime) -> Self:
        """Keep those that take place and are not over at `now`."""
        return self.filter(state=SessionState.SCHEDULED, end__gt=now)

    def over(self, now: datetime) -> Self:
        """Keep those that took place and of which nobody has said so yet."""
        return self.filter(state=SessionState.SCHEDULED, end__lte=now)
