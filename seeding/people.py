"""Who registered for the demo's workshops: through the same commands as everybody, on days that have been.

Nothing of it is sent: the messages stand in the outbox as if that was done at the time.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone

from cms.mail.rehearsal import collect
from cms.mail.services import erase_about, settle
from cms.taxonomy.models import Organisation
from cms.users.models import User
from events.agenda.enums import SessionState
from events.agenda.models import EventSession
from events.registration import services
from events.registration.afterwards import send_thanks
from events.registration.application import Application, Person, StatedNeeds
from events.registration.enums import Attendance
from events.registration.evaluating import evaluate
from events.registration.models import Evaluation, KeptCount, Question, Registration, SpentInvitation
from events.registration.refusals import RegistrationRefusedError
from seeding import schema
from seeding.ledger import Ledger, session_key
from seeding.moments import past_moment_from
from seeding.problems import DemoContentError
from seeding.source import DemoContent, DemoPeople

# Who comes is ticked so long before the start; who came is asked what it was like at ten the next morning.
_TICKED_BEFORE = timedelta(minutes=10)
_ASKED_AT = time(10)


def write_people(
    ledger: Ledger, content: DemoContent, sessions: Mapping[str, EventSession], today: date, user: User | None
) -> None:
    """Let the demo's people register anew for `sessions`, by their key in the ledger, and let `user` tick who came.

    Without a `user` nobody registers. Raise DemoContentError for one that is refused.
    """
    casts = {session_key(people.workshop, people.data.session): people for people in content.people if user}
    for key, session in sessions.items():
        if key in ledger.entries:
            take_away_people(session)
        people = casts.get(key)
        if people and user and not session.registrations.exists():
            try:
                _Cast(people, session, today, user).play()
            except RegistrationRefusedError as error:
                problem = content.problem(people.path, "parties:", f"Een aanmelding wordt geweigerd: {error.message}")
                raise DemoContentError([problem]) from error
        ledger.record(key, session)


def take_away_people(session: EventSession) -> None:
    """Delete all registrations of `session`, and everything that was asked, told and thought about it."""
    registrations = Registration.objects.filter(session=session)
    erase_about([registration.subject_of for registration in registrations])
    registrations.delete()
    for model in (Question, Evaluation, SpentInvitation, KeptCount):
        model.objects.filter(session=session).delete()


class _Cast:
    """The people of one file, who register for `session`, each at their moment."""

    def __init__(self, people: DemoPeople, session: EventSession, today: date, user: User) -> None:
        self.people = people.data
        self.session = session
        self.today = today
        self.user = user
        self.registrations: dict[str, Registration] = {}
        self.questions: list[Question] = []

    def play(self) -> None:
        """Let everybody register and cancel in the order of time; of what is over, note who came and how it was."""
        self.questions = Question.objects.bulk_create(
            Question(
                session=self.session,
                text=question.text,
                kind=question.kind,
                options="\n".join(question.options),
                is_required=question.required,
                order=number,
            )
            for number, question in enumerate(self.people.questions)
        )
        state = SessionState(self.session.state)
        if state == SessionState.COMPLETED:  # it was still to come when they registered
            self._set_state(SessionState.SCHEDULED)
        scenes = [(self._moment(party.at), party, self._register) for party in self.people.parties]
        scenes += [
            (self._moment(party.cancelled), party, self._cancel) for party in self.people.parties if party.cancelled
        ]
        for at, party, act in sorted(scenes, key=lambda scene: scene[0]):
            self._tell(at, partial(act, party, at), party.refused)
        self._set_state(state)
        if state == SessionState.COMPLETED:
            self._look_back()

    def _set_state(self, state: SessionState) -> None:
        EventSession.objects.filter(pk=self.session.pk).update(state=state)
        self.session.state = state

    def _moment(self, moment: str) -> datetime:
        return past_moment_from(self.today, moment)

    def _tell(self, at: datetime, act: Callable[[], object], refused: str = "") -> None:
        with collect() as messages:
            act()
        settle(messages, at, refused=refused)

    def _register(self, party: schema.Party, at: datetime) -> None:
        municipality = Organisation.objects.get(name=party.organisation)
        application = Application(
            name=party.name,
            email=party.email,
            organisation_code=municipality.cbs_code or "",
            organisation_name=municipality.name,
            attendees=(Person(party.name, party.email), *map(Person, party.colleagues)),
            answers={question.pk: answer for question, answer in zip(self.questions, party.answers, strict=False)},
            needs=StatedNeeds(party.dietary, party.access),
        )
        self.registrations[party.email] = services.register(self.session, application, key=party.email, now=at)

    def _cancel(self, party: schema.Party, at: datetime) -> None:
        services.cancel(self.registrations[party.email], now=at)

    def _look_back(self) -> None:
        present = [party for party in self.people.parties if not party.cancelled]
        for party in present:
            for attendee in self.registrations[party.email].attendees.all():
                state = Attendance.NO_SHOW if attendee.name in party.absent else Attendance.ATTENDED
                services.mark_attendance(attendee, state, self.user, now=self.session.start - _TICKED_BEFORE)
        next_day = timezone.localtime(self.session.end).date() + timedelta(days=1)
        asked_at = timezone.make_aware(datetime.combine(next_day, _ASKED_AT))
        self._tell(asked_at, lambda: send_thanks(self.session))
        for party, thought in zip(present, self.people.evaluations, strict=False):
            evaluate(self.registrations[party.email], Evaluation(**thought.model_dump()))
