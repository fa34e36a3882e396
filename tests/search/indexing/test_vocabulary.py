"""The words of the index: those of what everybody may see, and none offered that somebody may not see."""

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction

from home.models import ContentPage
from search.finding.searching import search
from search.indexing.vocabularies import vocabulary_of
from search.models import Term
from tests.factories import ContentPageFactory, UserFactory
from tests.search.indexing.looking import found, live, rows_for


def words() -> set[str]:
    """Return the words of the edition in use, as the process and the database have them."""
    return set(vocabulary_of(live()).words)


def test_new_words_are_known_at_once() -> None:
    assert "zwanenhals" not in words()
    ContentPageFactory(title="Zwanenhals", summary="Over het baliewerk.")
    assert {"zwanenhals", "baliewerk"} <= words()


def test_what_not_everybody_may_see_brings_no_words() -> None:
    above = ContentPageFactory()
    PageViewRestriction.objects.create(page=above, restriction_type="login")
    ContentPageFactory(parent=above, title="Zwanenhals")
    assert found("zwanenhals", UserFactory())
    assert "zwanenhals" not in words()


@pytest.mark.parametrize("way", ["unpublish", "restrict", "delete", "rename"])
def test_no_word_is_offered_of_what_is_gone(way: str) -> None:
    page = ContentPageFactory(title="Zwanenhalzen en kroonluchters")
    assert search("krobnluchters").did_you_mean == "kroonluchters"
    {
        "unpublish": page.unpublish,
        "restrict": lambda: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        "delete": page.delete,
        "rename": lambda: _rename(page),
    }[way]()
    assert search("krobnluchters").did_you_mean == ""
    if way == "restrict":
        audiences = rows_for(UserFactory()).audiences_of(UserFactory())
        assert search("krobnluchters", audiences=audiences).did_you_mean == "kroonluchters"


def _rename(page: ContentPage) -> None:
    page.title = "Hazewind"
    page.save()


def test_words_of_a_transaction_that_was_rolled_back_are_learned_when_they_come_again() -> None:
    def fail() -> None:
        with transaction.atomic():
            ContentPageFactory(title="Zwanenhals")
            assert "zwanenhals" not in words()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    ContentPageFactory(title="Zwanenhals")
    assert Term.objects.filter(edition=live(), word="zwanenhals").exists()
