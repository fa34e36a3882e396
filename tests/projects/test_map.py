"""Projects on the map: where points stand, what they lead to, and that the list is their equal."""

from math import hypot

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from cms.taxonomy.models import Organisation
from home.models import HomePage
from kennisbank.projects.atlas import NEAR, Place, Spot, places
from tests.factories import OrganisationFactory, PhaseFactory, ProjectPageFactory

# Places on the shore and the border that can be pointed out on the outlines: latitude and longitude in degrees, and
# the corner of the drawing that they stand at.
TOWNS = {
    "Delfzijl": (53.33, 6.93, 565, 62),
    "Urk": (52.662, 5.60, 354, 237),
    "Vaals (drielandenpunt)": (50.7547, 6.0208, 422, 722),
    "Westkapelle": (51.5297, 3.4360, 12, 528),
}


@pytest.mark.parametrize("town", TOWNS)
def test_towns_stand_where_they_lie(town: str) -> None:
    latitude, longitude, x, y = TOWNS[town]
    point = Organisation(latitude=latitude, longitude=longitude).map_point
    assert point is not None
    assert hypot(point[0] - x, point[1] - y) <= 3


def spot(point: tuple[float, float] | None, municipality: str = "Zwolle", phase: str = "Bouw") -> Spot:
    return Spot("Eén balie", "/projecten/een-balie/", municipality, phase, point)


points = st.tuples(st.floats(0, 613), st.floats(0, 724))


@given(st.lists(points, max_size=40))
def test_no_two_points_overlap_and_no_project_is_lost(at: list[tuple[float, float]]) -> None:
    spots = [spot(point, f"Plaats {number}") for number, point in enumerate(at)]
    drawn = places(spots, ["Bouw"])
    assert sorted(here.municipality for place in drawn for here in place.spots) == sorted(
        here.municipality for here in spots
    )
    for number, one in enumerate(drawn):
        assert (one.x, one.y) in at
        assert all(hypot(one.x - other.x, one.y - other.y) >= NEAR for other in drawn[number + 1 :])


def one_place(*spots: Spot) -> Place:
    (place,) = places(spots, ["Ontwerp", "Bouw"])
    return place


def test_a_single_project_is_the_link_and_has_its_phase_in_colour_and_words() -> None:
    place = one_place(spot((10, 10)))
    assert place.url == "/projecten/een-balie/"
    assert place.kind == 2
    assert place.label == "Zwolle: Eén balie (fase bouw)"


def test_several_projects_lead_to_their_place_in_the_list() -> None:
    place = one_place(spot((10, 10)), spot((20, 10), "Kampen"), spot((20, 10), "Kampen"))
    assert (place.x, place.title, place.url) == (20, "Kampen en omgeving", "#plek-1")
    assert place.label == "Kampen en omgeving: 3 projecten"
    assert place.links[0]["description"] == "Kampen, Fase bouw"


@pytest.fixture
def page(home: HomePage, client: Client) -> BeautifulSoup:
    """The map with a project in Delfzijl, one without a place, and two that nobody may see."""
    delfzijl = OrganisationFactory(name="Delfzijl", latitude=TOWNS["Delfzijl"][0], longitude=TOWNS["Delfzijl"][1])
    phase = PhaseFactory(title="Bouw")
    ProjectPageFactory(title="Open project", organisation=delfzijl, phase=phase)
    ProjectPageFactory(
        title="Zonder plek", organisation=OrganisationFactory(name="Bureau", latitude=None, longitude=None)
    )
    ProjectPageFactory(title="Concept", organisation=delfzijl, live=False)
    PageViewRestriction.objects.create(
        page=ProjectPageFactory(title="Besloten", organisation=delfzijl), restriction_type="login"
    )
    return BeautifulSoup(client.get("/projecten/?weergave=kaart").content, "html.parser")


def test_points_are_links_with_names_and_the_list_holds_the_same(page: BeautifulSoup) -> None:
    (link,) = page.select("svg a.ol-map__place")
    assert link["aria-label"] == "Delfzijl: Open project (fase bouw)"
    circle = link.select_one("circle")
    assert hypot(float(circle["cx"]) - TOWNS["Delfzijl"][2], float(circle["cy"]) - TOWNS["Delfzijl"][3]) <= 3
    listed = {item["href"] for item in page.select(".ol-link-list__link")}
    assert link["href"] in listed
    assert len(listed) == 2


def test_hidden_projects_are_not_on_the_map(page: BeautifulSoup) -> None:
    assert "2 projecten" in page.get_text()
    assert "Besloten" not in page.get_text()
    assert "Concept" not in page.get_text()


def test_the_map_names_its_source(page: BeautifulSoup) -> None:
    assert "CC BY 4.0" in page.get_text()
