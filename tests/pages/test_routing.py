"""Addresses lead to pages with a bounded number of queries, and as Wagtail would have it."""

from typing import Any

import pytest
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site
from wagtail.models.sites import get_site_for_hostname
from wagtail.url_routing import RouteResult

from cms.pages.filing import path_to
from cms.pages.models import BasePage
from cms.pages.routing import find_route, site_of
from home.models import ContentPage, HomePage
from tests.factories import ContentPageFactory


@pytest.fixture
def chain(home: HomePage) -> list[BasePage]:
    """Five pages, each below the other."""
    pages = [ContentPageFactory(slug="een", parent=home)]
    for slug in ("twee", "drie", "vier", "vijf"):
        pages.append(ContentPageFactory(slug=slug, parent=pages[-1]))
    return pages


def request_for(path: str, **headers: Any) -> HttpRequest:
    return RequestFactory().get(path, **headers)


def test_the_page_at_the_end_answers_whatever_its_depth(chain: list[BasePage], django_assert_num_queries: Any) -> None:
    find_route(request_for("/"), "/")  # the site is looked up once in a generation
    for page in (chain[0], chain[-1]):
        request = request_for(page.url)
        with django_assert_num_queries(2):  # the pages along the path, and the page itself
            route = find_route(request, page.url)
        assert route is not None
        assert type(route.page) is ContentPage
        assert route.page.pk == page.pk


def test_the_route_is_found_once_for_a_request(chain: list[BasePage], django_assert_num_queries: Any) -> None:
    request = request_for(chain[0].url)
    first = BasePage.route_for_request(request, chain[0].url)
    with django_assert_num_queries(0):
        assert BasePage.route_for_request(request, chain[0].url) is first


def test_the_breadcrumb_costs_no_query(chain: list[BasePage], django_assert_num_queries: Any) -> None:
    request = request_for(chain[-1].url)
    route = find_route(request, chain[-1].url)
    request._wagtail_cached_site_root_paths = Site.get_site_root_paths()
    with django_assert_num_queries(0):
        path = path_to(route.page, request)
        assert route.page.get_parent().pk == chain[-2].pk
    assert [step["url"] for step in path] == ["/", *[page.url for page in chain[:-1]], ""]


def test_the_breadcrumb_is_the_same_however_the_page_was_reached(chain: list[BasePage]) -> None:
    request = request_for(chain[-1].url)
    route = find_route(request, chain[-1].url)
    assert path_to(route.page, request) == path_to(ContentPage.objects.get(pk=chain[-1].pk), request_for("/"))


def test_a_page_that_is_not_published_does_not_show_in_the_breadcrumb(chain: list[BasePage]) -> None:
    BasePage.objects.filter(pk=chain[1].pk).update(live=False, title="Geheim")
    for request in (request_for("/"), request_for(chain[-1].url)):
        find_route(request, request.path)
        assert "Geheim" not in [step["title"] for step in path_to(chain[-1], request)]


