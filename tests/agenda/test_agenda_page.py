"""The agenda: what is to come, what has been, by month, and narrowed by whatever a URL holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from events.agenda.models import AgendaPage, EventSession, WorkshopPage
from tests.editor import create_page, edit_page
from tests.factories import (
    EventSessionFactory,
    PhaseFactory,
    SpeakerEngagementPageFactory,
    ThemeFactory,
    UserFactory,
    WorkshopPageFactory,
)

COMING, PAST, MONTH = "/agenda/", "/agenda/?weergave=geweest", "/agenda/?weergave=maand"


def workshop(title: str, *starts: datetime, **fields: Any) -> WorkshopPage:
    """Make a workshop with a session at each of `starts`; without any, one in a week."""
    session = {name: fields.pop(name) for name in ("mode", "state", "end") if name in fields}
    page = WorkshopPageFactory(title=title, **fields)
    for start in starts or [timezone.now() + timedelta(days=7)]:
        EventSessionFactory(page=page, start=start, **session)
    page.save()
    return page


def talk(title: str, **fields: Any) -> Any:
    return SpeakerEngagementPageFactory(title=title, **fields)


def titles(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return [card.title for card in answer.context["cards"]]


def in_month(answer: Any) -> dict[str, list[str]]:
    """Return what stands on each day of the month that has something: {'2026-12-12': ['Knip']}."""
    assert answer.status_code == 200
    return {
        f"{day['date']}": [event["title"] for event in day["events"]]
        for week in answer.context["month"]["weeks"]
        for day in week
        if day["events"]
    }


def test_it_is_made_and_changed_in_the_editor(home: Any, logged_in: Callable[..., Client]) -> None:
    client = logged_in("beheerder")
    assert create_page(client, AgendaPage, home, title="Agenda", slug="agenda").status_code == 302
    page = AgendaPage.objects.get()
    assert edit_page(client, page, title="Onze agenda").status_code == 302
    assert "Onze agenda" in client.get(COMING).content.decode()


def test_an_empty_agenda_says_so(client: Client, agenda: AgendaPage) -> None:
    assert "Er is nu niets gepland" in client.get(COMING).content.decode()
    assert "Er is nog niets geweest" in client.get(PAST).content.decode()
    assert "In deze maand staat niets" in client.get(MONTH).content.decode()


def test_what_is_to_come_stands_in_order_and_without_a_date_last(client: Client, agenda: AgendaPage) -> None:
    now = timezone.now()
    WorkshopPageFactory(title="Zonder datum")
    workshop("Later", now + timedelta(days=9))
    talk("Spreekbeurt", start=now + timedelta(days=5))
    workshop("Eerst", now + timedelta(days=2), now + timedelta(days=20))
    workshop("Geweest", now - timedelta(days=2))
    assert titles(client.get(COMING)) == ["Eerst", "Spreekbeurt", "Later", "Zonder datum"]
    assert titles(client.get(PAST)) == ["Geweest"]


def test_the_last_that_was_stands_first(client: Client, agenda: AgendaPage) -> None:
    now = timezone.now()
    workshop("Lang geleden", now - timedelta(days=90))
    talk("Kort geleden", start=now - timedelta(days=2), state="held")
    workshop("Ertussen", now - timedelta(days=30), state="completed")
    workshop("Afgelast", now - timedelta(days=60), state="cancelled")
    assert titles(client.get(PAST)) == ["Kort geleden", "Ertussen", "Afgelast", "Lang geleden"]
    assert titles(client.get(COMING)) == []


def test_what_was_called_off_is_still_announced(client: Client, agenda: AgendaPage) -> None:
    workshop("Knip", state="cancelled")
    talk("Praat", state="cancelled")
    cards = client.get(COMING).context["cards"]
    assert [(card.title, card.badge, card.badge_kind) for card in cards] == [
        ("Knip", "Afgelast", "error"),
        ("Praat", "Afgelast", "error"),
    ]


@time_machine.travel("2026-12-12T12:00:00Z", tick=False)
def test_everything_is_over_at_its_end_and_not_before(client: Client, agenda: AgendaPage) -> None:
    now = timezone.now()
    begun = {"start": now - timedelta(hours=2)}
    workshop("Bezig", begun["start"], end=now + timedelta(seconds=1))
    workshop("Net over", begun["start"], end=now)
    talk("Praat nog", **begun, end=now + timedelta(seconds=1))
    talk("Net klaar", **begun, end=now)
    talk("Begint nu", start=now)
    assert set(titles(client.get(COMING))) == {"Bezig", "Praat nog"}
    assert set(titles(client.get(PAST))) == {"Net over", "Net klaar", "Begint nu"}


def test_a_workshop_with_a_date_to_come_has_not_been(client: Client, agenda: AgendaPage) -> None:
    now = timezone.now()
    workshop("Reeks", now - timedelta(days=30), now + timedelta(days=30))
    assert titles(client.get(COMING)) == ["Reeks"]
    assert titles(client.get(PAST)) == []


def test_a_draft_session_is_nowhere(client: Client, agenda: AgendaPage) -> None:
    workshop("Knip", state="draft")
    (card,) = client.get(COMING).context["cards"]
    assert (card.date, card.badge) == (None, "Datum volgt")
    assert in_month(client.get(MONTH)) == {}


def test_a_card_names_the_kind_of_meeting(client: Client, agenda: AgendaPage) -> None:
    workshop("A", meeting_kind="webinar")
    talk("B")
    assert [card.kind for card in client.get(COMING).context["cards"]] == ["Webinar", "Spreekbeurt"]


def test_the_filters(client: Client, agenda: AgendaPage) -> None:
    theme, phase = ThemeFactory(slug="draagvlak"), PhaseFactory(slug="bouw")
    workshop("Webinar", meeting_kind="webinar", mode="online")
    workshop("Hybride", mode="hybride", themes=[theme])
    workshop("Ter plaatse", phase=phase)
    talk("Praat", themes=[theme])

    def found(query: str) -> set[str]:
        return set(titles(client.get(f"{COMING}?{query}")))

    assert found("soort=webinar") == {"Webinar"}
    assert found("soort=spreekbeurt") == {"Praat"}
    assert found("soort=webinar&soort=spreekbeurt") == {"Webinar", "Praat"}
    assert found("plaats=online") == {"Webinar", "Hybride"}
    assert found("plaats=op-locatie") == {"Hybride", "Ter plaatse", "Praat"}
    assert found("thema=draagvlak") == {"Hybride", "Praat"}
    assert found("thema=draagvlak&soort=workshop") == {"Hybride"}
    assert found("fase=bouw") == {"Ter plaatse"}
    assert found("fase=bouw&soort=webinar") == set()


def test_the_filters_say_how_many_there_are(client: Client, agenda: AgendaPage) -> None:
    workshop("A", mode="hybride")
    workshop("B", timezone.now() + timedelta(days=3), timezone.now() + timedelta(days=4))
    workshop("Geweest", timezone.now() - timedelta(days=3), mode="online")
    talk("C")
    facets = {facet["name"]: facet for facet in client.get(COMING).context["listing"].facets}
    counts = {option["value"]: option["count"] for name in facets for option in facets[name]["options"]}
    assert counts == {"workshop": 2, "spreekbeurt": 1, "op-locatie": 3, "online": 1}


def test_a_filter_is_about_the_date_that_is_shown(client: Client, agenda: AgendaPage) -> None:
    """A workshop that was online and comes to a town isn't found under 'online' any more."""
    now = timezone.now()
    page = workshop("Reeks", now + timedelta(days=3))
    EventSessionFactory(page=page, start=now - timedelta(days=30), mode="online")
    assert titles(client.get(f"{COMING}?plaats=online")) == []
    assert titles(client.get(f"{COMING}?plaats=op-locatie")) == ["Reeks"]


