"""The search page: every question gets an answer, and nothing hidden is found."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from home.models import HomePage, SiteSettings
from search.words import MAX_WORDS, words_of
from tests.factories import ArticlePageFactory, ContentPageFactory, KennisbankPageFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.usefixtures("admin_search")

ODD = ['"', "'", '"balie', "balie*", "NEAR(a b)", "a AND", "NOT", "title:", "(", "^", "-", "\0", "%", "%s", "💶", "\\"]


def titles(client: Client, question: str) -> list[str]:
    return [card.title for card in client.get("/zoeken/", {"q": question}).context["cards"]]


def test_it_finds_words_in_title_summary_and_text(client: Client, home: HomePage) -> None:
    ContentPageFactory(title="De balie")
    ContentPageFactory(title="Tweede", summary="Over het mandaat.")
    ContentPageFactory(title="Derde", body=[("text", "<p>Een wachtrij van een uur.</p>")])
    assert titles(client, "balie") == ["De balie"]
    assert titles(client, "MANDAAT") == ["Tweede"]
    assert titles(client, "wachtrij uur") == ["Derde"]
    assert titles(client, "wachtrij mandaat") == []


@pytest.mark.parametrize("sign", ODD)
def test_signs_around_a_word_do_not_matter(client: Client, home: HomePage, sign: str) -> None:
    ContentPageFactory(title="De balie")
    assert client.get("/zoeken/", {"q": sign}).status_code == 200
    assert titles(client, f"{sign} balie") == ["De balie"] or words_of(f"{sign} balie") != ["balie"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text() | st.text("\"*()^:-+'\\ab ANDORNOT"), number=st.text(max_size=8))
def test_any_question_gets_an_answer(client: Client, home: HomePage, question: str, number: str) -> None:
    assert client.get("/zoeken/", {"q": question, "pagina": number}).status_code == 200


def test_an_overlong_question_is_cut(client: Client, home: HomePage) -> None:
    response = client.get("/zoeken/", {"q": "balie " * 1700})
    assert response.status_code == 200
    assert len(response.context["query"]) <= 200
    assert len(words_of("balie " * 1700)) == MAX_WORDS


def test_nothing_hidden_is_found(client: Client, home: HomePage) -> None:
    ContentPageFactory(title="Balie open")
    ContentPageFactory(title="Balie concept", live=False)
    kept = ContentPageFactory(title="Balie besloten")
    ContentPageFactory(title="Balie eronder", parent=kept)
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    assert titles(client, "balie") == ["Balie open"]
    client.force_login(UserFactory())
    assert sorted(titles(client, "balie")) == ["Balie besloten", "Balie eronder", "Balie open"]


def test_a_result_shows_kind_and_theme(client: Client, home: HomePage) -> None:
    KennisbankPageFactory()
    ArticlePageFactory(title="Balie", themes=[ThemeFactory(title="Draagvlak")])
    row = BeautifulSoup(client.get("/zoeken/?q=balie").content, "html.parser").select_one(".ol-card-row").get_text(" ")
    assert "Artikel" in row
    assert "Draagvlak" in row


def test_the_answer_is_not_for_search_engines_and_names_the_question(client: Client, home: HomePage) -> None:
    page = BeautifulSoup(client.get("/zoeken/?q=<b>balie").content, "html.parser")
    assert page.title.text.startswith("Zoeken naar <b>balie")
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]


def test_nothing_found_leads_to_contact(client: Client, home: HomePage) -> None:
    page = ContentPageFactory(title="Bereikbaar", parent=home)
    settings_of(home, contact_page=page)
    answer = BeautifulSoup(client.get("/zoeken/?q=bestaatniet").content, "html.parser")
    assert answer.select_one(".ol-empty-state a")["href"] == page.url


def settings_of(home: HomePage, **fields: object) -> None:
    SiteSettings.objects.update_or_create(site=home.get_site(), defaults=fields)


def test_pages_follow_one_another(client: Client, home: HomePage) -> None:
    for number in range(14):
        ContentPageFactory(title=f"Balie {number}")
    first, second = (client.get("/zoeken/", {"q": "balie", "pagina": page}).context["cards"] for page in ("1", "2"))
    assert (len(first), len(second)) == (12, 2)
    assert len({card.title for card in [*first, *second]}) == 14


def test_it_takes_as_many_queries_for_12_results_as_for_1(home: HomePage, queries_of: Callable[[str], int]) -> None:
    theme = ThemeFactory()
    ContentPageFactory(title="Balie", themes=[theme])
    before = queries_of("/zoeken/?q=balie")
    for _ in range(11):
        ContentPageFactory(title="Balie", themes=[theme])
    assert queries_of("/zoeken/?q=balie") == before
    assert before <= 10
