"""The Kennisbank: everything together, narrowed, with counts that are right."""

from collections.abc import Callable
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import inline_formset

from cms.listing import Listing
from cms.pages.kinds import content_type_ids, knowledge_classes
from cms.pages.models import BasePage
from home.models import HomePage
from kennisbank.overview.facets import FACETS, ORDER, left_out
from kennisbank.overview.models import KennisbankPage
from tests.editor import edit_page
from tests.factories import (
    ArticlePageFactory,
    ChapterPageFactory,
    GlossaryPageFactory,
    HandbookPageFactory,
    KennisbankPageFactory,
    PhaseFactory,
    ProjectPageFactory,
    ThemeFactory,
    UserFactory,
)

THEMES, PHASES, TAGS = ("draagvlak", "sturing"), ("bouw", "beheer"), ("balie", "mandaat")
KINDS = {"artikel": ArticlePageFactory, "hoofdstuk": ChapterPageFactory, "project": ProjectPageFactory}


@pytest.fixture
def kennisbank(home: HomePage) -> KennisbankPage:
    return KennisbankPageFactory()


@pytest.fixture
def library(kennisbank: KennisbankPage) -> list[tuple[str, dict[str, set[str]]]]:
    """Pages filed in many ways: (title, what they are filed under by name of the facet)."""
    themes = {slug: ThemeFactory(slug=slug, title=slug) for slug in THEMES}
    phases = {slug: PhaseFactory(slug=slug, title=slug) for slug in PHASES}
    filed = [("Handboek", {"soort": {"handboek"}, "thema": set(), "fase": set(), "trefwoord": set()})]
    HandbookPageFactory(title="Handboek")
    ways = product(KINDS, [(), THEMES[:1], THEMES], [None, "bouw"], [(), TAGS[:1]])
    for number, (kind, of_themes, phase, tags) in enumerate(ways):
        title = f"{kind} {number}"
        KINDS[kind](title=title, themes=[themes[slug] for slug in of_themes], phase=phases.get(phase), tags=list(tags))
        filed.append(
            (title, {"soort": {kind}, "thema": set(of_themes), "fase": {phase} - {None}, "trefwoord": set(tags)})
        )
    return filed


def matching(filed: list[tuple[str, dict[str, set[str]]]], chosen: dict[str, set[str]]) -> set[str]:
    """Say again, in the plainest way, which pages a choice leaves."""
    lets_chapters_in = chosen.get("soort") or chosen.get("trefwoord")
    return {
        title
        for title, under in filed
        if all(not values or values & under[name] for name, values in chosen.items())
        and (lets_chapters_in or under["soort"] != {"hoofdstuk"})
    }


def listing_of(chosen: dict[str, set[str]]) -> Listing:
    request = RequestFactory().get("/kennisbank/", {name: sorted(values) for name, values in chosen.items()})
    pages = BasePage.objects.visible().filter(content_type__in=content_type_ids(knowledge_classes()))
    return Listing(pages, FACETS, request, switch=ORDER, left_out=left_out(), per_page=100)


def some_of(*values: str) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(values))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.fixed_dictionaries(
        {
            "soort": some_of("handboek", *KINDS),
            "thema": some_of(*THEMES),
            "fase": some_of(*PHASES),
            "trefwoord": some_of(*TAGS[:1]),
        }
    )
)
def test_list_and_counts_agree_with_counting_by_hand(
    library: list[tuple[str, dict[str, set[str]]]], chosen: dict[str, set[str]]
) -> None:
    listing = listing_of(chosen)
    assert {page.title for page in listing.pages} == matching(library, chosen)
    for facet in listing.facets:
        for option in facet["options"]:
            expected = matching(library, {**chosen, facet["name"]: {option["value"]}})
            assert option["count"] == len(expected), (facet["name"], option)


def shown(response: object) -> list[str]:
    return [card.title for card in response.context["cards"]]  # type: ignore[attr-defined]


