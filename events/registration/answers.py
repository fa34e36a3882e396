"""What a party answers to the questions of its session."""

from collections.abc import Mapping

from django.db.models import QuerySet

from cms.database.composed import composed
from events.agenda.models import EventSession
from events.registration.application import StatedNeeds
from events.registration.enums import RefusalCode
from events.registration.models import Answer, Needs, Question, Registration
from events.registration.refusals import RegistrationRefusedError


@composed
def _questions(session: int) -> QuerySet[Question]:
    return Question.objects.filter(session=session)


def check_answers(session: EventSession, answers: Mapping[int, str]) -> None:
    """Raise RegistrationRefusedError when a required answer is missing, or one isn't among those to choose from."""
    for question in _questions(session.pk):
        answer = answers.get(question.pk, "").strip()
        if question.is_required and not answer:
            raise RegistrationRefusedError(RefusalCode.ANSWER_MISSING, f"Beantwoord de vraag: {question.text}")
        if answer and question.choices and answer not in question.choices:
            raise RegistrationRefusedError(RefusalCode.ANSWER_WRONG)


def write_answers(registration: Registration, answers: Mapping[int, str]) -> None:
    """Let `answers` be what the party answered; an empty one is forgotten, a question of another session ignored."""
    if not answers:
        return
    given = Question.objects.filter(session=registration.session, pk__in=answers)
    registration.answers.filter(question__in=given).delete()
    rows = [(question, answers[question.pk].strip()) for question in given]
    Answer.objects.bulk_create(
        Answer(registration=registration, question=question, value=value) for question, value in rows if value
    )


def write_needs(registration: Registration, needs: StatedNeeds) -> None:
    """Let `needs` be what the party needs; nothing is kept of who needs nothing."""
    if needs:
        values = {"dietary": needs.dietary.strip(), "access": needs.access.strip()}
        Needs.objects.update_or_create(registration=registration, defaults=values)
    else:
        Needs.objects.filter(registration=registration).delete()
