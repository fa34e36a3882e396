"""What may happen to a request: which step follows which, who hears of it, and what comes of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.mail.models import OutgoingMessage
from cms.mail.writing import text_to_send
from cms.pages.signals import tick
from cms.users.models import User
from events.speaking.models import SpeakerEngagementPage, SpeakerPage
from events.speaking.requests import services
from events.speaking.requests.enums import RULES, RequestStatus, Step
from events.speaking.requests.errors import RequestRefusedError
from events.speaking.requests.models import SpeakingRequest
from home.models import HomePage
from tests.factories import AgendaPageFactory, OrganisationFactory, SpeakerPageFactory, UserFactory
from tests.speaking.asking import make_request, status_url


@pytest.fixture
def speaker(home: HomePage) -> SpeakerPage:
    return SpeakerPageFactory(title="Elif Karaca", owner=UserFactory(email="elif@ol2000.example"))


@pytest.fixture
def user(speaker: SpeakerPage) -> User:
    """Who handles requests, once there is an agenda."""
    AgendaPageFactory()
    return UserFactory(role="evenementbeheerder", email="noor@ol2000.example")


def planned(user: User, who: SpeakerPage, **changes: Any) -> SpeakingRequest:
    start = timezone.now().replace(microsecond=0) + timedelta(days=40)
    values = {"owner": user, "speaker": who, "start": start, "end": start + timedelta(hours=1), **changes}
    return services.plan(make_request(), user, values)


def mails(request: SpeakingRequest, template: str) -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.about(request.subject).filter(template=f"speaking/{template}"))


# Every step with what it takes beside the request.
STEPS = {
    Step.NOTED: lambda request, user: services.note(request, user, "Gebeld."),
    Step.ASKED: lambda request, user: services.ask(request, user, "Hoe laat?"),
    Step.ANSWERED: lambda request, _user: services.answer(request, "Om twee uur."),
    Step.PROPOSED: lambda request, user: services.propose(request, user, "Donderdag?"),
    Step.RESERVED: lambda request, user: services.reserve(request, user, ""),
    Step.CONFIRMED: lambda request, user: services.confirm(request, user, "Tot dan!"),
    Step.DECLINED: lambda request, user: services.decline(request, user, "Geen tijd.", "Kom naar de workshop."),
    Step.WITHDRAWN: lambda request, _user: services.withdraw(request),
    Step.LINK_RENEWED: services.renew_link,
    Step.CLOSED: services.close,
    Step.PLANNED: lambda request, user: services.plan(request, user, {"due_on": timezone.localdate()}),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_from_where_the_table_says_and_nowhere_else(
    user: User, speaker: SpeakerPage, step: Step
) -> None:
    rule = RULES[step]
    for status in RequestStatus:
        request = planned(user, speaker)
        SpeakingRequest.objects.filter(pk=request.pk).update(status=status)
        before = (request.steps.count(), OutgoingMessage.objects.count())
        if status in rule.before:
            after = STEPS[step](request, user)
            assert after.status == (rule.after or status)
            last = request.steps.last()
            assert (last.step, last.status) == (step, after.status)
        else:
            with pytest.raises(RequestRefusedError, match=status.label.lower()):
                STEPS[step](request, user)
            assert (request.steps.count(), OutgoingMessage.objects.count()) == before
            assert SpeakingRequest.objects.get(pk=request.pk).status == status


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step.ASKED, "Hoe laat?"),
        (Step.PROPOSED, "Spreker: Elif Karaca"),
        (Step.RESERVED, "onder voorbehoud"),
        (Step.CONFIRMED, "Tot dan!"),
        (Step.DECLINED, "Wat wel kan: Kom naar de workshop."),
        (Step.WITHDRAWN, "is ingetrokken"),
        (Step.LINK_RENEWED, "werkt niet meer"),
    ],
)
def test_who_asked_hears_of_it_once_with_the_way_to_the_request(
    user: User, speaker: SpeakerPage, step: Step, words: str
) -> None:
    request = STEPS[step](planned(user, speaker), user)
    (mail,) = mails(request, step)
    assert mail.recipient == "sam@zwolle.example"
    text = text_to_send(mail)
    assert words in text
    assert status_url(request) in text
    assert "{" not in text


@pytest.mark.parametrize("step", [Step.NOTED, Step.PLANNED])
def test_what_is_for_colleagues_is_mailed_to_nobody(user: User, speaker: SpeakerPage, step: Step) -> None:
    request = planned(user, speaker)
    before = OutgoingMessage.objects.count()
    STEPS[step](request, user)
    assert OutgoingMessage.objects.count() == before


def test_the_handler_hears_of_an_answer_and_of_a_withdrawal_but_not_of_their_own(
    user: User, speaker: SpeakerPage
) -> None:
    other = UserFactory(role="evenementbeheerder")
    request = services.ask(planned(user, speaker), user, "Hoe laat?")
    request = services.answer(request, "Om twee uur.")
    (mail,) = mails(request, "staff")[:1]
    assert mail.recipient == user.email
    assert "Om twee uur." in mail.text
    request = services.confirm(request, user, "")
    services.withdraw(request)
    (mail,) = mails(request, "staff")[:1]
    assert f"/pages/{request.engagement_id}/edit/" in mail.text
    told = [mail.recipient for mail in mails(request, "staff")]
    # The first was for everybody who handles requests, before somebody did.
    assert (told.count(user.email), told.count(other.email)) == (3, 1)
    by_phone = planned(user, speaker)
    services.withdraw(by_phone, user, "Belde af.")
    assert len(mails(by_phone, "staff")) == 2


def test_a_new_request_goes_to_all_who_may_handle_it_when_nobody_does(db: None) -> None:
    first, second = UserFactory(role="evenementbeheerder"), UserFactory(role="evenementbeheerder")
    UserFactory(role="evenementbeheerder", is_active=False)
    UserFactory(role="redacteur")
    assert {mail.recipient for mail in mails(make_request(), "staff")} == {first.email, second.email}


@pytest.mark.parametrize("step", [Step.RESERVED, Step.CONFIRMED])
def test_accepting_makes_a_draft_in_the_agenda(user: User, speaker: SpeakerPage, step: Step) -> None:
    zwolle = OrganisationFactory(name="Zwolle")
    request = STEPS[step](planned(user, speaker), user)
    page = request.engagement
    assert isinstance(page, SpeakerEngagementPage)
    assert not page.live
    assert (page.owner, page.get_parent().specific_class.__name__) == (user, "AgendaPage")
    assert (page.title, page.start, page.end) == ("Eén loket, hoe dan?", request.start, request.end)
    assert (page.organiser, page.organisation, page.place) == ("Gemeente Zwolle", zwolle, "Stadhuis, Zwolle")
    assert page.audience == "medewerkers van de balie, ongeveer 80 mensen"
    assert [one.speaker for one in page.speakers.all()] == [speaker]
    page.get_latest_revision().publish()
    assert SpeakerEngagementPage.objects.get().live


def test_confirming_what_was_reserved_makes_no_second_page(user: User, speaker: SpeakerPage) -> None:
    request = services.reserve(planned(user, speaker), user, "")
    assert services.confirm(request, user, "").engagement == request.engagement
    assert SpeakerEngagementPage.objects.count() == 1


def test_two_talks_of_the_same_name_both_get_a_page(user: User, speaker: SpeakerPage) -> None:
    pages = [services.confirm(planned(user, speaker), user, "").engagement for _ in range(2)]
    assert len({page.slug for page in pages}) == 2


def test_a_name_as_long_as_may_be_fits_the_page(user: User, speaker: SpeakerPage) -> None:
    request = make_request(
        topic="t" * 200, occasion="o" * 160, audience="p" * 120, organisation_name="n" * 120, place="q" * 120
    )
    request = services.plan(request, user, {"speaker": speaker, "start": timezone.now()})
    page = services.confirm(request, user, "").engagement
    page.full_clean()


@pytest.mark.parametrize("missing", ["speaker", "start"])
def test_nothing_is_accepted_without_a_plan(user: User, speaker: SpeakerPage, missing: str) -> None:
    request = planned(user, speaker, **{missing: None, "end": None})
    with pytest.raises(RequestRefusedError, match="wie er spreekt en wanneer"):
        services.confirm(request, user, "")
    assert SpeakingRequest.objects.get().status == RequestStatus.RECEIVED
    assert not mails(request, "confirmed")


def test_who_may_not_add_to_the_agenda_accepts_nothing(user: User, speaker: SpeakerPage) -> None:
    with pytest.raises(RequestRefusedError, match="beheerder"):
        services.confirm(planned(user, speaker), UserFactory(), "")
    assert not SpeakerEngagementPage.objects.exists()


def test_planning_writes_down_what_changed(user: User, speaker: SpeakerPage) -> None:
    request = planned(user, speaker, start=datetime(2027, 3, 4, 13, tzinfo=timezone.get_fixed_timezone(60)), end=None)
    text = request.steps.last().text
    for words in ("Behandelaar: Noor de Wit", "Spreker: Elif Karaca", "Begin: 4 maart 2027, 13.00 uur"):
        assert words in text
    count = request.steps.count()
    services.plan(request, user, {"owner": user, "speaker": speaker})
    assert request.steps.count() == count


def test_a_plan_that_cannot_be_is_refused(user: User, speaker: SpeakerPage) -> None:
    start = timezone.now()
    for wrong in ({"start": start, "end": start}, {"start": None, "end": start}):
        with pytest.raises(ValidationError, match="niet na het begin"):
            services.plan(make_request(), user, wrong)


def test_what_stands_on_the_page_is_changed_there(user: User, speaker: SpeakerPage) -> None:
    request = services.confirm(planned(user, speaker), user, "")
    with pytest.raises(RequestRefusedError, match="daar"):
        services.plan(request, user, {"speaker": None})
    assert services.plan(request, user, {"owner": None}).owner is None


def test_a_renewed_link_is_the_only_one_that_opens(user: User, speaker: SpeakerPage, client: Any) -> None:
    request = make_request()
    old = status_url(request)
    assert client.get(old).status_code == 200
    request = services.renew_link(request, user)
    assert client.get(old).status_code == 404
    assert client.get(status_url(request)).status_code == 200


def test_a_step_is_never_changed(db: None) -> None:
    step = make_request().steps.get()
    step.text = "anders"
    with pytest.raises(ValueError, match="never changed"):
        step.save()


def test_after_the_talk_the_owner_of_the_speaker_is_asked_for_slides_once(user: User, speaker: SpeakerPage) -> None:
    request = services.confirm(planned(user, speaker), user, "")
    with time_machine.travel(request.end - timedelta(minutes=1)):
        tick.send(sender=None, now=timezone.now())
    assert SpeakingRequest.objects.get().status == RequestStatus.CONFIRMED
    with time_machine.travel(request.end + timedelta(minutes=1)):
        for _ in range(2):
            tick.send(sender=None, now=timezone.now())
    assert SpeakingRequest.objects.get().status == RequestStatus.HELD
    (mail,) = mails(request, "reminder")
    assert mail.recipient == "elif@ol2000.example"
    assert f"/pages/{request.engagement_id}/edit/" in mail.text


def test_the_page_says_when_the_talk_is(user: User, speaker: SpeakerPage) -> None:
    request = services.confirm(planned(user, speaker), user, "")
    page = SpeakerEngagementPage.objects.get()
    page.start, page.end = page.start + timedelta(days=9), None
    page.save_revision().publish()
    assert services.hold_past_talks(request.end + timedelta(days=1)) == 0
    page.state = "cancelled"
    page.save_revision().publish()
    assert services.hold_past_talks(request.end + timedelta(days=10)) == 0
    page.delete()
    assert services.hold_past_talks(request.end + timedelta(minutes=1)) == 1


def test_without_an_owner_of_the_speaker_the_handler_is_asked(user: User, speaker: SpeakerPage) -> None:
    speaker.owner.is_active = False
    speaker.owner.save()
    request = services.confirm(planned(user, speaker), user, "")
    services.hold_past_talks(request.end)
    assert [mail.recipient for mail in mails(request, "reminder")] == [user.email]


def test_a_year_after_its_end_a_request_is_erased_and_the_page_stays(user: User, speaker: SpeakerPage) -> None:
    request = services.confirm(planned(user, speaker), user, "")
    services.hold_past_talks(request.end)
    open_one, withdrawn = make_request(), services.withdraw(make_request())
    tick.send(sender=None, now=timezone.now() + timedelta(days=364))
    assert SpeakingRequest.objects.count() == 3
    assert services.erase_due(timezone.now() + timedelta(days=366)) == 2
    assert list(SpeakingRequest.objects.all()) == [open_one]
    assert not SpeakingRequest.objects.filter(pk=withdrawn.pk).exists()
    assert SpeakerEngagementPage.objects.count() == 1


def test_the_mails_about_a_request_go_with_it(db: None) -> None:
    open_one = make_request()
    services.withdraw(make_request())
    assert services.erase_due(timezone.now() + timedelta(days=366)) == 1
    assert {mail.subject_of for mail in OutgoingMessage.objects.all()} == {open_one.subject}