def test_newest_first_and_by_title(client: Client, kennisbank: KennisbankPage) -> None:
    for title in ("Beta", "Alfa", "Gamma"):
        ArticlePageFactory(title=title)
    assert shown(client.get("/kennisbank/")) == ["Gamma", "Alfa", "Beta"]
    assert shown(client.get("/kennisbank/?sorteer=titel")) == ["Alfa", "Beta", "Gamma"]


def test_chapters_are_findable_and_do_not_drown_the_list(client: Client, kennisbank: KennisbankPage) -> None:
    handbook = HandbookPageFactory(title="Handboek")
    ChapterPageFactory(title="Hoofdstuk", parent=handbook, tags=["balie"])
    assert shown(client.get("/kennisbank/")) == ["Handboek"]
    assert shown(client.get("/kennisbank/?soort=hoofdstuk")) == ["Hoofdstuk"]
    assert shown(client.get("/kennisbank/?trefwoord=balie")) == ["Hoofdstuk"]


def test_hidden_pages_are_in_neither_list_nor_counts(client: Client, kennisbank: KennisbankPage) -> None:
    theme = ThemeFactory(slug="draagvlak")
    ArticlePageFactory(title="Open", themes=[theme])
    ArticlePageFactory(title="Concept", themes=[theme], live=False)
    kept = ArticlePageFactory(title="Besloten", themes=[theme])
    PageViewRestriction.objects.create(page=kept, restriction_type="login")
    kennisbank.featured.create(page=kept, sort_order=0)
    response = client.get("/kennisbank/?thema=draagvlak")
    assert shown(response) == ["Open"]
    assert {
        option["value"]: option["count"] for facet in response.context["listing"].facets for option in facet["options"]
    } == {"artikel": 1, "draagvlak": 1}
    assert "Besloten" not in client.get("/kennisbank/").content.decode()


def test_editors_pin_pages_on_top(logged_in: Callable[..., Client], client: Client, kennisbank: KennisbankPage) -> None:
    first, second = ArticlePageFactory(title="Eerst"), ArticlePageFactory(title="Daarna")
    pinned = inline_formset([{"page": second.pk}, {"page": first.pk}])
    edit_page(logged_in(UserFactory(is_superuser=True)), kennisbank, featured=pinned)
    assert [card.title for card in client.get("/kennisbank/").context["featured"]] == ["Daarna", "Eerst"]
    assert "featured" not in client.get("/kennisbank/?soort=artikel").context


def test_the_entrances_lead_to_what_may_be_seen(client: Client, kennisbank: KennisbankPage) -> None:
    ArticlePageFactory()
    HandbookPageFactory()
    ProjectPageFactory()
    glossary = GlossaryPageFactory(title="Begrippen")
    urls = {card.url for card in client.get("/kennisbank/").context["entrances"]}
    assert urls == {"/kennisbank/artikelen/", "/kennisbank/handboeken/", "/kennisbank/begrippen/", "/projecten/"}
    PageViewRestriction.objects.create(page=glossary, restriction_type="login")
    assert "Begrippen" not in client.get("/kennisbank/").content.decode()


def test_an_empty_answer_says_what_to_do(client: Client, kennisbank: KennisbankPage) -> None:
    ThemeFactory(slug="leeg")
    page = BeautifulSoup(client.get("/kennisbank/?thema=leeg").content, "html.parser")
    assert page.select_one(".ol-empty-state a")["href"] == "/kennisbank/"


def test_an_unknown_filter_is_named(client: Client, kennisbank: KennisbankPage) -> None:
    response = client.get("/kennisbank/?thema=<b>&soort=%00&pagina=x")
    assert response.status_code == 200
    assert "&lt;b&gt;" in response.content.decode()


def test_the_list_takes_as_many_queries_for_20_as_for_1(
    client: Client, kennisbank: KennisbankPage, queries_of: Callable[[str], int]
) -> None:
    theme = ThemeFactory(slug="draagvlak")
    ArticlePageFactory(themes=[theme], tags=["balie"])
    url = "/kennisbank/?thema=draagvlak&trefwoord=balie"
    before = queries_of(url)
    for _ in range(19):
        ArticlePageFactory(themes=[theme], tags=["balie"])
    assert queries_of(url) == before
    assert before <= 16
