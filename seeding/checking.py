"""Finding what can't be right about recommendations in the demo, who registers, and its requests for a speaker."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cms.taxonomy.models import Organisation
from events.agenda.enums import SessionState
from events.speaking.requests.enums import RULES, RequestStatus, Step
from seeding import schema

if TYPE_CHECKING:
    from seeding.source import DemoContent, DemoPeople

# In which file, on the line with which words, what.
Mistake = tuple[Path, str, str]

_NEEDS_PLAN = (Step.RESERVED, Step.CONFIRMED)
_NOT_BY_HAND = (Step.SUBMITTED, Step.HELD, Step.LINK_RENEWED)


def mistakes_about_search(content: "DemoContent") -> Iterator[Mistake]:
    """Yield every recommendation of a page that isn't there."""
    for recommendation in content.search.recommendations:
        if recommendation.page not in content.ids:
            yield content.search_path, recommendation.page, f"Pagina '{recommendation.page}' bestaat niet."


def mistakes_about_people(content: "DemoContent") -> Iterator[Mistake]:
    """Yield every mistake in who registers and in the requests for a speaker."""
    municipalities = set(Organisation.objects.values_list("name", flat=True))
    workshops = {page.id: page.meta for page in content.of(schema.Workshop)}
    for people in content.people:
        yield from _in_session(people, workshops.get(people.workshop))
        for party in people.data.parties:
            if party.organisation not in municipalities:
                yield people.path, party.organisation, f"Gemeente '{party.organisation}' bestaat niet."
            yield from _in_party(people, party)
    speakers = {page.slug for page in content.of(schema.Speaker)}
    for request in content.requests:
        names = [request.wished_speaker, *(step.speaker for step in request.steps)]
        for name in filter(None, names):
            if name not in speakers:
                yield content.requests_path, name, f"Spreker '{name}' bestaat niet."
        for message in _in_steps(request):
            yield content.requests_path, request.key, message


def _in_session(people: "DemoPeople", workshop: schema.Page | None) -> Iterator[Mistake]:
    if not isinstance(workshop, schema.Workshop):
        yield people.path, "", f"Workshop '{people.workshop}' bestaat niet. Geef dit bestand de naam van een workshop."
        return
    number = people.data.session
    if number > len(workshop.sessions) or workshop.sessions[number - 1].places is None:
        yield people.path, "session:", f"Bijeenkomst {number} bestaat niet, of er staat geen 'places' bij."
        return
    if workshop.sessions[number - 1].state != SessionState.COMPLETED:
        if people.data.evaluations:
            yield people.path, "evaluations:", "Deze bijeenkomst is nog niet geweest. Er zijn nog geen evaluaties."
        for party in people.data.parties:
            if party.absent:
                yield people.path, party.email, "Deze bijeenkomst is nog niet geweest. Er is nog niemand afwezig."
    addresses = [party.email for party in people.data.parties]
    for address in sorted({address for address in addresses if addresses.count(address) > 1}):
        yield people.path, address, f"Het adres '{address}' staat hier twee keer."
    if len(people.data.evaluations) > len(people.data.parties):
        yield people.path, "evaluations:", "Er zijn meer evaluaties dan aanmeldingen."


def _in_party(people: "DemoPeople", party: schema.Party) -> Iterator[Mistake]:
    if len(party.answers) > len(people.data.questions):
        yield people.path, party.email, "Hier staan meer antwoorden dan er vragen zijn."
    for name in set(party.absent) - {party.name, *party.colleagues}:
        yield people.path, party.email, f"'{name}' hoort niet bij deze aanmelding."


def _in_steps(request: schema.SpeakingRequest) -> Iterator[str]:
    """Yield what is wrong with the order of the steps of a request."""
    status, is_planned = RequestStatus.RECEIVED, False
    for step in request.steps:
        rule = RULES[step.step]
        if step.step in _NOT_BY_HAND or status not in rule.before:
            yield f"De stap '{step.step.value}' kan niet als de stand '{status.label.lower()}' is."
        is_planned |= step.speaker is not None and step.start is not None
        if step.step in _NEEDS_PLAN and not is_planned:
            yield f"Voor de stap '{step.step.value}' moet eerst een 'planned' met 'speaker' en 'start' staan."
        status = rule.after or status
