"""Which projects are most like a municipality, and why."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import assume, given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from home.models import HomePage
from kennisbank.projects.likeness import Facts, Wish, nearest, reasons, score
from tests.factories import OrganisationFactory, PhaseFactory, ProjectPageFactory, ThemeFactory

people = st.integers(1_000, 900_000)
slugs = st.frozensets(st.sampled_from(["a", "b", "c"]))
facts = st.builds(
    Facts,
    pk=st.integers(1, 10_000),
    inhabitants=st.none() | people,
    province=st.sampled_from(["", "PV23", "PV25"]),
    themes=slugs,
    phase=st.sampled_from([None, "bouw", "beheer"]),
)
wishes = st.builds(
    Wish,
    inhabitants=st.none() | people,
    province=st.sampled_from(["", "PV23", "PV25"]),
    themes=slugs.map(lambda chosen: {slug: slug.upper() for slug in chosen}),
    phases=st.sampled_from([{}, {"bouw": "Bouw"}]),
)


@given(wishes, facts)
def test_a_score_is_between_0_and_6(wish: Wish, project: Facts) -> None:
    assert 0 <= score(wish, project) <= 6


@given(people)
def test_what_is_the_same_in_everything_scores_highest(inhabitants: int) -> None:
    wish = Wish(inhabitants, "PV23", {"a": "A"}, {"bouw": "Bouw"})
    assert score(wish, Facts(1, inhabitants, "PV23", frozenset("a"), "bouw")) == 6


@given(people, people, people)
def test_nearer_in_size_never_scores_lower(own: int, one: int, other: int) -> None:
    nearer, farther = sorted((one, other), key=lambda size: max(size / own, own / size))
    assert score(Wish(own), Facts(1, nearer)) >= score(Wish(own), Facts(2, farther))


@given(people, people)
def test_larger_and_smaller_by_the_same_factor_score_the_same(own: int, other: int) -> None:
    assert score(Wish(own), Facts(1, other)) == pytest.approx(score(Wish(other), Facts(1, own)))


@given(wishes, facts, st.sampled_from(["a", "b", "c"]))
def test_one_more_shared_theme_never_scores_lower(wish: Wish, project: Facts, theme: str) -> None:
    more = Facts(project.pk, project.inhabitants, project.province, project.themes | {theme}, project.phase)
    assert score(wish, more) >= score(wish, project)


@given(wishes, st.lists(facts, unique_by=lambda project: project.pk), st.randoms(use_true_random=False))
def test_the_order_is_by_score_and_never_by_chance(wish: Wish, projects: list[Facts], chance: object) -> None:
    found = nearest(wish, projects, 5)
    assert len(found) == min(5, len(projects))
    assert all(round(one.score, 1) >= round(other.score, 1) for one, other in pairwise(found))
    chance.shuffle(projects)  # type: ignore[attr-defined]
    assert nearest(wish, projects, 5) == found


@given(people, people)
def test_the_own_province_decides_only_between_equals(own: int, other: int) -> None:
    here, elsewhere = Facts(2, other, "PV23"), Facts(1, other, "PV25")
    assert nearest(Wish(own, "PV23"), [elsewhere, here], 1)[0].pk == 2
    better = Facts(1, own, "PV25")
    assume(score(Wish(own), better) - score(Wish(own), here) >= 0.1)
    assert nearest(Wish(own, "PV23"), [better, here], 1)[0].pk == 1


@pytest.mark.parametrize(
    ("inhabitants", "words"),
    [
        (100_000, "ongeveer even groot"),
        (120_000, "ongeveer even groot"),
        (180_000, "iets groter"),
        (60_000, "iets kleiner"),
        (400_000, "groter"),
        (20_000, "kleiner"),
    ],
)
def test_sizes_are_compared_in_words(inhabitants: int, words: str) -> None:
    assert reasons(Wish(100_000), Facts(1, inhabitants)) == [words]


def test_reasons_name_what_is_shared() -> None:
    wish = Wish(None, "PV23", {"a": "Draagvlak", "b": "ICT", "c": "Sturing"}, {"bouw": "Bouw"})
    assert reasons(wish, Facts(1, 50_000, "PV23", frozenset("ab"), "bouw")) == [
        "ook over draagvlak en ICT",
        "ook in de fase bouw",
        "ook in Overijssel",
    ]


def test_of_the_same_municipality_nothing_is_compared() -> None:
    wish = Wish(50_000, "PV23", organisation=7)
    assert reasons(wish, Facts(1, 50_000, "PV23", organisation=7)) == ["dezelfde gemeente"]
    assert reasons(wish, Facts(1, 50_000, "PV23", organisation=8)) == ["ongeveer even groot", "ook in Overijssel"]


@pytest.fixture
def zwolle(home: HomePage) -> None:
    """Zwolle, with a project of its own, and three projects elsewhere of which one is hidden."""
    theme, phase = ThemeFactory(title="Draagvlak", slug="draagvlak"), PhaseFactory(title="Bouw", slug="bouw")
    own = OrganisationFactory(name="Zwolle", cbs_code="GM0193", inhabitants=130_000)
    near = OrganisationFactory(name="Deventer", inhabitants=100_000, province="PV23")
    far = OrganisationFactory(name="Vlieland", inhabitants=1_000, province="PV21")
    ProjectPageFactory(title="Eigen project", organisation=own)
    ProjectPageFactory(title="Ver weg", organisation=far, themes=[theme], phase=phase)
    ProjectPageFactory(title="Dichtbij", organisation=near)
    hidden = ProjectPageFactory(title="Besloten", organisation=near)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")


def found(client: Client, query: str) -> list[str]:
    return [card.title for card in client.get(f"/projecten/zoals-uw-gemeente/?{query}").context["matches"]]


def test_a_visitor_picks_a_municipality_on_the_index(client: Client, zwolle: None) -> None:
    page = BeautifulSoup(client.get("/projecten/").content, "html.parser")
    form = page.select_one('form[action$="zoals-uw-gemeente/"]')
    assert form["method"] == "get"
    assert form.select_one('option[value="GM0193"]').text == "Zwolle"


def test_the_nearest_come_first_without_the_own_and_the_hidden(client: Client, zwolle: None) -> None:
    assert found(client, "gemeente=GM0193") == ["Dichtbij", "Ver weg"]


def test_themes_and_phase_weigh_along(client: Client, zwolle: None) -> None:
    assert found(client, "gemeente=GM0193&thema=draagvlak&fase=bouw") == ["Ver weg", "Dichtbij"]
    page = client.get("/projecten/zoals-uw-gemeente/?gemeente=GM0193&thema=draagvlak&fase=bouw").content.decode()
    assert "Kleiner, ook over draagvlak, ook in de fase bouw." in page


@pytest.mark.parametrize("code", ["", "GM9999", "%00", "x" * 5000, "<b>"])
def test_an_unknown_municipality_is_told(client: Client, zwolle: None, code: str) -> None:
    response = client.get(f"/projecten/zoals-uw-gemeente/?gemeente={code}")
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("#gemeente-fout").text.endswith("Kies uw gemeente in de lijst.")


def test_the_first_visit_shows_no_error(client: Client, zwolle: None) -> None:
    page = BeautifulSoup(client.get("/projecten/zoals-uw-gemeente/").content, "html.parser")
    assert page.select_one("#gemeente-fout") is None
