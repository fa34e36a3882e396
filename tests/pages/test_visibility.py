"""What somebody may see is decided in one place."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
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


def test_an_unpublished_page_is_visible_to_nobody(home: HomePage) -> None:
    page = ContentPageFactory(parent=home, live=False)
    assert not BasePage.objects.visible_to(UserFactory(is_superuser=True)).filter(pk=page.pk).exists()


def test_visibility_is_one_query(home: HomePage, django_assert_num_queries: object) -> None:
    for _ in range(3):
        PageViewRestriction.objects.create(page=ContentPageFactory(parent=home), restriction_type="login")
    with django_assert_num_queries(1):  # type: ignore[operator]
        list(BasePage.objects.visible())
