"""What staff keep and learn: synonyms, recommendations, and counted questions without a trace of who asked."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.models import HomePage
from search.insight import counting
from search.models import BestBet, QuestionCount, Synonym
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.django_db
LoggedIn = Callable[[str], Client]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Write each question as soon as its answer has gone out."""
    monkeypatch.setattr(counting, "WRITE_AFTER", 0)
    yield
    counting.take()


def counted() -> dict[str, tuple[int, int]]:
    return {row["question"]: (row["times"], row["times_without"]) for row in QuestionCount.objects.together()}


def test_questions_are_counted_after_the_answer(client: Client, home: HomePage, at_once: None) -> None:
    ContentPageFactory(title="Balie")
    for question in ("Balie", "balie!", "xyzzyplugh"):
        client.get("/zoeken/", {"q": question})
    assert counted() == {"balie": (2, 0), "xyzzyplugh": (1, 1)}


def test_a_recommendation_is_an_answer(client: Client, home: HomePage, at_once: None) -> None:
    BestBet.objects.create(questions="xyzzyplugh", page=ContentPageFactory(title="Balie"), reason="Begin hier.")
    client.get("/zoeken/", {"q": "xyzzyplugh"})
    assert counted() == {"xyzzyplugh": (1, 0)}


def test_turning_pages_and_filtering_is_no_other_question(client: Client, home: HomePage, at_once: None) -> None:
    for query in ({"pagina": "2"}, {"sorteer": "datum"}, {"soort": "artikel"}):
        client.get("/zoeken/", {"q": "balie", **query})
    client.get("/zoeken/suggesties/?q=balie")
    client.get("/zoeken/atom/?q=balie")
    assert counted() == {}


def test_who_is_logged_in_is_not_counted(logged_in: LoggedIn, home: HomePage, asked: None, at_once: None) -> None:
    before = counted()
    client = logged_in("eindredacteur")
    page = BeautifulSoup(client.get(reverse("zoekvragen:index")).content, "html.parser")
    looks = [link["href"] for link in page.select("tbody a.button") if link.get_text().startswith("Bekijk")]
    assert len(looks) == 2
    for address in (*looks, "/zoeken/?q=balie"):
        assert client.get(address).status_code == 200
    counting.write()
    assert counted() == before


@pytest.mark.parametrize(
    "question", ["jan@voorbeeld.nl", "06 1234 5678", "bsn 123456782", "1234 AB 12", "1.234.567", "NL91ABNA0417164300"]
)
def test_what_looks_personal_is_not_counted(client: Client, home: HomePage, at_once: None, question: str) -> None:
    client.get("/zoeken/", {"q": question})
    assert counted() == {}


def test_what_cannot_be_asked_again_as_it_was_is_not_counted(client: Client, home: HomePage, at_once: None) -> None:
    for question in ("loket -balie", '"het loket"', '"loket"'):
        client.get("/zoeken/", {"q": question})
    assert counted() == {}


@pytest.mark.parametrize("question", ["wet 2026", "artikel 12 avg", "top 100", "2026"])
def test_ordinary_numbers_are_counted(question: str) -> None:
    assert not counting.looks_personal(question)


def test_the_visitor_waits_for_no_count(client: Client, home: HomePage) -> None:
    client.get("/zoeken/?q=balie")
    with CaptureQueriesContext(connection) as captured:
        client.get("/zoeken/?q=balie")
    assert "questioncount" not in str(captured.captured_queries)
    counting.write()
    assert counted() == {"balie": (2, 2)}


def test_no_more_than_a_bounded_number_waits_or_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_WAITING", 3)
    for number in range(5):
        counting.note(f"vraag {number}", is_found=True)
    monkeypatch.setattr(counting, "MOST_A_DAY", 2)
    counting.write()
    assert len(counted()) == 2


def test_rare_questions_are_forgotten_after_a_month_and_all_after_a_year() -> None:
    today = timezone.localdate()
    for question, days, asked in (("zeldzaam", 31, 2), ("vaak", 31, 3), ("nieuw", 30, 1), ("oud", 401, 99)):
        QuestionCount.objects.create(question=question, day=today - timedelta(days=days), asked=asked)
    counting.forget(timezone.now())
    assert set(counted()) == {"vaak", "nieuw"}


@pytest.fixture
def asked() -> None:
    today = timezone.localdate()
    for question, days, times, without in (("balie", 1, 9, 0), ("pasje kwijt", 1, 4, 4), ("vorig jaar", 90, 5, 5)):
        QuestionCount.objects.create(question=question, day=today - timedelta(days=days), asked=times, without=without)


def listed(client: Client, **query: str) -> list[str]:
    page = BeautifulSoup(client.get(reverse("zoekvragen:index"), query).content, "html.parser")
    return [row.select_one("td").get_text(strip=True) for row in page.select("table.listing tbody tr")]


