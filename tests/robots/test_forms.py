"""A form tells people from robots, and never loses what a person typed."""

from datetime import UTC, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string

from cms.robots.forms import RobotProofForm, signed_moment
from tests.robots.human import as_human


class QuestionForm(RobotProofForm):
    question = forms.CharField(label="Uw vraag")


def shown(form: forms.Form) -> BeautifulSoup:
    fields = "".join(render_to_string("components/form_field.html", {"field": field}) for field in form)
    return BeautifulSoup(fields, "html.parser")


def test_a_person_gets_through_and_leaves_no_trace_of_the_protection() -> None:
    form = QuestionForm(as_human({"question": "Hoe begin ik?"}))
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"question": "Hoe begin ik?"}


@pytest.mark.parametrize(
    ("seconds", "sent", "message"),
    [
        (60, {"webadres": "https://example.org"}, "veld dat leeg moet blijven"),
        (1, {}, "wel heel snel"),
        (25 * 60 * 60, {}, "te lang open"),
        (60, {"moment": ""}, "te lang open"),
        (60, {"moment": "0:vervalst"}, "te lang open"),
        (60, {"moment": "a\0b"}, "te lang open"),
        (60, {"moment": "é" * 10_000}, "te lang open"),
    ],
)
def test_what_a_robot_sends_comes_back_and_can_be_sent_again(seconds: int, sent: dict[str, str], message: str) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC)) as clock:
        empty = {"moment": signed_moment(), "webadres": ""}
        clock.shift(seconds)
        form = QuestionForm({**empty, "question": "Hoe begin ik?", **sent})
        assert not form.is_valid()
        assert [message in error for error in form.non_field_errors()] == [True]
        again = {field["name"]: field.get("value", "") for field in shown(form).select("input")}
        assert again["question"] == "Hoe begin ik?"
        assert again["webadres"] == ""
        clock.shift(4)
        assert QuestionForm(again).is_valid()


def test_who_mends_a_mistake_need_not_wait() -> None:
    sent = as_human({"question": ""})
    form = QuestionForm(sent)
    assert list(form.errors) == ["question"]
    assert shown(form).select_one("[name=moment]")["value"] == sent["moment"]


def test_nobody_meets_the_trap() -> None:
    page = shown(QuestionForm())
    trap = page.select_one("[name=webadres]")
    assert trap.find_parent(hidden=True)
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert page.select_one(f"label[for={trap['id']}]")
    assert page.select_one("[name=moment]")["type"] == "hidden"


def test_each_form_is_shown_with_its_own_moment() -> None:
    assert signed_moment() in str(shown(QuestionForm()))
    assert not QuestionForm({"question": "Snel", "moment": signed_moment()}).is_valid()
