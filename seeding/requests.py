"""The demo's requests for a speaker: each step through its own command, on days that have been.

Nothing of it is sent: the messages stand in the outbox as if that was done at the time.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from cms.mail.rehearsal import collect
from cms.mail.services import erase_about, settle
from cms.pages.models import BasePage
from cms.users.models import User
from events.speaking.models import SpeakerPage
from events.speaking.requests import services
from events.speaking.requests.enums import Step
from events.speaking.requests.errors import RequestRefusedError
from events.speaking.requests.models import RequestStep, SpeakingRequest
from seeding import schema
from seeding.fingerprints import fingerprint
from seeding.ledger import Ledger
from seeding.moments import moment_from, past_moment_from, working_day_from
from seeding.problems import DemoContentError
from seeding.source import DemoContent

_COMMANDS: dict[Step, Callable[[SpeakingRequest, User, schema.RequestStep], SpeakingRequest]] = {
    Step.NOTED: lambda request, user, step: services.note(request, user, step.text),
    Step.ASKED: lambda request, user, step: services.ask(request, user, step.text),
    Step.ANSWERED: lambda request, _user, step: services.answer(request, step.text),
    Step.PROPOSED: lambda request, user, step: services.propose(request, user, step.text),
    Step.RESERVED: lambda request, user, step: services.reserve(request, user, step.text),
    Step.CONFIRMED: lambda request, user, step: services.confirm(request, user, step.text),
    Step.DECLINED: lambda request, user, step: services.decline(request, user, step.text, step.alternative),
    Step.WITHDRAWN: lambda request, _user, step: services.withdraw(request, None, step.text),
    Step.CLOSED: lambda request, user, step: services.close(request, user, step.text),
}
# What a request has of the file as it stands there.
_COPIED = {
    "organisation_name",
    "contact_name",
    "email",
    "phone",
    "occasion",
    "topic",
    "audience",
    "audience_size",
    "place",
    "hours",
    "flexibility",
    "message",
}


def write_requests(
    ledger: Ledger, content: DemoContent, page: Callable[[str], BasePage | None], today: date, user: User
) -> None:
    """Make or renew the requests that nobody touched, handled by `user`; `page` finds a speaker's page by its id.

    One whose speaker is gone is left out. Raise DemoContentError for a step that is refused.
    """
    for data in content.requests:
        names = {name for name in (data.wished_speaker, *(step.speaker for step in data.steps)) if name}
        speakers = {name: found for name in names if isinstance(found := page(f"speakers/{name}"), SpeakerPage)}
        key = f"request:{data.key}"
        if not ledger.may_write(key) or len(speakers) < len(names):
            continue
        existed = key in ledger.entries
        if existed:
            take_away_request(ledger, key)
        try:
            request = _Handling(data, today, user, speakers).carry_out()
        except RequestRefusedError as error:
            raise DemoContentError([content.problem(content.requests_path, data.key, str(error))]) from error
        ledger.record(key, request)
        ledger.count(existed=existed)
        if request.engagement:
            ledger.record(_talk_key(key), request.engagement)


def take_away_request(ledger: Ledger, key: str) -> None:
    """Delete the request under `key` with what was told about it, and the page of its talk unless that was changed."""
    request = ledger.find(key)
    if talk := ledger.entries.pop(_talk_key(key), None):
        if talk.target and fingerprint(talk.target) == talk.fingerprint:
            talk.target.delete()
        talk.delete()
    erase_about([request.subject])
    request.delete()


def _talk_key(key: str) -> str:
    return key.replace("request:", "talk:")


class _Handling:
    """One request of the demo, and the steps that were taken."""

    def __init__(self, data: schema.SpeakingRequest, today: date, user: User, speakers: dict[str, SpeakerPage]) -> None:
        self.data = data
        self.today = today
        self.user = user
        self.speakers = speakers

    def carry_out(self) -> SpeakingRequest:
        """Return the request with all its steps taken."""
        values = self.data.model_dump(include=_COPIED) | {
            "wished_speaker": self.speakers.get(self.data.wished_speaker or ""),
            "date": working_day_from(self.today, self.data.date),
        }
        received = past_moment_from(self.today, self.data.received)
        request = self._take(received, lambda: services.submit(values, uuid4()))
        SpeakingRequest.objects.filter(pk=request.pk).update(created_at=received)
        for step in self.data.steps:
            at = past_moment_from(self.today, step.at)
            request = self._take(at, partial(self._step, request, step))
        return request

    def _step(self, request: SpeakingRequest, step: schema.RequestStep) -> SpeakingRequest:
        if step.step != Step.PLANNED:
            return _COMMANDS[step.step](request, self.user, step)
        plan: dict[str, Any] = {"owner": self.user}
        if step.due is not None:
            plan["due_on"] = working_day_from(self.today, step.due)
        if step.speaker:
            plan["speaker"] = self.speakers[step.speaker]
        for name in ("start", "end"):
            if moment := getattr(step, name):
                plan[name] = moment_from(self.today, moment)
        return services.plan(request, self.user, plan)

    def _take(self, at: datetime, act: Callable[[], SpeakingRequest]) -> SpeakingRequest:
        """Return what `act` leaves of the request, with what it wrote down dated `at`."""
        with collect() as messages:
            request = act()
        settle(messages, at)
        RequestStep.objects.filter(pk=request.steps.latest("pk").pk).update(made_at=at)
        SpeakingRequest.objects.filter(pk=request.pk).update(changed_at=at)
        return request
