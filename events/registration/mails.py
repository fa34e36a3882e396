"""What people are told of their registration: which message, with which facts and which invitation.

Every function writes to the outbox in the transaction of what it tells, and says nothing to who gave no address.
Their texts are templates/mail/registration_*.txt.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from cms.mail.private_links import PrivateLink
from cms.mail.services import send_later
from cms.pages.addresses import ADDRESS_FIELDS
from cms.pages.generation import per_generation
from cms.pages.models import BasePage
from events.agenda.display import day, hours
from events.agenda.enums import SessionMode
from events.agenda.models import EventSession
from events.registration.codes import code_url, shows_code
from events.registration.enums import Attendance
from events.registration.invitations import Method, address, invitation
from events.registration.models import Registration, RegistrationTransition

# The name of the private links of this app.
LINK = "registration"
# What a text may link to, and what that opens below the registration.
LINKS = {"mine": "", "evaluation": "evaluatie/", "certificate": "bewijs/"}


def confirmed(registration: Registration, session: EventSession, transition: RegistrationTransition) -> None:
    """Tell that all or some places are certain, with the invitation."""
    _send(registration, session, "confirmed", transition, method=Method.REQUEST, now=transition.at)


def waitlisted(
    registration: Registration, session: EventSession, transition: RegistrationTransition, *, place: int
) -> None:
    """Tell that the party waits, and in which `place` of the queue."""
    _send(registration, session, "waitlisted", transition, now=transition.at, place=place)


def offered(registration: Registration, session: EventSession, transition: RegistrationTransition) -> None:
    """Tell which places are held, and until when."""
    _send(registration, session, "offered", transition, now=transition.at)


def lapsed(registration: Registration, session: EventSession, transition: RegistrationTransition) -> None:
    """Tell that the time to accept is over, and how to stand in the queue again."""
    _send(registration, session, "lapsed", transition, now=transition.at)


def declined(registration: Registration, session: EventSession, transition: RegistrationTransition) -> None:
    """Tell that the offered places were given back."""
    _send(registration, session, "declined", transition, now=transition.at)


def cancelled(
    registration: Registration, session: EventSession, transition: RegistrationTransition, *, had_place: bool
) -> None:
    """Tell that the registration has ended; who had a place gets it out of the calendar."""
    method = Method.CANCEL if had_place else None
    _send(registration, session, "cancelled", transition, method=method, now=transition.at)


def changed(
    registration: Registration, session: EventSession, transition: RegistrationTransition, *, moved: bool = False
) -> None:
    """Tell that the party has other numbers, or, `moved`, comes to another session; with a new invitation."""
    _send(
        registration,
        session,
        "moved" if moved else "changed",
        transition,
        method=Method.REQUEST if registration.confirmed_seats else None,
        now=transition.at,
    )


def session_cancelled(
    registration: Registration, session: EventSession, transition: RegistrationTransition, *, had_place: bool
) -> None:
    """Tell that the session does not take place; who had a place gets it out of the calendar."""
    method = Method.CANCEL if had_place else None
    _send(registration, session, "session_cancelled", transition, method=method, now=transition.at)


def no_place(registration: Registration, session: EventSession, transition: RegistrationTransition) -> None:
    """Tell who still waited when the session was over that there is nothing to wait for any more."""
    _send(registration, session, "no_place", transition, now=transition.at)


def session_changed(registration: Registration, session: EventSession, now: datetime) -> None:
    """Tell that time, place or link are different; who has a place gets a new invitation."""
    event = f"registration.session-changed:{registration.pk}:{registration.calendar_sequence}"
    method = Method.REQUEST if registration.confirmed_seats else None
    _send(registration, session, "session_changed", event, method=method, now=now)


def reminder(registration: Registration, session: EventSession, now: datetime) -> None:
    """Remind of the session, with the link to take part."""
    event = f"registration.reminder:{registration.pk}:{session.start.isoformat()}"
    _send(registration, session, "reminder", event, now=now)


def already_registered(registration: Registration, session: EventSession, now: datetime) -> None:
    """Tell who registers once more that it was done already; once an hour at most."""
    _send(registration, session, "already_registered", f"registration.again:{registration.pk}:{_hour(now)}", now=now)


def link_again(registration: Registration, session: EventSession, now: datetime) -> None:
    """Send the private link again; once an hour at most for each generation of it."""
    event = f"registration.link:{registration.pk}:{registration.link_generation}:{_hour(now)}"
    _send(registration, session, "link_again", event, now=now)


def address_left(registration: Registration, session: EventSession, now: datetime) -> None:
    """Tell the address as it still is that mails go elsewhere from now on, and take the session out of its calendar."""
    event = f"registration.address-left:{registration.pk}:{registration.link_generation}"
    _send(registration, session, "address_left", event, method=Method.CANCEL, now=now)


def materials(registration: Registration, session: EventSession, now: datetime) -> None:
    """Send what was left for participants to read afterwards; once."""
    _send(registration, session, "materials", f"registration.materials:{registration.pk}", now=now)


def afterwards(registration: Registration, session: EventSession, now: datetime) -> None:
    """Ask what they thought of it, and lead who was ticked to the certificates; once."""
    attended = registration.attendees.filter(attendance=Attendance.ATTENDED).exists()
    event = f"registration.afterwards:{registration.pk}"
    _send(registration, session, "afterwards", event, now=now, others={"attended": attended})


def _hour(now: datetime) -> str:
    return f"{now:%Y%m%d%H}"


def _send(
    registration: Registration,
    session: EventSession,
    template: str,
    event: RegistrationTransition | str,
    *,
    now: datetime,
    method: Method | None = None,
    place: int | None = None,
    others: Mapping[str, Any] | None = None,
) -> None:
    """Write the message; a transition tells of itself once, any other `event` by its name. `others` are more facts."""
    if not registration.email:
        return
    title, url = _page_facts(session.page_id)
    context = {**_session_facts(session), **_party_facts(registration, session, place), "title": title, "page_url": url}
    context |= others or {}
    code = code_url(registration) if shows_code(registration, session, now) else ""
    context["code_url"] = code
    calendar = ""
    if method:
        text = "\n\n".join(filter(None, [context["online_link"], session.practical_info, url]))
        calendar = invitation(registration, session, method, title=title, text=text, now=now)
    send_later(
        event=f"registration.transition:{event.pk}" if isinstance(event, RegistrationTransition) else event,
        template=f"registration_{template}",
        to=registration.email,
        context=context,
        subject_of=registration.subject_of,
        links={name: _link(registration, path) for name, path in LINKS.items()},
        calendar=calendar,
        calendar_method=method or "",
        code=code,
        is_new=isinstance(event, RegistrationTransition),
    )


def _link(registration: Registration, path: str) -> PrivateLink:
    return PrivateLink(LINK, str(registration.public_id), registration.link_generation, path)


@per_generation
def _page_facts(page_id: int) -> tuple[str, str]:
    page = BasePage.objects.only("title", *ADDRESS_FIELDS).get(pk=page_id)
    return page.title, page.get_full_url() or ""


def _session_facts(session: EventSession) -> dict[str, Any]:
    on_site = session.mode != SessionMode.ONLINE
    return {
        "day": day(session.start),
        "hours": hours(session.start, session.end),
        "address": address(session) if on_site else "",
        "is_online": not on_site,
        "is_hybrid": session.mode == SessionMode.HYBRID,
        "practical_info": session.practical_info,
        "materials": session.materials,
        "cancel_until": _moment(session.cancelling_ends),
    }


def _party_facts(registration: Registration, session: EventSession, place: int | None) -> dict[str, Any]:
    has_place = registration.confirmed_seats > 0
    waiting = registration.waiting_seats
    if place is None:
        place = registration.place_in_queue() if waiting else 0
    return {
        "name": registration.name,
        "seats": registration.seats,
        "confirmed": registration.confirmed_seats,
        "offered": registration.offered_seats,
        "waiting": waiting,
        "let_go": [name for name, _email in registration.let_go],
        "place_in_queue": place,
        "offer_until": _moment(registration.offer_expires_at) if registration.offer_expires_at else "",
        # The secret of who has a place.
        "online_link": session.online_link if has_place and session.mode != SessionMode.ON_SITE else "",
    }


def _moment(moment: datetime) -> str:
    return f"{day(moment)} om {date_format(timezone.localtime(moment), 'H.i')} uur"
