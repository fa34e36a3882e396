"""What somebody may see is decided in one place."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.pages.models import BasePage
from home.models import ContentPage, HomePage
from tests.factories import ContentPageFactory, UserFactory


@pytest.fixture
def restricted(home: HomePage) -> tuple[BasePage, BasePage]:
    """A page, and one below it."""
    page = ContentPageFactory(parent=home)
    return page, ContentPageFactory(parent=page)


def test_a_restriction_hides_the_page_and_everything_below_it(restricted: tuple[BasePage, BasePage]) -> None:
    page, below = restricted
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not BasePage.objects.visible().filter(pk__in=[page.pk, below.pk]).exists()
    assert BasePage.objects.visible_to(UserFactory()).filter(pk__in=[page.pk, below.pk]).count() == 2


def test_a_group_restriction_lets_in_only_its_groups(restricted: tuple[BasePage, BasePage]) -> None:
    _page, below = restricted
    group = Group.objects.create(name="Klankbordgroep")
    PageViewRestriction.objects.create(page=below, restriction_type="groups").groups.add(group)
    member, other = UserFactory(), UserFactory()
    member.groups.add(group)
    assert BasePage.objects.visible_to(member).filter(pk=below.pk).exists()
    assert not BasePage.objects.visible_to(other).filter(pk=below.pk).exists()


def test_a_password_keeps_a_page_out_of_every_list(restricted: tuple[BasePage, BasePage]) -> None:
    page, below = restricted
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="geheim")
    for user in (AnonymousUser(), UserFactory()):
        assert not BasePage.objects.visible_to(user).filter(pk__in=[page.pk, below.pk]).exists()


def test_a_page_whose_path_only_begins_alike_is_not_hidden(home: HomePage) -> None:
    pages = [ContentPageFactory(parent=home) for _ in range(3)]
    PageViewRestriction.objects.create(page=pages[0], restriction_type="login")
    assert list(BasePage.objects.visible().filter(pk__in=[page.pk for page in pages[1:]]).order_by("path")) == [
        page.basepage_ptr for page in pages[1:]
    ]


def test_an_alias_of_a_restricted_page_and_what_is_below_it_are_hidden(home: HomePage) -> None:
    source = ContentPageFactory(parent=home)
    alias = source.create_alias(parent=home, update_slug="alias")
    below = ContentPageFactory(parent=ContentPage.objects.get(pk=alias.pk))
    assert BasePage.objects.visible().filter(pk__in=[alias.pk, below.pk]).count() == 2
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert not BasePage.objects.visible().filter(pk__in=[alias.pk, below.pk]).exists()
    assert BasePage.objects.visible_to(UserFactory()).filter(pk__in=[alias.pk, below.pk]).count() == 2


def test_an_alias_of_an_alias_is_hidden_with_the_page_that_both_show(home: HomePage, client: Client) -> None:
    source = ContentPageFactory(parent=home)
    alias = source.create_alias(parent=home, update_slug="alias")
    second = alias.create_alias(parent=home, update_slug="tweede")
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert not BasePage.objects.visible().filter(pk__in=[alias.pk, second.pk]).exists()
    sitemap = client.get("/sitemap.xml").content.decode()
    for page in (source, alias, second):
        assert client.get(page.url).status_code == 302
        assert page.url not in sitemap


def test_somebody_who_is_logged_in_is_asked_for_groups_once(
    home: HomePage, django_assert_num_queries: Callable[[int], AbstractContextManager]
) -> None:
    PageViewRestriction.objects.create(page=ContentPageFactory(parent=home), restriction_type="groups")
    pages, user = [ContentPageFactory(parent=home) for _ in range(5)], UserFactory()
    list(BasePage.objects.visible())
    with django_assert_num_queries(1):
        assert all(page.is_visible_to(user) for page in pages)


def test_an_unpublished_page_is_visible_to_nobody(home: HomePage) -> None:
    page = ContentPageFactory(parent=home, live=False)
    assert not BasePage.objects.visible_to(UserFactory(is_superuser=True)).filter(pk=page.pk).exists()


def test_visibility_is_one_query_once_the_restrictions_are_known(
    home: HomePage, django_assert_num_queries: Callable[[int], AbstractContextManager]
) -> None:
    def restrict(count: int) -> None:
        for _ in range(count):
            PageViewRestriction.objects.create(page=ContentPageFactory(parent=home), restriction_type="login")

    restrict(1)
    with django_assert_num_queries(4):
        list(BasePage.objects.visible())
    restrict(5)
    with django_assert_num_queries(4):
        list(BasePage.objects.visible())
    with django_assert_num_queries(1):
        list(BasePage.objects.visible())


def test_one_page_says_of_itself_what_the_queryset_says(home: HomePage) -> None:
    group = Group.objects.create(name="Klankbordgroep")
    member = UserFactory()
    member.groups.add(group)
    users = [AnonymousUser(), UserFactory(), member, UserFactory(is_superuser=True)]
    open_page = ContentPageFactory(parent=home)
    pages = [open_page, ContentPageFactory(parent=home, live=False)]
    for kind in ("login", "groups", "password"):
        page = ContentPageFactory(parent=home)
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="geheim")
        if kind == "groups":
            restriction.groups.add(group)
        pages += [page, ContentPageFactory(parent=page), page.create_alias(parent=home, update_slug=f"alias-{kind}")]
    for user in users:
        visible = set(BasePage.objects.visible_to(user).values_list("pk", flat=True))
        assert {page.pk for page in pages if page.is_visible_to(user)} == visible & {page.pk for page in pages}


@pytest.mark.parametrize("change", ["lift", "move"])
def test_what_is_known_of_restrictions_follows_every_change(home: HomePage, change: str) -> None:
    closed, elsewhere = ContentPageFactory(parent=home), ContentPageFactory(parent=home)
    page = ContentPageFactory(parent=closed)
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert not BasePage.objects.visible().filter(pk=page.pk).exists()
    if change == "lift":
        restriction.delete()
    else:
        page.move(elsewhere, pos="last-child")
    assert BasePage.objects.visible().filter(pk=page.pk).exists()