def test_pages_keep_the_filters(client: Client, agenda: AgendaPage) -> None:
    for number in range(14):
        workshop(f"Knip {number}", timezone.now() + timedelta(days=1 + number))
    answer = client.get(f"{COMING}?soort=workshop")
    assert len(titles(answer)) == 12
    assert "soort=workshop&amp;pagina=2" in answer.content.decode()
    assert titles(client.get(f"{COMING}?soort=workshop&pagina=2")) == ["Knip 12", "Knip 13"]
    assert titles(client.get(f"{COMING}?pagina=99")) == ["Knip 12", "Knip 13"]


def test_a_month_holds_every_date(client: Client, agenda: AgendaPage, local: Callable) -> None:
    page = workshop("Knip", local(2026, 12, 12, 10), local(2026, 12, 19, 10), local(2027, 1, 9, 10))
    workshop("Twee dagen", local(2026, 12, 15, 13), end=local(2026, 12, 16, 12))
    workshop("Over de jaarwisseling", local(2026, 12, 31, 20), end=local(2027, 1, 1, 12))
    workshop("Tot middernacht", local(2026, 12, 22, 20), end=local(2026, 12, 23, 0))
    workshop("Gaat niet door", local(2026, 12, 29, 10), state="cancelled")
    talk("Praat", start=local(2026, 12, 1, 19, 30))
    answer = client.get(f"{MONTH}&maand=2026-12")
    assert in_month(answer) == {
        "2026-12-01": ["Praat"],
        "2026-12-12": ["Knip"],
        "2026-12-15": ["Twee dagen"],
        "2026-12-16": ["Twee dagen"],
        "2026-12-19": ["Knip"],
        "2026-12-22": ["Tot middernacht"],
        "2026-12-29": ["Afgelast: Gaat niet door"],
        "2026-12-31": ["Over de jaarwisseling"],
    }
    assert answer.context["listing"].total_label == "6 activiteiten"
    assert in_month(client.get(f"{MONTH}&maand=2027-01")) == {
        "2027-01-01": ["Over de jaarwisseling"],
        "2027-01-09": ["Knip"],
    }
    table = BeautifulSoup(answer.content, "html.parser").find("table")
    assert table.caption.get_text() == "december 2026"
    links = {link.get_text(" ", strip=True): link["href"] for link in table.find_all("a")}
    assert links["10.00 Knip"] == page.url


