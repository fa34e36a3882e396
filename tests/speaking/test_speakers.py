"""Speakers: in the editor, in the index, and what each speaks on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset

from events.speaking.models import (
    EngagementSpeaker,
    SpeakerEngagementPage,
    SpeakerIndexPage,
    SpeakerPage,
    SpeakerTopic,
)
from home.models import HomePage
from tests.editor import create_page, edit_page
from tests.factories import (
    SpeakerEngagementPageFactory,
    SpeakerIndexPageFactory,
    SpeakerPageFactory,
    ThemeFactory,
)


@pytest.fixture
def index(home: HomePage) -> SpeakerIndexPage:
    return SpeakerIndexPageFactory()


def talk(speaker: SpeakerPage, title: str, **fields: Any) -> SpeakerEngagementPage:
    page = SpeakerEngagementPageFactory(title=title, **fields)
    EngagementSpeaker.objects.create(page=page, speaker=speaker)
    return page


def test_the_index_is_made_and_changed_in_the_editor(home: HomePage, logged_in: Callable[..., Client]) -> None:
    client = logged_in("beheerder")
    assert create_page(client, SpeakerIndexPage, home, title="Sprekers", slug="sprekers").status_code == 302
    page = SpeakerIndexPage.objects.get()
    assert edit_page(client, page, title="Onze sprekers").status_code == 302
    assert "Onze sprekers" in client.get("/sprekers/").content.decode()


def test_a_speaker_is_made_and_changed_in_the_editor(index: SpeakerIndexPage, logged_in: Callable[..., Client]) -> None:
    client = logged_in("evenementbeheerder")
    topics = inline_formset([{"text": "Testen met inwoners"}, {"text": "Wie niet online kan"}])
    answer = create_page(
        client, SpeakerPage, index, title="Elif Karaca", slug="elif-karaca", role="Adviseur", topics=topics
    )
    assert answer.status_code == 302
    shown = client.get("/sprekers/elif-karaca/").content.decode()
    for words in ("Elif Karaca", "Adviseur", "Testen met inwoners", "Wie niet online kan"):
        assert words in shown
    page = SpeakerPage.objects.get()
    assert edit_page(client, page, role="Adviseur digitale dienstverlening").status_code == 302
    page.refresh_from_db()
    assert page.card_note == "Adviseur digitale dienstverlening"
    assert [topic.text for topic in page.topics.all()] == ["Testen met inwoners", "Wie niet online kan"]


def test_an_empty_index_says_so(client: Client, index: SpeakerIndexPage) -> None:
    assert "Zodra wij onze sprekers voorstellen" in client.get(index.url).content.decode()


def test_the_index_shows_role_and_topics_by_name(client: Client, index: SpeakerIndexPage) -> None:
    youssef = SpeakerPageFactory(title="Youssef El Idrissi", role="Adviseur gegevens")
    SpeakerTopic.objects.create(page=youssef, text="Eenmalige uitvraag")
    SpeakerPageFactory(title="Elif Karaca")
    cards = client.get(index.url).context["cards"]
    assert [(card.title, card.kind, card.meta) for card in cards] == [
        ("Elif Karaca", "Spreker", []),
        ("Youssef El Idrissi", "Adviseur gegevens", ["Eenmalige uitvraag"]),
    ]


def test_the_index_is_narrowed_by_theme(client: Client, index: SpeakerIndexPage) -> None:
    theme = ThemeFactory(slug="draagvlak")
    SpeakerPageFactory(title="Elif", themes=[theme])
    SpeakerPageFactory(title="Youssef")

    def found(query: str) -> list[str]:
        answer = client.get(f"{index.url}?{query}")
        assert answer.status_code == 200
        return [card.title for card in answer.context["cards"]]

    assert found("thema=draagvlak") == ["Elif"]
    assert found("thema=bestaat-niet") == ["Elif", "Youssef"]
    assert found("thema=%00&pagina=x") == ["Elif", "Youssef"]


def test_nothing_restricted_or_unpublished_is_in_the_index(client: Client, index: SpeakerIndexPage) -> None:
    hidden = SpeakerPageFactory(title="Alleen voor ons")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    SpeakerPageFactory(title="Concept", live=False)
    assert client.get(index.url).context["cards"] == []


@time_machine.travel("2026-12-12T12:00:00Z", tick=False)
def test_a_speaker_shows_what_is_to_come_and_what_has_been(client: Client, index: SpeakerIndexPage) -> None:
    now, speaker = timezone.now(), SpeakerPageFactory()
    talk(speaker, "Later", start=now + timedelta(days=9))
    talk(speaker, "Eerst", start=now + timedelta(days=2))
    talk(speaker, "Bezig", start=now - timedelta(hours=1), end=now + timedelta(seconds=1))
    talk(speaker, "Net klaar", start=now - timedelta(hours=1), end=now)
    talk(speaker, "Gehouden", start=now - timedelta(days=3), state="held")
    talk(speaker, "Komt niet", start=now + timedelta(days=3), state="cancelled")
    talk(speaker, "Kwam niet", start=now - timedelta(days=30), state="cancelled")
    talk(SpeakerPageFactory(), "Van een ander")
    answer = client.get(speaker.url)
    assert [card.title for card in answer.context["coming_talks"]] == ["Bezig", "Eerst", "Komt niet", "Later"]
    assert [card.title for card in answer.context["held_talks"]] == ["Net klaar", "Gehouden"]
    badges = {card.title: card.badge for card in answer.context["coming_talks"]}
    assert badges["Komt niet"] == "Afgelast"
    assert badges["Eerst"] is None


def test_a_speaker_without_talks(client: Client, index: SpeakerIndexPage) -> None:
    answer = client.get(SpeakerPageFactory().url)
    assert "Er is nu geen spreekbeurt gepland" in answer.content.decode()
    assert "Kan spreken over" not in answer.content.decode()


def test_talks_that_are_restricted_or_unpublished_are_not_shown(client: Client, index: SpeakerIndexPage) -> None:
    speaker = SpeakerPageFactory()
    hidden = talk(speaker, "Besloten")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    talk(speaker, "Concept", live=False)
    past = talk(speaker, "Besloten geweest", start=timezone.now() - timedelta(days=3))
    PageViewRestriction.objects.create(page=past, restriction_type="password", password="geheim")
    answer = client.get(speaker.url)
    assert answer.context["coming_talks"] == answer.context["held_talks"] == []


def test_pages_take_as_many_queries_for_twenty_as_for_one(
    index: SpeakerIndexPage, queries_of: Callable[[str], int]
) -> None:
    def add() -> SpeakerPage:
        speaker = SpeakerPageFactory(themes=[theme])
        SpeakerTopic.objects.create(page=speaker, text="Onderwerp")
        return speaker

    def speak() -> None:
        talk(first, "Straks")
        talk(first, "Geweest", start=timezone.now() - timedelta(days=3))

    theme = ThemeFactory()
    first = add()
    speak()
    for_one = [queries_of(index.url), queries_of(first.url)]
    for _ in range(19):
        add()
        speak()
    assert [queries_of(index.url), queries_of(first.url)] == for_one
    assert max(for_one) <= 17


def test_topics_stand_in_a_list(client: Client, index: SpeakerIndexPage) -> None:
    speaker = SpeakerPageFactory()
    SpeakerTopic.objects.create(page=speaker, text="<b>Testen</b>")
    panel = BeautifulSoup(client.get(speaker.url).content, "html.parser").find(id="onderwerpen").parent
    assert [item.get_text() for item in panel.find_all("li")] == ["<b>Testen</b>"]
