"""The people behind the registrations of a session."""

from events.agenda.models import EventSession
from events.registration.models import Attendee, Registration


def people_with_place(session: EventSession) -> list[Attendee]:
    """Return everybody who has a place, by name: of a party with fewer places than people, the first; two queries."""
    parties = Registration.objects.filter(session=session).confirmed().prefetch_related("attendees")
    people = [person for party in parties for person in party.attendees.all()[: party.confirmed_seats]]
    return sorted(people, key=lambda person: (person.name.casefold(), person.pk))