@pytest.mark.parametrize(("start", "day"), [((2026, 12, 1, 0), "2026-12-01"), ((2026, 12, 31, 23, 59), "2026-12-31")])
def test_a_day_is_a_dutch_day(
    client: Client, agenda: AgendaPage, local: Callable, start: tuple[int, ...], day: str
) -> None:
    workshop("Nacht", local(*start), end=local(*start) + timedelta(minutes=1))
    assert in_month(client.get(f"{MONTH}&maand=2026-12")) == {day: ["Nacht"]}


def test_months_lead_to_one_another_with_the_filters(client: Client, agenda: AgendaPage) -> None:
    html = client.get(f"{MONTH}&maand=2026-12&soort=webinar").content.decode()
    assert "?soort=webinar&amp;weergave=maand&amp;maand=2026-11" in html
    assert "?soort=webinar&amp;weergave=maand&amp;maand=2027-01" in html
    assert '<input type="hidden" name="maand" value="2026-12">' in html


def test_the_filters_hold_in_a_month(client: Client, agenda: AgendaPage, local: Callable) -> None:
    page = workshop("Knip", local(2026, 12, 12, 10))
    EventSessionFactory(page=page, start=local(2026, 12, 14, 10), mode="online")
    talk("Praat", start=local(2026, 12, 1, 19, 30))
    assert list(in_month(client.get(f"{MONTH}&maand=2026-12&plaats=online"))) == ["2026-12-14"]
    assert list(in_month(client.get(f"{MONTH}&maand=2026-12&soort=spreekbeurt"))) == ["2026-12-01"]


@time_machine.travel("2026-11-24T11:00:00Z", tick=False)
@pytest.mark.parametrize(
    "month",
    [
        "",
        "2026-13",
        "2026-00",
        "0000-01",
        "9999-12",
        "1995-12",
        "2030-01",
        "2026-1",
        "nu",
        "2026-12-12",
        "٢٠٢٦-١٢",
        "\0",
    ],
)
def test_a_month_that_the_agenda_has_not_is_this_month(client: Client, agenda: AgendaPage, month: str) -> None:
    answer = client.get("/agenda/", {"weergave": "maand", "maand": month})
    assert answer.context["month"]["title"] == "november 2026"


