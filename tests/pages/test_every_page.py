"""What holds for every kind of page: one test for all of them, so that a new kind can't forget it."""

import pytest
from django.template.loader import get_template
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import get_page_models

from cms.blocks.pages import BodyPage
from cms.pages.copying import BasePageCopyForm
from cms.pages.models import BasePage
from home.models import HomePage
from kennisbank.handbooks.models import ChapterPage, HandbookPage
from seeding.builders import PAGE_CLASSES
from seeding.tree import TRUNKS
from tests import factories
from tests.editor import create_page, edit_page
from tests.factories import PageFactory, UserFactory

pytestmark = pytest.mark.django_db

KINDS = [page_class for page_class in get_page_models() if page_class is not BasePage]
FACTORIES = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type) and issubclass(factory, PageFactory) and factory is not PageFactory
}
every_kind = pytest.mark.parametrize("page_class", KINDS, ids=lambda page_class: page_class.__name__)
# A site has one home page, and it is there already.
every_new_kind = pytest.mark.parametrize(
    "page_class", [kind for kind in KINDS if kind is not HomePage], ids=lambda page_class: page_class.__name__
)


@pytest.fixture
def beheerder(client: Client, home: HomePage) -> Client:
    """A client of somebody who may do everything."""
    client.force_login(UserFactory(role="beheerder"))
    return client


def page_of(page_class: type[BasePage], parent: BasePage | None = None) -> BasePage:
    """Make a published page of a kind, with the pages above it that it needs."""
    if page_class is HomePage:
        return HomePage.objects.get()
    return FACTORIES[page_class](parent=parent)


@every_kind
def test_it_has_a_template_and_says_where_it_may_stand(page_class: type[BasePage]) -> None:
    assert get_template(page_class.template)
    assert "parent_page_types" in vars(page_class)
    assert "subpage_types" in vars(page_class)
    assert page_class.get_page_description()


@every_kind
def test_it_asks_for_a_summary_and_speaks_dutch(page_class: type[BasePage]) -> None:
    assert page_class._meta.get_field("summary").blank is False
    assert "page" not in str(page_class._meta.verbose_name)
    for field in page_class._meta.local_fields:
        if field.editable and not field.remote_field:
            assert field.verbose_name != field.name.replace("_", " ") or field.name in DUTCH_AND_ENGLISH, field


# Names that are the same word in both languages.
DUTCH_AND_ENGLISH = {"partners", "project"}


@every_kind
def test_copying_it_keeps_to_where_one_may_publish(page_class: type[BasePage]) -> None:
    assert issubclass(page_class.copy_form_class, BasePageCopyForm)


@every_kind
def test_the_demo_has_one(page_class: type[BasePage]) -> None:
    in_demo = {HomePage, *(trunk.page_class for trunk in TRUNKS), *(made for made, _parent in PAGE_CLASSES.values())}
    assert page_class in in_demo


@pytest.mark.parametrize("page_class", [kind for kind in KINDS if issubclass(kind, BodyPage)], ids=str)
def test_a_new_one_with_a_body_does_not_begin_empty(page_class: type[BodyPage]) -> None:
    assert list(page_class().body)


@every_new_kind
def test_it_is_made_and_changed_in_the_editor(page_class: type[BasePage], beheerder: Client) -> None:
    parent = FACTORIES[page_class].default_parent()
    answer = create_page(beheerder, page_class, parent)
    assert answer.status_code == 302, answer.context["form"].errors
    page = page_class.objects.get(slug="nieuwe-pagina")
    assert page.live
    answer = edit_page(beheerder, page, title="Andere titel")
    assert answer.status_code == 302, answer.context["form"].errors
    page.refresh_from_db()
    assert page.title == "Andere titel"


@every_kind
def test_a_visitor_can_read_it(page_class: type[BasePage], client: Client, home: HomePage) -> None:
    page = page_of(page_class)
    answer = client.get(page.url)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.count("<h1") == 1
    assert page.title in html
    assert 'lang="nl"' in html
    assert page.summary in html


@every_kind
def test_odd_questions_get_an_ordinary_answer(page_class: type[BasePage], client: Client, home: HomePage) -> None:
    page = page_of(page_class)
    for query in ODD_QUERIES:
        assert client.get(page.url, query).status_code in {200, 404}


ODD_QUERIES = [
    {"pagina": "0"},
    {"pagina": "-1"},
    {"pagina": "99999999999999999999"},
    {"pagina": "twee"},
    {"thema": "bestaatniet", "fase": "x" * 5000, "soort": "\0", "trefwoord": "' OR 1=1 --"},
    {"weergave": "wormgat", "maand": "2026-13", "periode": "nooit", "sorteer": "; DROP"},
    {"maand": "0000-00"},
    {"maand": "99999-01"},
    {"gemeente": "GM9999", "provincie": "PV99", "grootte": "reus"},
    {"q": "\0\"'(*" * 3000},
]


@every_kind
def test_its_queries_are_bounded_and_do_not_grow_with_its_children(
    page_class: type[BasePage], client: Client, home: HomePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = page_of(page_class)
    child_classes = [kind for kind in page_class.clean_subpage_models() if kind in FACTORIES and not kind.max_count]
    theme = factories.ThemeFactory()
    for child_class in child_classes:
        FACTORIES[child_class](parent=page, themes=[theme])
    client.get(page.url)
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        client.get(page.url, {"vers": "1"})
    for child_class in child_classes:
        for _ in range(19):
            FACTORIES[child_class](parent=page, themes=[theme])
    client.get(page.url, {"vers": "2"})
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        client.get(page.url, {"vers": "3"})
    assert len(many) <= len(few)


# The most that any page asks of the database when no cache has it.
MOST_QUERIES = 17


def test_a_section_of_a_chapter_holds_no_sections(beheerder: Client, home: HomePage) -> None:
    chapter = factories.ChapterPageFactory(parent=factories.HandbookPageFactory())
    section = factories.ChapterPageFactory(parent=chapter)
    assert ChapterPage.can_create_at(chapter)
    assert not ChapterPage.can_create_at(section)
    assert not HandbookPage.can_create_at(section)
