"""Who hears by mail what happens to a request, and the private link that opens it."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from cms.mail.private_links import PrivateLink, sign
from cms.mail.services import send_later
from cms.users.models import User
from events.agenda.display import day, hours
from events.speaking.requests.enums import Step
from events.speaking.requests.models import RequestStep, SpeakingRequest

LINK_NAME = "speaking"
# Each has a text of its own in templates/mail/speaking/.
_FOR_REQUESTER = {
    Step.SUBMITTED,
    Step.ASKED,
    Step.PROPOSED,
    Step.RESERVED,
    Step.CONFIRMED,
    Step.DECLINED,
    Step.WITHDRAWN,
    Step.LINK_RENEWED,
}
# What who asked did: staff must know. A withdrawal that staff noted themselves is no news to them.
_FOR_STAFF = {Step.SUBMITTED, Step.ANSWERED, Step.WITHDRAWN}


def build_link(link: PrivateLink) -> str:
    """Return the path of the page on which who asked follows the request."""
    return reverse("speaking_request", args=[sign(LINK_NAME, link.public_id, link.generation)])


def tell_of(request: SpeakingRequest, step: RequestStep) -> None:
    """Write the mails that `step` takes, in the transaction in which it is taken."""
    if step.step in _FOR_REQUESTER:
        _tell_requester(request, step)
    if step.step in _FOR_STAFF and step.user is None:
        _tell_staff(request, step)
    if step.step == Step.HELD:
        _ask_for_slides(request, step)


def _tell_requester(request: SpeakingRequest, step: RequestStep) -> None:
    send_later(
        event=f"speaking.step:{step.pk}",
        template=f"speaking/{step.step}",
        to=request.email,
        context=_facts(request, step),
        subject_of=request.subject,
        links={"status": PrivateLink(LINK_NAME, str(request.public_id), request.link_generation)},
    )


def _tell_staff(request: SpeakingRequest, step: RequestStep) -> None:
    handlers = [request.owner] if request.owner and request.owner.is_active else _event_managers()
    for person in handlers:
        _tell_person(person, "speaking/staff", request, step)


def _ask_for_slides(request: SpeakingRequest, step: RequestStep) -> None:
    """Ask the owner of the speaker's page, or else who handled the request."""
    people = [request.speaker.owner if request.speaker else None, request.owner]
    person = next((one for one in people if one and one.is_active), None)
    if person:
        _tell_person(person, "speaking/reminder", request, step)


def _tell_person(person: User, template: str, request: SpeakingRequest, step: RequestStep) -> None:
    engagement = request.engagement_id
    edit_path = reverse("wagtailadmin_pages:edit", args=[engagement]) if engagement else ""
    send_later(
        event=f"speaking.step:{step.pk}",
        template=template,
        to=person.email,
        context={
            **_facts(request, step),
            "person": str(person),
            "request_path": reverse("speaking_requests:detail", args=[request.pk]),
            "engagement_path": edit_path,
        },
        subject_of=request.subject,
    )


def _event_managers() -> list[User]:
    """Return those who handle what nobody handles yet."""
    return list(User.objects.filter(groups__name="evenementbeheerder", is_active=True).order_by("pk"))


def _facts(request: SpeakingRequest, step: RequestStep) -> dict[str, Any]:
    """Return what the texts may say of the request."""
    return {
        "name": request.contact_name,
        "organisation": request.organisation_name,
        "occasion": request.occasion,
        "topic": request.topic,
        "place": request.place,
        "wished_on": date_format(request.date, "l j F Y"),
        "speaker": request.speaker.title if request.speaker else "",
        "day": day(request.start) if request.start else "",
        "hours": hours(request.start, request.end) if request.start else "",
        "what": step.get_step_display().lower(),
        "text": step.text,
        "was_agreed": bool(request.engagement_id),
    }