@pytest.mark.parametrize("path", ["/een/nergens/", "/nergens/", "/een/drie/", "/een/twee/drie/vier/vijf/zes/"])
def test_what_is_no_page_costs_two_queries(chain: list[BasePage], path: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert find_route(request_for(path), path) is None


def test_an_endless_path_is_a_404(home: HomePage) -> None:
    assert Client().get("/a" * 1500 + "/").status_code == 404


def test_a_draft_is_a_404_and_a_page_below_it_is_not(chain: list[BasePage]) -> None:
    chain[0].unpublish()
    assert find_route(request_for(chain[0].url), chain[0].url) is None
    assert find_route(request_for(chain[1].url), chain[1].url).page.pk == chain[1].pk


@pytest.fixture
def printable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content pages that answer …/afdrukken/ too."""
    plain = ContentPage.route

    def route(self: ContentPage, request: HttpRequest, components: list[str]) -> RouteResult:
        if components == ["afdrukken"]:
            return RouteResult(self, kwargs={"printed": True})
        if components:
            raise Http404
        return plain(self, request, components)

    monkeypatch.setattr(ContentPage, "route", route)


@pytest.mark.usefixtures("printable")
def test_an_address_below_a_page_goes_to_the_deepest_page_that_knows_it(chain: list[BasePage]) -> None:
    path = f"{chain[1].url}afdrukken/"
    route = find_route(request_for(path), path)
    assert (route.page.pk, route.kwargs) == (chain[1].pk, {"printed": True})
    assert find_route(request_for(f"{chain[1].url}anders/"), f"{chain[1].url}anders/") is None


@pytest.mark.usefixtures("printable")
def test_a_draft_with_that_name_does_not_hide_it(chain: list[BasePage]) -> None:
    ContentPageFactory(slug="afdrukken", parent=chain[0], live=False)
    path = f"{chain[0].url}afdrukken/"
    assert find_route(request_for(path), path).page.pk == chain[0].pk


def test_each_site_has_its_own_pages(home: HomePage, chain: list[BasePage]) -> None:
    root = BasePage.objects.get(depth=1)
    other = root.add_child(instance=ContentPage(title="Elders", slug="elders", summary="x"))
    below = ContentPageFactory(slug="een", parent=other)
    Site.objects.create(hostname="elders.example", root_page=other)
    request = request_for("/een/", headers={"host": "elders.example"})
    assert find_route(request, "/een/").page.pk == below.pk
    assert find_route(request_for("/een/"), "/een/").page.pk == chain[0].pk


def test_restrictions_are_those_of_all_above_and_no_query_where_there_are_none(
    chain: list[BasePage], django_assert_num_queries: Any
) -> None:
    assert not chain[-1].get_view_restrictions()
    with django_assert_num_queries(0):
        assert not chain[-1].get_view_restrictions()
    for page in chain[:3]:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert len(chain[-1].get_view_restrictions()) == 3
    with django_assert_num_queries(1):
        assert len(chain[-1].get_view_restrictions()) == 3
    assert len(chain[0].get_view_restrictions()) == 1


def test_an_alias_is_kept_from_whom_its_source_is(home: HomePage) -> None:
    source = ContentPageFactory(parent=home)
    alias = source.create_alias(parent=home, update_slug="alias")
    assert not alias.get_view_restrictions()
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert len(alias.get_view_restrictions()) == 1
    assert Client().get(alias.url).status_code == 302


@pytest.mark.parametrize(
    "path", ["/a%00b/", "/een/%00/", "/%00", "/a%00b.ics", f"/{'a' * 5000}/", f"/{'a/' * 2000}", "/%ed%a0%80/"]
)
def test_an_address_that_no_page_can_have_is_an_ordinary_404(chain: list[BasePage], client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get("/een/", {"x": path}).status_code == 200


@pytest.mark.parametrize("path", ["/een\0/", "/een/\0/"])
def test_no_page_has_a_nul_byte_in_its_address(chain: list[BasePage], path: str) -> None:
    assert find_route(request_for("/"), path) is None


def test_an_odd_address_does_not_keep_a_redirect_from_working(home: HomePage, client: Client) -> None:
    Redirect.objects.create(old_path="/oud", redirect_link="/nieuw/")
    assert client.get("/oud/?x=%00").headers["Location"] == "/nieuw/"


@pytest.mark.parametrize(
    "others", [[], [("tweede.example", 80)], [("tweede.example", 80), ("tweede.example", 8000)], [("localhost", 8000)]]
)
@pytest.mark.parametrize("host", ["localhost", "tweede.example", "onbekend.example"])
@pytest.mark.parametrize("port", ["80", "8000", "9000"])
@pytest.mark.parametrize("has_default", [True, False])
def test_the_site_of_an_address_is_the_one_that_wagtail_finds(
    home: HomePage, others: list[tuple[str, int]], host: str, port: str, has_default: bool
) -> None:
    Site.objects.update(is_default_site=has_default)
    for hostname, number in others:
        Site.objects.create(hostname=hostname, port=number, root_page=home)
    request = RequestFactory().get("/", headers={"host": host}, SERVER_PORT=port)
    try:
        expected = get_site_for_hostname(host, int(port))
    except Site.DoesNotExist:
        expected = None
    assert site_of(request) == expected
