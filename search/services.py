"""Finding pages, on Wagtail's own search backend."""

from typing import Any

from cms.pages.models import BasePage
from search.words import words_of


def find_pages(question: str, user: Any) -> Any:
    """Return the pages that `user` may see with all words of `question` in them, best first; lazy, and countable.

    Empty when the question holds no word.
    """
    words = words_of(question)
    if not words:
        return BasePage.objects.none()
    # Below the home page, which tells something of everything and would answer every question.
    visible = BasePage.objects.visible_to(user).filter(depth__gt=2)
    # Wagtail's backends can't read our condition of visibility, but they can read a subquery.
    return BasePage.objects.filter(pk__in=visible.values("pk")).for_cards().search(" ".join(words), operator="and")
