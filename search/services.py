"""Finding pages, on Wagtail's own search backend."""

from typing import Any

from cms.pages.models import BasePage
from cms.pages.querysets import BasePageQuerySet
from search.words import words_of


def find_pages(question: str, user: Any) -> BasePageQuerySet:
    """Return the pages that `user` may see with all words of `question` in them, with their themes, best first.

    Empty when the question holds no word.
    """
    if not words_of(question):
        return BasePage.objects.none()
    # Below the home page, which tells something of everything and would answer every question.
    visible = BasePage.objects.visible_to(user).filter(depth__gt=2)
    # Wagtail's backends can't read our condition of visibility, but they can read a subquery.
    pages = BasePage.objects.filter(pk__in=visible.values("pk")).for_cards().prefetch_related("themes")
    return pages.search(question, operator="and").get_queryset()
