"""Numbers, previous and next: from the order of the tree, for who may see what."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.models import HomePage
from kennisbank.handbooks.models import ChapterPage, HandbookPage
from kennisbank.handbooks.outline import in_order, neighbours, outline_of
from tests.factories import ChapterPageFactory, HandbookPageFactory, UserFactory

pytestmark = pytest.mark.django_db


def numbers(handbook: HandbookPage, user: Any = None) -> dict[str, str]:
    """Return the number of each chapter that `user` sees, by its slug."""
    return {entry.page.slug: entry.number for entry in in_order(outline_of(handbook, request_of(user)))}


def request_of(user: Any = None) -> Any:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    return request


@pytest.fixture
def handbook(home: HomePage) -> HandbookPage:
    """Three chapters, a, b and c; b has sections b1 and b2."""
    handbook = HandbookPageFactory(slug="h")
    _a, b, _c = (ChapterPageFactory(parent=handbook, slug=slug, title=slug.upper()) for slug in "abc")
    for slug in ("b1", "b2"):
        ChapterPageFactory(parent=b, slug=slug, title=slug.upper())
    return HandbookPage.objects.get(pk=handbook.pk)


def chapter(slug: str) -> ChapterPage:
    return ChapterPage.objects.get(slug=slug)


def around(client: Client, slug: str) -> tuple[str | None, str | None]:
    """Return the titles before and after a chapter, as its page shows them."""
    context = client.get(chapter(slug).url).context
    return tuple(entry and f"{entry.number} {entry.title}" for entry in (context["previous"], context["next"]))  # type: ignore[return-value]


def test_chapters_are_numbered_in_the_order_of_the_tree(handbook: HandbookPage) -> None:
    assert numbers(handbook) == {"a": "1", "b": "2", "b1": "2.1", "b2": "2.2", "c": "3"}


def test_dragging_a_chapter_renumbers(handbook: HandbookPage, client: Client) -> None:
    client.force_login(UserFactory(role="redacteur"))
    url = reverse("wagtailadmin_pages:set_page_position", args=[chapter("c").pk])
    assert client.post(f"{url}?position=0").status_code == 200
    assert numbers(handbook) == {"c": "1", "a": "2", "b": "3", "b1": "3.1", "b2": "3.2"}
    url = reverse("wagtailadmin_pages:set_page_position", args=[chapter("b2").pk])
    assert client.post(f"{url}?position=0").status_code == 200
    assert numbers(handbook)["b2"] == "3.1"


@pytest.mark.parametrize("page_class", ["h", "b"])
def test_the_explorer_opens_in_the_order_of_the_tree(page_class: str, handbook: HandbookPage, client: Client) -> None:
    client.force_login(UserFactory(role="redacteur"))
    page = handbook if page_class == "h" else chapter("b")
    answer = client.get(reverse("wagtailadmin_explore", args=[page.pk]))
    assert answer.context["ordering"] == "ord"


def test_an_unpublished_chapter_has_no_number_nor_have_its_sections(handbook: HandbookPage, client: Client) -> None:
    chapter("b").unpublish()
    assert numbers(handbook) == {"a": "1", "c": "2"}
    assert around(client, "a") == (None, "2 C")
    assert around(client, "b1") == (None, None)


def test_a_restricted_chapter_keeps_its_number_and_stays_out_of_sight(handbook: HandbookPage, client: Client) -> None:
    PageViewRestriction.objects.create(page=chapter("b"), restriction_type="login")
    assert numbers(handbook) == {"a": "1", "c": "3"}
    assert numbers(handbook, UserFactory()) == {"a": "1", "b": "2", "b1": "2.1", "b2": "2.2", "c": "3"}
    assert around(client, "a") == (None, "3 C")
    for address in (handbook.url, f"{handbook.url}afdrukken/", chapter("a").url):
        assert ">B<" not in client.get(address).content.decode().replace(" ", "")


def test_a_restricted_section_alone(handbook: HandbookPage) -> None:
    PageViewRestriction.objects.create(page=chapter("b1"), restriction_type="login")
    assert numbers(handbook) == {"a": "1", "b": "2", "b2": "2.2", "c": "3"}


def test_reading_goes_through_sections_and_never_leaves_the_handbook(handbook: HandbookPage, client: Client) -> None:
    for _ in range(2):
        ChapterPageFactory(parent=HandbookPageFactory())
    assert around(client, "a") == (None, "2 B")
    assert around(client, "b") == ("1 A", "2.1 B1")
    assert around(client, "b1") == ("2 B", "2.2 B2")
    assert around(client, "b2") == ("2.1 B1", "3 C")
    assert around(client, "c") == ("2.2 B2", None)


def test_a_page_that_is_not_there_has_no_neighbours(handbook: HandbookPage) -> None:
    assert neighbours(outline_of(handbook, request_of(), current=999_999)) == (None, None)
    assert neighbours([]) == (None, None)


def test_the_page_in_hand_is_marked_and_its_chapter_open(handbook: HandbookPage) -> None:
    entries = outline_of(handbook, request_of(), current=chapter("b1").pk)
    assert [entry.is_open for entry in entries] == [False, True, False]
    assert [entry.is_current for entry in in_order(entries)] == [False, False, True, False, False]


def test_the_outline_takes_two_queries(
    handbook: HandbookPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = request_of()
    outline_of(handbook, request)
    for _ in range(4):
        ChapterPageFactory(parent=handbook)
    with django_assert_num_queries(2):
        outline_of(handbook, request)
