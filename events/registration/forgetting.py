"""Being forgotten at one's own wish, before the term is over."""

from datetime import datetime, timedelta

from django.utils import timezone

from events.agenda.enums import SessionState
from events.registration import mails
from events.registration.book import open_at
from events.registration.enums import Actor, RefusalCode, RegistrationState
from events.registration.models import Registration
from events.registration.parties import next_invitation
from events.registration.refusals import RegistrationRefusedError


def forget(registration: Registration, *, now: datetime | None = None) -> None:
    """Let the worker erase `registration` at its next tick, and end its private links now.

    Who still comes or waits is cancelled first, also when it is late for that. Raise RegistrationRefusedError when
    staff put a hold on it.
    """
    with open_at(registration, now or timezone.now()) as (book, fresh):
        if fresh.on_hold:
            raise RegistrationRefusedError(RefusalCode.ON_HOLD)
        wish = {
            "erase_after": timezone.localdate(book.now) - timedelta(days=1),
            "link_generation": fresh.link_generation + 1,
        }
        if not fresh.is_active or book.session.state_at(book.now) != SessionState.SCHEDULED:
            for name, value in wish.items():
                setattr(fresh, name, value)
            fresh.save(update_fields=list(wish))
            return
        had_place = fresh.confirmed_seats > 0
        transition = book.write(
            fresh,
            Actor.VISITOR,
            ended_as=RegistrationState.CANCELLED,
            reason="Gegevens gewist op eigen verzoek.",
            others={**next_invitation(fresh), **wish},
        )
        mails.cancelled(fresh, book.session, transition, had_place=had_place)