@pytest.mark.parametrize("role", ["eindredacteur", "beheerder"])
def test_staff_see_what_is_asked_and_not_found(logged_in: LoggedIn, home: HomePage, asked: None, role: str) -> None:
    client = logged_in(role)
    assert listed(client) == ["balie", "pasje kwijt"]
    assert listed(client, vragen="zonder") == ["pasje kwijt"]
    assert listed(client, periode="365") == ["balie", "vorig jaar", "pasje kwijt"]
    assert listed(client, periode="\0x", vragen="y") == ["balie", "pasje kwijt"]


@pytest.mark.parametrize("role", ["redacteur", "evenementbeheerder"])
def test_others_do_not(logged_in: LoggedIn, home: HomePage, role: str) -> None:
    client = logged_in(role)
    for name in ("zoekvragen:index", "wagtailsnippets_search_synonym:list", "wagtailsnippets_search_bestbet:add"):
        assert client.get(reverse(name)).status_code == 302
    assert "Zoekvragen" not in client.get("/beheer/").content.decode()


def test_one_click_leads_to_a_synonym_or_a_recommendation(
    logged_in: LoggedIn, client: Client, home: HomePage, asked: None
) -> None:
    editor = logged_in("eindredacteur")
    page = ContentPageFactory(title="Toegangsdocument")
    answer = BeautifulSoup(editor.get(reverse("zoekvragen:index"), {"vragen": "zonder"}).content, "html.parser")
    links = {link.get_text().split(" ")[1]: link["href"] for link in answer.select("tbody a.button")}
    form = BeautifulSoup(editor.get(links["synoniem"]).content, "html.parser")
    assert form.select_one("[name=asked]")["value"] == "pasje kwijt"
    data = {"asked": "pasje kwijt", "meant": "toegangsdocument", "direction": "one"}
    saved = editor.post(form.select_one("form[method=POST]")["action"], data)
    assert saved["Location"] == f"{reverse('zoekvragen:index')}?vragen=zonder"
    assert b"Toegangsdocument" in client.get("/zoeken/?q=pasje+kwijt").content
    form = BeautifulSoup(editor.get(links["aanbeveling"]).content, "html.parser")
    assert form.select_one("[name=questions]").get_text(strip=True) == "pasje kwijt"
    data = {"questions": "pasje kwijt", "page": str(page.pk), "reason": "Zo vraagt u een nieuw."}
    saved = editor.post(form.select_one("form[method=POST]")["action"], data)
    assert saved["Location"] == f"{reverse('zoekvragen:index')}?vragen=zonder"
    assert b"Zo vraagt u een nieuw." in client.get("/zoeken/?q=pasje+kwijt").content


def test_who_adds_one_from_its_own_list_goes_back_there(logged_in: LoggedIn, home: HomePage) -> None:
    data = {"asked": "pasje", "meant": "toegangsdocument", "direction": "one"}
    saved = logged_in("eindredacteur").post(reverse("wagtailsnippets_search_synonym:add"), data)
    assert saved["Location"] == reverse("wagtailsnippets_search_synonym:list")


def test_the_list_of_recommendations_says_which_nobody_sees(logged_in: LoggedIn, home: HomePage) -> None:
    editor = logged_in("eindredacteur")

    def recommend(*, live: bool) -> None:
        page = ContentPageFactory(title="Over ons", live=live)
        BestBet.objects.create(questions="pasje", page=page, reason="Hier staat hoe.")

    def look() -> tuple[str, int]:
        # What the admin keeps between requests is read anew after a change.
        editor.get(reverse("wagtailsnippets_search_bestbet:list"))
        with CaptureQueriesContext(connection) as captured:
            answer = editor.get(reverse("wagtailsnippets_search_bestbet:list"))
        return BeautifulSoup(answer.content, "html.parser").select_one("table.listing").get_text(), len(captured)

    recommend(live=True)
    recommend(live=False)
    table, queries = look()
    assert table.count("Nee, de pagina is offline") == 1
    for _ in range(5):
        recommend(live=True)
    assert look()[1] == queries


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("synonym", {"asked": "!", "meant": "balie", "direction": "both"}),
        ("synonym", {"asked": "Balie", "meant": "balie", "direction": "both"}),
        ("synonym", {"asked": "de", "meant": "balie", "direction": "both"}),
        ("synonym", {"asked": "loketje", "meant": "balie", "direction": "omhoog"}),
        ("bestbet", {"questions": "balie\n?", "page": "1", "reason": "x"}),
    ],
)
def test_what_makes_no_sense_is_explained(logged_in: LoggedIn, home: HomePage, name: str, data: dict[str, str]) -> None:
    answer = logged_in("beheerder").post(reverse(f"wagtailsnippets_search_{name}:add"), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Synonym.objects.exists()
    assert not BestBet.objects.exists()


def test_a_prefilled_form_takes_any_address(logged_in: LoggedIn, home: HomePage) -> None:
    client = logged_in("eindredacteur")
    for name in ("synonym", "bestbet"):
        answer = client.get(reverse(f"wagtailsnippets_search_{name}:add"), {"vraag": "\0<b>" + "x" * 5000})
        assert answer.status_code == 200
        assert b"<b>x" not in answer.content
