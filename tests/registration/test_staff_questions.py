"""What staff let a session ask."""

import pytest
from django.test import Client

from events.agenda.models import EventSession
from events.registration.models import Question, Registration
from tests.registration.conftest import register
from tests.registration.desk import html, url


def asked(**changes: str) -> dict[str, str]:
    data = {"questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0"}
    first = {"text": "Hoe komt u?", "kind": "choice", "options": "Fiets\nTrein", "retention": "normal", "order": "0"}
    return {**data, **{f"questions-0-{name}": value for name, value in {**first, **changes}.items()}}


def test_questions_are_kept_with_how_long_answers_are(desk: Client, session: EventSession) -> None:
    desk.post(url("questions", session), asked(retention="sensitive", is_required="on"))
    question = Question.objects.get()
    assert (question.choices, question.retention, question.is_required) == (["Fiets", "Trein"], "sensitive", True)
    assert "Hoe komt u?" in html(desk, url("questions", session))


def test_a_choice_without_choices_is_refused(desk: Client, session: EventSession) -> None:
    answer = desk.post(url("questions", session), asked(options="Fiets"))
    assert "minstens twee keuzes" in answer.content.decode()
    assert not Question.objects.exists()


def test_a_question_goes_until_somebody_has_answered_it(desk: Client, session: EventSession) -> None:
    question = Question.objects.create(session=session, text="Waarom?")
    gone = {
        **asked(text="Waarom?", kind="text", options="", id=str(question.pk), DELETE="on"),
        "questions-INITIAL_FORMS": "1",
    }
    register(session, "piet", answers={question.pk: "Daarom"})
    assert "al beantwoord" in desk.post(url("questions", session), gone).content.decode()
    assert Question.objects.exists()
    Registration.objects.get().answers.all().delete()
    desk.post(url("questions", session), gone)
    assert not Question.objects.exists()


@pytest.mark.parametrize("total", ["x", "", "99999"])
def test_a_broken_form_of_questions_gets_an_answer(desk: Client, session: EventSession, total: str) -> None:
    assert desk.post(url("questions", session), {**asked(), "questions-TOTAL_FORMS": total}).status_code == 200
