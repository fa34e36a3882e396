"""The search page, its suggestions and its feed: every question gets an answer, and nothing hidden is in any."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django.utils.feedgenerator import rfc3339_date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from events.agenda.models import AgendaPage
from home.models import HomePage, SiteSettings
from search.models import BestBet, Edition, EditionState, Synonym
from tests.factories import (
    ArticlePageFactory,
    ChapterPageFactory,
    ContentPageFactory,
    GlossaryPageFactory,
    GlossaryTermFactory,
    HandbookPageFactory,
    KennisbankPageFactory,
    SpeakerEngagementPageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.search.odd import odd_questions

ODD = ['"', "'", '"balie', "balie*", "NEAR(a b)", "a AND", "NOT", "title:", "(", "^", "-", "\0", "%", "%s", "💶", "\\"]
ADDRESSES = ["/zoeken/", "/zoeken/suggesties/", "/zoeken/atom/"]


def soup(client: Client, **query: str) -> BeautifulSoup:
    return BeautifulSoup(client.get("/zoeken/", query).content, "html.parser")


def titles(client: Client, question: str, **query: str) -> list[str]:
    rows = soup(client, q=question, **query).select(".ol-card-row__title")
    return [row.get_text() for row in rows]


def suggested(client: Client, typed: str, **query: str) -> list[str]:
    groups = json.loads(client.get("/zoeken/suggesties/", {"q": typed, **query}).content)["groups"]
    return ["".join(text for text, _is_match in one["title"]) for group in groups for one in group["suggestions"]]


def atom(client: Client, question: str) -> ET.Element:
    return ET.fromstring(client.get("/zoeken/atom/", {"q": question}).content)


def feed(client: Client, question: str) -> list[str]:
    return [title.text or "" for title in atom(client, question).findall(".//{*}entry/{*}title")]


def everywhere(client: Client, question: str) -> str:
    """Return all that a visitor is told by the page, the suggestions and the feed."""
    return "".join(client.get(address, {"q": question}).content.decode() for address in ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text() | st.text("\"*()^:-+'\\ab \0ANDORNOT"), number=st.text(max_size=8))
def test_any_question_gets_an_answer(client: Client, home: HomePage, address: str, question: str, number: str) -> None:
    query = {"q": question, "pagina": number, "binnen": number, "jaar": number, "soort": question, "sorteer": number}
    assert client.get(address, query).status_code == 200


@pytest.mark.parametrize("part", range(8))
def test_odd_questions_get_a_page_and_leak_nothing(client: Client, home: HomePage, part: int) -> None:
    hidden = {"title": "Het loket binnenskamers", "summary": "Wat een medewerker binnenskamers zegt."}
    ContentPageFactory(title="De medewerker aan het loket")
    ContentPageFactory(**hidden, live=False)
    PageViewRestriction.objects.create(page=ContentPageFactory(**hidden), restriction_type="login")
    for question in list(odd_questions(10_000))[part::8]:
        response = client.get(f"/zoeken/?q={quote(question, errors='surrogatepass')}")
        assert response.status_code == 200, question
        assert b"binnenskamers" not in response.content, question


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_overlong_question_is_cut(client: Client, home: HomePage, address: str) -> None:
    response = client.get(address, {"q": "balie " * 1700})
    assert response.status_code == 200
    assert len(response.content) < 40_000


@pytest.mark.parametrize("sign", ODD)
def test_signs_beside_a_word_do_not_matter(client: Client, home: HomePage, sign: str) -> None:
    ContentPageFactory(title="De balie")
    assert "De balie" in titles(client, f"balie {sign}")


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_what_is_hidden_is_told_nowhere(client: Client, home: HomePage, kind: str) -> None:
    ContentPageFactory(title="Balie open")
    ContentPageFactory(title="Balie kladversie", live=False)
    kept = ContentPageFactory(title="Balie besloten", summary="Zegt geheimwoord.")
    ContentPageFactory(title="Balie eronder", parent=kept)
    PageViewRestriction.objects.create(page=kept, restriction_type=kind, password="x")
    BestBet.objects.create(questions="balie", page=kept, reason="Alleen voor ons.")
    told = everywhere(client, "balie") + everywhere(client, "geheimwoord").replace("geheimwoord</", "")
    assert "Balie open" in told
    for hidden in ("kladversie", "besloten", "eronder", "Zegt", "Alleen voor ons"):
        assert hidden not in told
    assert titles(client, "balie", binnen=str(kept.pk)) == ["Balie open"]


def test_who_is_logged_in_finds_more_and_the_feed_stays_public(client: Client, home: HomePage) -> None:
    kept = ContentPageFactory(title="Balie besloten")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    client.force_login(UserFactory())
    assert titles(client, "balie") == ["Balie besloten"]
    assert suggested(client, "bal") == ["Balie besloten"]
    assert feed(client, "balie") == []
    assert "private" in client.get("/zoeken/?q=balie")["Cache-Control"]


def test_a_result_says_what_it_is_and_shows_why_it_answers(client: Client, home: HomePage) -> None:
    KennisbankPageFactory()
    handbook = HandbookPageFactory(title="Handboek balies", themes=[ThemeFactory(title="Draagvlak")])
    ChapterPageFactory(title="Wachten", parent=handbook, body=[("text", "<p>Aan de kassa staat een rij.</p>")])
    [row] = soup(client, q="kassa").select(".ol-card-row")
    assert "Hoofdstuk" in row.get_text()
    assert "In: Handboek balies" in row.get_text()
    assert "Draagvlak" in row.get_text()
    assert [mark.get_text() for mark in row.select("mark")] == ["kassa"]


def test_terms_are_found(client: Client, home: HomePage) -> None:
    GlossaryPageFactory()
    GlossaryTermFactory(term="Zaakgericht werken")
    assert "Zaakgericht werken" in titles(client, "zaakgericht")
    assert "Zaakgericht werken" in suggested(client, "zaak")


def test_facets_narrow_are_counted_and_stand_in_the_address(client: Client, home: HomePage) -> None:
    KennisbankPageFactory()
    theme = ThemeFactory(title="Draagvlak", slug="draagvlak")
    ArticlePageFactory(title="Balie artikel", themes=[theme])
    ContentPageFactory(title="Balie pagina")
    page = soup(client, q="balie", soort="artikel")
    assert [row.get_text() for row in page.select(".ol-card-row__title")] == ["Balie artikel"]
    counts = {
        label.select_one("input")["value"]: label.select_one(".ol-check__count").get_text()
        for label in page.select(".ol-filters label")
    }
    # What was chosen in a facet doesn't lower the counts beside it.
    assert counts["pagina"].endswith(": 1")
    assert counts["draagvlak"].endswith(": 1")
    removing = page.select_one(".ol-active-filters a")["href"]
    assert parse_qs(urlsplit(removing).query) == {"q": ["balie"]}
    assert titles(client, "balie", soort="bestaatniet") == titles(client, "balie")


def test_results_come_by_date_too(client: Client, home: HomePage) -> None:
    KennisbankPageFactory()
    lately = timezone.now() - timedelta(days=1)
    first = ArticlePageFactory(title="Balie", first_published_at=lately - timedelta(days=1))
    second = ArticlePageFactory(title="Meer dan een balie alleen", first_published_at=lately)
    assert titles(client, "balie") == [first.title, second.title]
    assert titles(client, "balie", sorteer="datum") == [second.title, first.title]


def test_by_date_and_in_the_feed_every_word_counts_and_the_page_says_so(client: Client, home: HomePage) -> None:
    ContentPageFactory(title="Balie en rij")
    ContentPageFactory(title="Balie")
    said = "alleen resultaten waarin alles staat wat u typte"
    both, one = soup(client, q="balie rij", sorteer="datum"), soup(client, q="balie", sorteer="datum")
    assert titles(client, "balie rij", sorteer="datum") == feed(client, "balie rij") == ["Balie en rij"]
    assert said in both.get_text()
    assert said not in one.get_text()
    assert said not in soup(client, q="balie rij").get_text()
    assert "al uw woorden" in both.find("a", href=re.compile("/atom/")).get_text()
    assert "al uw woorden" not in one.find("a", href=re.compile("/atom/")).get_text()
    # By date, something stands where nothing holds every word; a feed waits for it.
    assert len(titles(client, "balie bestaatniet", sorteer="datum")) == 2
    assert said not in soup(client, q="balie bestaatniet", sorteer="datum").get_text()
    assert feed(client, "balie bestaatniet") == []


def test_pages_follow_one_another(client: Client, home: HomePage) -> None:
    for number in range(14):
        ContentPageFactory(title=f"Balie {number}")
    first, second = titles(client, "balie"), titles(client, "balie", pagina="2")
    assert (len(first), len(second)) == (10, 4)
    assert len({*first, *second}) == 14
    assert titles(client, "balie", pagina="99999999") == second


def test_a_typing_error_is_mended_and_said(client: Client, home: HomePage) -> None:
    ContentPageFactory(title="Vergunning aanvragen")
    page = soup(client, q="vergunnign")
    assert "Vergunning aanvragen" in page.select_one(".ol-card-row").get_text()
    assert "vergunning" in page.select_one(".ol-alert").get_text()
    page = soup(client, q="vergunnign aanvragen")
    assert parse_qs(urlsplit(page.find("a", string="vergunning aanvragen")["href"]).query)["q"] == [
        "vergunning aanvragen"
    ]


def test_one_searches_within_a_handbook(client: Client, home: HomePage) -> None:
    KennisbankPageFactory()
    handbook = HandbookPageFactory(title="Handboek")
    ChapterPageFactory(title="Balie in het boek", parent=handbook)
    ContentPageFactory(title="Balie elders")
    within = {"binnen": str(handbook.pk)}
    assert titles(client, "balie", **within) == ["Balie in het boek"]
    assert suggested(client, "bal", **within) == ["Balie in het boek"]
    page = soup(client, q="balie", **within)
    chip = page.select_one(".ol-active-filters a")
    assert "Alleen in handboek: Handboek" in chip.get_text()
    assert parse_qs(urlsplit(chip["href"]).query) == {"q": ["balie"]}
    assert page.select_one("main search input[name=binnen]")["value"] == str(handbook.pk)
    assert "hele site" in soup(client, q="elders", **within).select_one(".ol-empty-state").get_text()
    # Nowhere on the site is there an answer to this.
    assert "waar het over gaat" in soup(client, q="hoe is het", **within).select_one(".ol-empty-state").get_text()


def test_what_editors_keep_works_at_once_and_no_longer_when_it_is_gone(client: Client, home: HomePage) -> None:
    page = ContentPageFactory(title="Reisdocument")
    assert titles(client, "pasje") == []
    synonym = Synonym.objects.create(asked="pasje", meant="reisdocument", direction="one")
    assert titles(client, "pasje") == ["Reisdocument"]
    synonym.delete()
    assert titles(client, "pasje") == []
    bet = BestBet.objects.create(questions="nieuw paspoort\nid-kaart", page=page, reason="Hier begint u.")
    for question in ("paspoorten nieuw", "ID-kaart"):
        told = soup(client, q=question).get_text()
        assert "Aanbevolen door de redactie" in told
        assert "Hier begint u." in told
    assert "Aanbevolen" not in soup(client, q="pasje").get_text()
    bet.delete()
    assert "Aanbevolen" not in soup(client, q="nieuw paspoort").get_text()


def test_what_excludes_a_word_is_another_question(client: Client, home: HomePage) -> None:
    page = ContentPageFactory(title="De knip tussen front- en backoffice")
    BestBet.objects.create(questions="knip\nloket -balie", page=page, reason="Hier begint u.")
    for question, is_recommended in (
        ("knip", True),
        ("knip -backoffice", False),
        ('knip -"front en backoffice"', False),
        ("-balie loketten", True),
        ("loket", False),
    ):
        assert ("Hier begint u." in soup(client, q=question).get_text()) == is_recommended, question


def test_nothing_found_leads_to_people(client: Client, home: HomePage) -> None:
    contact = ContentPageFactory(title="Bereikbaar", parent=home)
    agenda = AgendaPage(title="Agenda", slug="agenda", summary="Alles.")
    home.add_child(instance=agenda)
    SiteSettings.objects.update_or_create(site=home.get_site(), defaults={"contact_page": contact})
    page = soup(client, q="bestaatniet")
    assert page.select_one(".ol-empty-state a")["href"] == contact.url
    assert agenda.url in [link["href"] for link in page.select(".ol-link-list a")]


def test_what_is_recommended_for_what_was_mended_is_not_nothing_either(client: Client, home: HomePage) -> None:
    ContentPageFactory(title="Wachtrijen")
    told = soup(client, q="wachtrijne").select_one(".ol-alert").get_text()
    assert "Wij vonden niets met wat u typte, en zochten op: wachtrijen" in told
    BestBet.objects.create(questions="wachtrijne", page=ContentPageFactory(title="Reisdocument"), reason="Begin hier.")
    page = soup(client, q="wachtrijne")
    told = page.select_one(".ol-alert").get_text()
    assert "alleen wat hieronder is aanbevolen. Wij zochten ook op: wachtrijen" in told
    assert "Begin hier." in page.get_text()


def test_what_is_recommended_is_not_nothing(client: Client, home: HomePage) -> None:
    BestBet.objects.create(questions="bestaatniet", page=ContentPageFactory(title="Reisdocument"), reason="Begin hier.")
    page = soup(client, q="bestaatniet")
    assert "Begin hier." in page.get_text()
    assert page.select_one(".ol-empty-state__title").get_text() == "Verder niets gevonden"
    assert "hierboven" in page.select_one(".ol-empty-state__text").get_text()
    other = soup(client, q="bestaatooniet").select_one(".ol-empty-state")
    assert other.select_one(".ol-empty-state__title").get_text() == "Niets gevonden"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("?!", "staat geen woord"),
        ("-balie", "woord bij dat u zoekt"),
        ("a", "waar het over gaat"),
        ("hoe moet dat", "waar het over gaat"),
        ("bestaatniet", "korter woord"),
        ("7", "korter woord"),
    ],
)
def test_who_finds_nothing_is_told_what_to_type(client: Client, home: HomePage, question: str, said: str) -> None:
    assert said in soup(client, q=question).select_one(".ol-empty-state__text").get_text()


def test_the_answer_names_the_question_and_is_not_for_search_engines(client: Client, home: HomePage) -> None:
    page = soup(client, q="<b>balie")
    assert page.title.text.startswith("Zoeken naar <b>balie")
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]


def test_a_browser_may_keep_an_answer_for_a_minute_and_learns_that_it_still_holds(
    client: Client, home: HomePage
) -> None:
    for address in ADDRESSES:
        answer = client.get(address, {"q": "balie"})
        assert answer["Cache-Control"] == "public, max-age=60"
        assert client.get(address, {"q": "balie"}, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_feed_has_the_newest_and_is_linked(client: Client, home: HomePage) -> None:
    ContentPageFactory(title="Balie & meer", summary="Met <b> erin, over een balie.")
    assert feed(client, "balie") == ["Balie & meer"]
    assert b"&amp;lt;b&amp;gt;" in client.get("/zoeken/atom/", {"q": "balie"}).content
    link = soup(client, q="balie").find("link", rel="alternate", type="application/atom+xml")
    assert client.get(link["href"]).status_code == 200


def test_the_feed_tells_what_appeared_last_and_when(client: Client, home: HomePage) -> None:
    now = timezone.now().replace(microsecond=0)
    announced, lately = now - timedelta(days=9), now - timedelta(days=2)
    for number in range(12):
        title, start = f"Balie {number}", now + timedelta(days=30 + number)
        SpeakerEngagementPageFactory(title=title, start=start, first_published_at=announced)
    ContentPageFactory(title="Balie nieuw", first_published_at=lately)
    root = atom(client, "balie")
    first, *others = root.findall("{*}entry")
    assert (first.findtext("{*}title"), len(others)) == ("Balie nieuw", 9)
    assert first.findtext("{*}updated") == root.findtext("{*}updated") == lately.isoformat()
    assert {entry.findtext("{*}updated") for entry in others} == {announced.isoformat()}


def test_the_feed_has_an_author_and_changes_only_when_it_does(client: Client, home: HomePage) -> None:
    SiteSettings.objects.update_or_create(site=home.get_site(), defaults={"name": "Bureau Zegge"})
    nothing = atom(client, "bestaatniet")
    assert nothing.findtext("{*}author/{*}name") == "Bureau Zegge"
    assert nothing.findtext("{*}updated") == rfc3339_date(Edition.live().created_at)
    Edition.objects.update(state=EditionState.RETIRED)
    assert atom(client, "bestaatniet").findtext("{*}updated") == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("address", ["/zoeken/?q=balie", "/zoeken/?q=balie&soort=artikel&jaar=2024&thema=t1&fase=f1"])
def test_it_takes_as_many_queries_for_10_results_as_for_1(
    home: HomePage, queries_of: Callable[[str], int], address: str
) -> None:
    theme = ThemeFactory()
    ContentPageFactory(title="Balie", themes=[theme])
    before = queries_of(address)
    for _ in range(12):
        ContentPageFactory(title="Balie", themes=[theme])
    assert queries_of(address) <= before
    assert before <= 16


def test_suggestions_take_few_queries(home: HomePage, queries_of: Callable[[str], int]) -> None:
    ContentPageFactory(title="Balie")
    assert queries_of("/zoeken/suggesties/?q=ba") <= 3
