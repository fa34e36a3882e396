"""Lists that visitors narrow: every input gets an answer, every link says what it does."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db.models import Q
from django.http import HttpRequest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.listing import Listing, Nouns, Switch, Way, phase_facet, tag_facet, theme_facet
from cms.listing.narrowing import page_links
from cms.pages.models import BasePage
from home.models import HomePage
from tests.factories import ArticlePageFactory, ContentPageFactory, PhaseFactory, ThemeFactory

FACETS = (theme_facet, phase_facet, tag_facet)
SWITCH = Switch(
    "sorteer", "Volgorde", (Way("nieuwste", "Nieuwste", "clock", ("-date",)), Way("titel", "Titel", "list", ("title",)))
)


def ask(query: str = "", **options: object) -> Listing:
    request: HttpRequest = RequestFactory().get(f"/lijst/{query}")
    pages = BasePage.objects.visible().of_kind("pagina")
    return Listing(pages, FACETS, request, switch=SWITCH, nouns=Nouns("pagina", "pagina's"), **options)  # type: ignore[arg-type]


@pytest.fixture
def pages(home: HomePage) -> list[BasePage]:
    """Five pages: two themes that overlap on the third page, a phase on the first two, a tag on the last."""
    one, two = ThemeFactory(slug="een", title="Een"), ThemeFactory(slug="twee", title="Twee")
    phase = PhaseFactory(slug="bouw", title="Bouw")
    return [
        ContentPageFactory(parent=home, title="E", themes=[one], phase=phase),
        ContentPageFactory(parent=home, title="D", themes=[two], phase=phase),
        ContentPageFactory(parent=home, title="C", themes=[one, two]),
        ContentPageFactory(parent=home, title="B"),
        ContentPageFactory(parent=home, title="A", tags=["balie"]),
    ]


def titles(listing: Listing) -> list[str]:
    return sorted(page.title for page in listing.pages)


def counts(listing: Listing, name: str) -> dict[str, int]:
    facet = next((facet for facet in listing.facets if facet["name"] == name), {"options": []})
    return {option["value"]: option["count"] for option in facet["options"]}


def test_choices_of_one_facet_widen_and_facets_together_narrow(pages: list[BasePage]) -> None:
    assert titles(ask("?thema=een")) == ["C", "E"]
    assert titles(ask("?thema=een&thema=twee")) == ["C", "D", "E"]
    assert titles(ask("?thema=een&thema=twee&fase=bouw")) == ["D", "E"]


def test_a_page_that_two_choices_hold_for_is_counted_and_shown_once(pages: list[BasePage]) -> None:
    listing = ask("?thema=een&thema=twee")
    assert listing.total_label == "3 pagina's"
    assert counts(listing, "thema") == {"een": 2, "twee": 2}


def test_each_facet_is_counted_as_if_its_own_choice_were_open(pages: list[BasePage]) -> None:
    listing = ask("?thema=een&fase=bouw")
    assert counts(listing, "thema") == {"een": 1, "twee": 1}
    assert counts(listing, "fase") == {"bouw": 1}


def test_a_choice_that_leads_nowhere_is_offered_only_when_it_was_made(pages: list[BasePage]) -> None:
    ThemeFactory(slug="leeg")
    assert "leeg" not in counts(ask(), "thema")
    assert counts(ask("?thema=leeg"), "thema")["leeg"] == 0


def test_an_open_facet_offers_what_occurs_and_keeps_what_was_chosen(pages: list[BasePage]) -> None:
    assert counts(ask(), "trefwoord") == {"balie": 1}
    assert counts(ask("?trefwoord=balie&fase=bouw"), "trefwoord") == {"balie": 0}


def test_what_is_left_out_comes_in_with_a_facet_that_lets_it_in(pages: list[BasePage]) -> None:
    left_out = Q(title="A")
    assert titles(ask(left_out=left_out)) == ["B", "C", "D", "E"]
    assert counts(ask(left_out=left_out), "trefwoord") == {"balie": 1}
    assert titles(ask("?trefwoord=balie", left_out=left_out)) == ["A"]


def test_unknown_values_are_left_aside_and_named(pages: list[BasePage]) -> None:
    listing = ask("?thema=een&thema=bestaat-niet&fase=%00&trefwoord=ook-niet&kleur=rood")
    assert titles(listing) == ["C", "E"]
    assert listing.unknown == ["bestaat-niet", "ook-niet"]
    assert [active["label"] for active in listing.active] == ["Thema: Een"]


def test_an_overlong_value_is_unknown_and_shown_short(pages: list[BasePage]) -> None:
    assert ask("?thema=" + "x" * 10_000).unknown == ["x" * 40]


def test_many_values_are_read_up_to_a_limit(pages: list[BasePage]) -> None:
    assert len(ask("?" + "&".join(f"thema=x{number}" for number in range(500))).unknown) == 20


@pytest.mark.parametrize(
    ("number", "expected"),
    [("1", 1), ("2", 2), ("99", 3), ("0", 3), ("-1", 3), ("twee", 1), ("", 1), ("%00", 1), ("9" * 5000, 3), ("1e9", 1)],
)
def test_every_page_number_gets_a_page(pages: list[BasePage], number: str, expected: int) -> None:
    assert ask(f"?pagina={number}", per_page=2).pages.number == expected


@pytest.mark.parametrize("way", ["", "?sorteer=titel"])
def test_no_page_repeats_or_loses_a_row(pages: list[BasePage], way: str) -> None:
    BasePage.objects.filter(pk__in=[page.pk for page in pages]).update(date=None)
    joint = "&" if way else "?"
    seen = [page.pk for number in (1, 2, 3) for page in ask(f"{way}{joint}pagina={number}", per_page=2).pages]
    assert sorted(seen) == sorted(page.pk for page in pages)


def test_the_way_sets_the_order_and_an_unknown_one_is_the_first(pages: list[BasePage]) -> None:
    assert [page.title for page in ask("?sorteer=titel").pages] == ["A", "B", "C", "D", "E"]
    assert ask("?sorteer=kleur").way == SWITCH.default


def test_every_link_carries_the_other_choices(pages: list[BasePage]) -> None:
    listing = ask("?thema=een&thema=twee&fase=bouw&sorteer=titel&pagina=2")
    remove = {active["label"]: parse_qs(urlsplit(active["remove_url"]).query) for active in listing.active}
    assert remove["Thema: Een"] == {"thema": ["twee"], "fase": ["bouw"], "sorteer": ["titel"]}
    assert remove["Fase: Bouw"] == {"thema": ["een", "twee"], "sorteer": ["titel"]}
    assert listing.clear_url == "/lijst/?sorteer=titel"
    assert listing.page_url_prefix == "/lijst/?thema=een&thema=twee&fase=bouw&sorteer=titel&"
    assert [view["url"] for view in listing.views] == [
        "/lijst/?thema=een&thema=twee&fase=bouw",
        "/lijst/?thema=een&thema=twee&fase=bouw&sorteer=titel",
    ]
    assert listing.hidden == [{"name": "sorteer", "value": "titel"}]


def test_page_links_hold_the_first_the_last_and_the_nearest(pages: list[BasePage]) -> None:
    links = page_links(ask("?pagina=3", per_page=1).pages, "?")
    assert [link.get("number", "…") for link in links] == [1, 2, 3, 4, 5]
    assert [link["number"] for link in links if link.get("is_current")] == [3]


def test_counts_of_all_facets_take_one_query(pages: list[BasePage], django_assert_num_queries: object) -> None:
    listing = ask("?thema=een&fase=bouw")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert listing.facets


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.sampled_from(["thema", "fase", "trefwoord", "pagina", "sorteer"]), st.text()))
def test_any_text_in_the_url_gets_an_answer(pages: list[BasePage], data: dict[str, str]) -> None:
    request = RequestFactory().get("/lijst/", data)
    listing = Listing(BasePage.objects.visible(), FACETS, request, switch=SWITCH)
    assert list(listing.pages) is not None
    assert listing.facets is not None


def test_a_narrowed_list_is_not_for_search_engines(client: Client, pages: list[BasePage]) -> None:
    ArticlePageFactory(themes=pages[0].themes.all())
    bare = BeautifulSoup(client.get("/kennisbank/").content, "html.parser")
    narrowed = BeautifulSoup(client.get("/kennisbank/?thema=een").content, "html.parser")
    assert bare.find("meta", attrs={"name": "robots"}) is None
    assert "noindex" in narrowed.find("meta", attrs={"name": "robots"})["content"]
    assert all("nofollow" in link["rel"] for link in narrowed.select(".ol-active-filters li a"))
