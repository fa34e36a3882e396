"""Whatever somebody types in a search box, of the site or of the admin, gets an answer."""

from unicodedata import normalize

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse, reverse_lazy
from wagtail.admin.views.pages.search import page_filter_search
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, And, Phrase, PlainText

from cms.media.models import SiteImage
from cms.pages.models import BasePage
from home.models import HomePage
from search.backend.cleaning import MAX_CHARACTERS, MAX_WORDS, clean
from tests.factories import ContentPageFactory, UserFactory
from tests.media.files import picture
from tests.search.odd import odd_questions

pytestmark = pytest.mark.usefixtures("admin_search")

QUESTIONS = [
    '"', 'bal"ie', '"balie"', '"balie" "', "balie 'de hal'", "AND", "OR", "NOT balie", "NEAR(balie hal)", "NEAR(",
    "balie*", "*", "^balie", "title:balie", "live:yes balie", "balie:", "-", "balie -hal", "balie+hal", "\0", "ba\0lie",
    "💶", "((", ")", "{balie}", "\\", "\\'", "'", "%", "100%s", "!balie & | <-> hal", "balie " * 1700,
    '"balie" ' * 1300,
]  # fmt: skip
SEARCHES = [
    "/zoeken/",
    reverse_lazy("wagtailadmin_pages:search"),
    reverse_lazy("wagtailadmin_explore_root"),
    reverse_lazy("wagtailadmin_choose_page_search"),
    reverse_lazy("wagtailimages:index_results"),
    reverse_lazy("wagtailimages_chooser:choose_results"),
    reverse_lazy("wagtaildocs:index_results"),
    reverse_lazy("wagtaildocs_chooser:choose_results"),
    reverse_lazy("wagtailusers_users:index_results"),
]


@pytest.fixture
def admin(home: HomePage) -> Client:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: ascii(question[:20]))
def test_any_question_gets_an_answer_everywhere(admin: Client, home: HomePage, question: str) -> None:
    searches = [*map(str, SEARCHES), reverse("wagtailadmin_explore", args=[home.pk])]
    answers = {address: admin.get(address, {"q": question}).status_code for address in searches}
    assert answers == dict.fromkeys(searches, 200)


@pytest.mark.parametrize("question", ["balie", 'balie"', '"de balie"', "(bali", "HAL* balie", "-balie: hal"])
def test_staff_find_a_page_by_its_words(admin: Client, home: HomePage, question: str) -> None:
    ContentPageFactory(title="De balie in de hal")
    ContentPageFactory(title="Het loket")
    for address in (reverse("wagtailadmin_pages:search"), reverse("wagtailadmin_explore", args=[home.pk])):
        found = admin.get(address, {"q": question}).content.decode()
        assert "De balie in de hal" in found
        assert "Het loket" not in found


def test_odd_questions_are_answered_as_the_admin_asks_them(home: HomePage) -> None:
    ContentPageFactory(title="De medewerker aan het loket")
    for question in odd_questions(1_000):
        pages, _everything = page_filter_search(question, BasePage.objects.all())
        assert len(pages[:20]) == pages.count(), question
        assert len(get_search_backend().search(question, BasePage)[:20]) <= 1, question


@pytest.mark.parametrize(
    "title",
    [
        "Versie 2.0", "24/7 bereikbaar", "Hij/zij", "begroting_2024.pdf", "jan@ol2000.nl", "12.000 woningen",
        "+31 6 1234", "Art. 3.1", "Foto's", "B&B", "العَرَبِيَّة", "Eén café",
    ],
)  # fmt: skip
def test_a_page_is_found_by_its_title_as_it_stands(home: HomePage, title: str) -> None:
    page = ContentPageFactory(title=title)
    ContentPageFactory(title="Het loket")
    for typed in (title, normalize("NFD", title)):
        for search in (get_search_backend().autocomplete, get_search_backend().search):
            assert [one.pk for one in search(typed, BasePage)] == [page.pk]


@pytest.mark.parametrize(
    ("name", "narrowed"),
    [
        ("wagtailadmin_explore", "has_child_pages=true"),
        ("wagtailadmin_explore", "has_child_pages=false"),
        ("wagtailadmin_explore", "ordering=content_type__model"),
        ("wagtailimages:index", "usage_count_min=0"),
        ("wagtailimages:index", "ordering=file_size"),
        ("wagtailimages_chooser:choose_results", "tag=groen"),
        ("wagtaildocs:index", "usage_count_min=0"),
        ("wagtaildocs:index", "ordering=-created_at"),
    ],
)
def test_staff_search_within_whatever_a_list_is_narrowed_to(
    admin: Client, home: HomePage, name: str, narrowed: str
) -> None:
    place = [home.pk] if name == "wagtailadmin_explore" else []
    assert admin.get(f"{reverse(name, args=place)}?q=hal&{narrowed}").status_code == 200


def test_a_filter_that_no_search_server_keeps_narrows_what_is_found(admin: Client, home: HomePage) -> None:
    ContentPageFactory(parent=ContentPageFactory(title="De hal met loketten"))
    ContentPageFactory(title="De hal zonder")
    address = reverse("wagtailadmin_explore", args=[home.pk])
    found = admin.get(address, {"q": "hal", "has_child_pages": "true"}).content.decode()
    assert "De hal met loketten" in found
    assert "De hal zonder" not in found


def test_staff_find_an_image_and_nothing_by_signs_alone(admin: Client) -> None:
    SiteImage.objects.create(title="Hal van het stadhuis", file=SimpleUploadedFile("hal.jpg", picture()))
    index = reverse("wagtailimages:index_results")
    assert "Hal van het stadhuis" in admin.get(index, {"q": '"stadh'}).content.decode()
    assert "Hal van het stadhuis" not in admin.get(index, {"q": '"'}).content.decode()


def test_a_query_of_parts_is_cleaned_part_by_part() -> None:
    query = And([PlainText('balie"', operator="or"), Phrase('de * "hal'), Phrase("*")])
    assert repr(clean(query)) == repr(And([PlainText("balie", operator="or"), Phrase("de hal")]))
    assert clean(And([Phrase("*"), PlainText("-")])) == ""
    assert clean(MATCH_ALL) is MATCH_ALL
    assert clean("balie " * 1700) == " ".join(["balie"] * MAX_WORDS)
    assert len(clean("balie" * 1700)) == MAX_CHARACTERS  # type: ignore[arg-type]
    parts = clean(And([Phrase("balie")] * 2000))
    assert isinstance(parts, And)
    assert len(parts.subqueries) == MAX_WORDS