@time_machine.travel("2026-11-24T11:00:00Z", tick=False)
def test_the_months_end_somewhere(client: Client, agenda: AgendaPage) -> None:
    assert client.get(f"{MONTH}&maand=1996-01").context["month"]["previous_url"] == ""
    last = client.get(f"{MONTH}&maand=2029-12").context["month"]
    assert (last["title"], last["next_url"]) == ("december 2029", "")


GARBAGE = st.text(max_size=300) | st.sampled_from(["\0", "-1", "1e9", "9" * 400, "' OR 1=1 --", "<script>"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.sampled_from(["soort", "plaats", "thema", "fase", "maand", "pagina", "weergave", "q", "x"]),
        st.lists(GARBAGE, max_size=4),
        max_size=6,
    ),
    view=st.sampled_from(["", "geweest", "maand"]),
)
def test_whatever_stands_in_the_url_gets_an_answer(
    client: Client, agenda: AgendaPage, query: dict[str, list[str]], view: str
) -> None:
    answer = client.get("/agenda/", {"weergave": view, **query})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


@pytest.mark.parametrize("view", [COMING, PAST, MONTH])
def test_nothing_restricted_or_unpublished_is_listed(client: Client, agenda: AgendaPage, view: str) -> None:
    start = timezone.now().replace(day=15, hour=10) - timedelta(days=0 if view != PAST else 60)
    if view == COMING:
        start = timezone.now() + timedelta(days=1)
    behind_log_in = workshop("Ingelogd", start)
    behind_password = talk("Wachtwoord", start=start)
    for_a_group = workshop("Groep", start)
    group = Group.objects.create(name="Klankbord")
    workshop("Concept", start, live=False)
    workshop("Openbaar", start)
    PageViewRestriction.objects.create(page=behind_log_in, restriction_type="login")
    PageViewRestriction.objects.create(page=behind_password, restriction_type="password", password="geheim")
    PageViewRestriction.objects.create(page=for_a_group, restriction_type="groups").groups.add(group)

    def seen() -> set[str]:
        answer = client.get(view)
        found = [title for day in in_month(answer).values() for title in day] if view == MONTH else titles(answer)
        return set(found)

    assert seen() == {"Openbaar"}
    facets = client.get(view).context["listing"].facets
    assert {option["value"]: option["count"] for facet in facets for option in facet["options"]} == {
        "workshop": 1,
        "op-locatie": 1,
    }
    member = UserFactory()
    member.groups.add(group)
    client.force_login(member)
    assert seen() == {"Openbaar", "Ingelogd", "Groep"}


def test_the_agenda_below_a_restriction_has_no_feed(client: Client, agenda: AgendaPage) -> None:
    EventSessionFactory()
    PageViewRestriction.objects.create(page=agenda, restriction_type="login")
    assert client.get("/agenda/agenda.ics").status_code == 302


@pytest.mark.parametrize("view", [COMING, PAST, f"{MONTH}&maand=2026-12", f"{COMING}?soort=workshop&plaats=online"])
def test_one_and_twenty_take_as_many_queries(
    agenda: AgendaPage, queries_of: Callable[[str], int], local: Callable, view: str
) -> None:
    theme = ThemeFactory()
    start = (
        local(2026, 12, 12, 10) if "maand=2026" in view else timezone.now() + timedelta(days=-9 if view == PAST else 9)
    )

    def add() -> None:
        workshop("Knip", start, mode="hybride", themes=[theme])
        talk("Praat", start=start, themes=[theme])

    add()
    for_one = queries_of(view)
    for _ in range(19):
        add()
    assert queries_of(view) == for_one <= 17


def test_the_page_leads_to_the_feed(client: Client, agenda: AgendaPage) -> None:
    assert 'href="/agenda/agenda.ics"' in client.get(COMING).content.decode()


def test_the_agenda_never_shows_the_link(client: Client, agenda: AgendaPage) -> None:
    workshop("Knip", mode="online")
    EventSession.objects.update(online_link="https://geheim.example/deelnemen")
    for view in (COMING, MONTH):
        assert "geheim.example" not in client.get(view).content.decode()
