"""Talks: in the editor, as visitors see them, and in calendars."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from cms.media.models import SiteDocument
from cms.pages.models import BasePage
from events.agenda.models import AgendaPage
from events.speaking.models import EngagementSpeaker, SpeakerEngagementPage
from home.models import HomePage
from tests.editor import create_page, edit_page
from tests.factories import (
    AgendaPageFactory,
    OrganisationFactory,
    SpeakerEngagementPageFactory,
    SpeakerPageFactory,
)


@pytest.fixture
def agenda(home: HomePage) -> AgendaPage:
    return AgendaPageFactory()


@pytest.fixture
def editor(agenda: AgendaPage, logged_in: Callable[..., Client]) -> Client:
    return logged_in("evenementbeheerder")


def text_of(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def errors_of(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


def test_it_is_made_in_the_editor(editor: Client, agenda: AgendaPage) -> None:
    organisation = OrganisationFactory(name="Barneveld")
    answer = create_page(
        editor,
        SpeakerEngagementPage,
        agenda,
        title="Wat vraagt één loket van de raad?",
        organiser="Griffie",
        audience="Raadsleden",
        place="Raadzaal, Barneveld",
        organisation=organisation.pk,
    )
    assert answer.status_code == 302, answer.context["form"].errors
    page = SpeakerEngagementPage.objects.get()
    speaker = page.speakers.get().speaker
    shown = text_of(editor.get(page.url))
    for words in ("Congres Publiekszaken", "Griffie", "Raadsleden", "Raadzaal, Barneveld", speaker.title):
        assert words in shown
    assert page.date == page.start


def test_it_is_changed_in_the_editor(editor: Client) -> None:
    page = talk_with_speaker()
    assert edit_page(editor, page, place="Assen").status_code == 302
    page.refresh_from_db()
    assert page.place == "Assen"
    assert page.speakers.count() == 1


def talk_with_speaker(**fields: Any) -> SpeakerEngagementPage:
    page = SpeakerEngagementPageFactory(**fields)
    EngagementSpeaker.objects.create(page=page, speaker=SpeakerPageFactory(), role="spreker")
    page = SpeakerEngagementPage.objects.get(pk=page.pk)
    page.save_revision().publish()
    return page


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"start": "2027-03-03 19:30", "end": "2027-03-03 19:30"}, "end", "einde ligt voor het begin"),
        ({"start": "2027-03-03 19:30", "end": "2027-03-02 21:00"}, "end", "einde ligt voor het begin"),
        ({"state": "held"}, "state", "moet nog beginnen"),
        ({"video_url": "https://film.example/1"}, "video_url", "youtube.com, youtu.be of vimeo.com"),
        ({"video_url": "https://vimeo.com.evil.example/123456"}, "video_url", "youtube.com, youtu.be of vimeo.com"),
        ({"video_url": "javascript:alert(1)"}, "video_url", ""),
        ({"start": "2027-03-28 02:30"}, "start", "verspringt de klok"),
        ({"start": ""}, "start", ""),
        ({"occasion": ""}, "occasion", ""),
    ],
)
def test_what_is_not_right_is_said_at_the_field(
    editor: Client, agenda: AgendaPage, fields: dict[str, str], field: str, words: str
) -> None:
    answer = create_page(editor, SpeakerEngagementPage, agenda, **fields)
    assert words in " ".join(errors_of(answer)[field])
    assert not SpeakerEngagementPage.objects.exists()


def test_saving_without_a_change_keeps_the_instant(editor: Client) -> None:
    """In the night of 31 October 2027, 02:30 comes twice."""
    start = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    page = talk_with_speaker(start=start)
    assert edit_page(editor, page, title="Andere titel").status_code == 302
    page.refresh_from_db()
    assert (page.title, page.start, page.sequence) == ("Andere titel", start, 0)


def test_the_card_reads_the_base_table(agenda: AgendaPage, local: Callable) -> None:
    start = local(2027, 3, 3, 19, 30)
    page = SpeakerEngagementPageFactory(start=start, end=start + timedelta(hours=2), place="Zwolle", state="cancelled")
    card = BasePage.objects.get(pk=page.pk).get_card()
    assert (card.badge, card.badge_kind, card.meta) == ("Afgelast", "error", ["19.30 tot 21.30 uur", "Zwolle"])


@pytest.mark.parametrize(
    ("fields", "badge"),
    [
        ({}, ""),
        ({"state": "cancelled"}, "Afgelast"),
        ({"start": timezone.now() - timedelta(days=2), "state": "held"}, "Gehouden"),
        ({"start": timezone.now() - timedelta(days=2)}, "Gehouden"),
        ({"start": timezone.now() - timedelta(days=2), "state": "cancelled"}, "Afgelast"),
    ],
)
def test_its_badge_says_how_it_went(client: Client, agenda: AgendaPage, fields: dict[str, Any], badge: str) -> None:
    answer = client.get(SpeakerEngagementPageFactory(**fields).url)
    assert answer.context["header"]["badge"] == badge


def test_a_talk_to_come_can_be_taken_along(client: Client, agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory()
    assert f"{page.url}agenda.ics" in client.get(page.url).content.decode()
    past = SpeakerEngagementPageFactory(start=timezone.now() - timedelta(days=2))
    assert "agenda.ics" not in client.get(past.url).content.decode()


def test_a_film_asks_first(client: Client, agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory(video_url="https://www.youtube.com/watch?v=abcdefghijk")
    frame = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("[data-ol-video]")
    assert frame["data-src"] == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert BeautifulSoup(client.get(page.url).content, "html.parser").find("iframe") is None


def test_slides_are_to_be_had(client: Client, agenda: AgendaPage) -> None:
    slides = SiteDocument.objects.create(title="Vijf tafels", file=ContentFile(b"%PDF-1.7", name="tafels.pdf"))
    page = SpeakerEngagementPageFactory(slides=slides)
    assert slides.url in client.get(page.url).content.decode()


def test_a_talk_without_film_and_slides_has_no_empty_heading(client: Client, agenda: AgendaPage) -> None:
    assert "Terugkijken" not in text_of(client.get(SpeakerEngagementPageFactory().url))


def test_speakers_that_a_visitor_may_not_see_are_not_named(client: Client, agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory()
    shown, hidden = SpeakerPageFactory(title="Elif"), SpeakerPageFactory(title="Geheim Persoon")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    for speaker in (hidden, shown, SpeakerPageFactory(title="Concept Persoon", live=False)):
        EngagementSpeaker.objects.create(page=page, speaker=speaker, role="inleider")
    answer = client.get(page.url)
    assert [(one["name"], one["role"]) for one in answer.context["speakers"]] == [("Elif", "inleider")]
    assert "Persoon" not in text_of(answer)


def test_it_takes_as_many_queries_for_ten_speakers_as_for_one(
    agenda: AgendaPage, queries_of: Callable[[str], int]
) -> None:
    page = talk_with_speaker()
    for_one = queries_of(page.url)
    for _ in range(9):
        EngagementSpeaker.objects.create(page=page, speaker=SpeakerPageFactory(), role="spreker")
    assert queries_of(page.url) == for_one <= 17


def event_in(client: Client, page: SpeakerEngagementPage) -> Any:
    answer = client.get(f"{page.url}{page.translation_key}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    return event


def test_its_calendar_file(client: Client, agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory(place="Raadzaal, Barneveld")
    event = event_in(client, page)
    assert str(event["UID"]) == str(page.translation_key)
    assert event.decoded("DTSTART") == page.start
    assert "DTEND" not in event
    assert event["LOCATION"] == "Raadzaal, Barneveld"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)


def test_only_a_change_of_time_place_or_state_raises_the_sequence(client: Client, agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory()
    for field, value, sequence in [
        ("title", "Andere titel", 0),
        ("place", "Assen", 1),
        ("start", page.start + timedelta(hours=1), 2),
        ("end", page.start + timedelta(hours=3), 3),
        ("state", "cancelled", 4),
    ]:
        setattr(page, field, value)
        page.save_revision().publish()
        assert event_in(client, page)["SEQUENCE"] == sequence
    assert event_in(client, page)["STATUS"] == "CANCELLED"


def test_a_draft_raises_nothing_and_going_back_raises_on(client: Client, agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory(place="Utrecht")
    first = page.get_latest_revision()
    page.place = "Assen"
    moved = page.save_revision()
    assert event_in(client, page)["SEQUENCE"] == 0
    moved.publish()
    assert event_in(client, page)["SEQUENCE"] == 1
    first.publish()
    event = event_in(client, page)
    assert (event["SEQUENCE"], event["LOCATION"]) == (2, "Utrecht")


def test_a_copy_is_another_event(agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory()
    copy = page.copy(update_attrs={"slug": "kopie"})
    assert copy.translation_key != page.translation_key


def test_a_file_behind_a_restriction_is_not_given(client: Client, agenda: AgendaPage) -> None:
    page = SpeakerEngagementPageFactory()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(f"{page.url}agenda.ics").status_code == 302
