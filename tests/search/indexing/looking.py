"""What somebody finds, asked of the rows and of the engine alike, and whether that is what they may see."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from cms.pages.findables import Key
from cms.pages.models import BasePage
from search.analysis.folding import words_of
from search.analysis.stems import stems_of
from search.engines.base import Reach
from search.engines.choosing import engine_for
from search.engines.expressions import any_of
from search.indexing.checking import check
from search.models import Edition, SearchDocument

VISITOR = AnonymousUser()


def live() -> Edition:
    """Return the edition that visitors search."""
    return Edition.objects.get(state="live")


def rows_for(user: Any) -> Any:
    """Return the rows that `user` may see."""
    return SearchDocument.objects.filter(edition=live()).visible_to(user)


def found(word: str, user: Any = VISITOR) -> set[str]:
    """Return the keys of what `user` finds with `word`: the engine's answer, which its counts must agree with."""
    engine, edition = engine_for(), live()
    expression = any_of(*(stem for one in words_of(word) for stem in stems_of(one)))
    reach = Reach(audiences=SearchDocument.objects.filter(edition=edition).audiences_of(user))
    [ids] = engine.postings(edition.pk, [expression], reach, 1000)
    assert sum(engine.tally(edition.pk, expression, reach, 1000).values()) == len(ids)
    keys = set(SearchDocument.objects.filter(pk__in=ids).values_list("key", flat=True))
    assert len(keys) == len(ids)
    return keys


def shows(word: str, user: Any = VISITOR) -> bool:
    """Return whether anything that a result for `user` is made of holds `word`, or `user` finds something with it."""
    fields = ("title", "context", "summary", "body", "names", "url", "themes", "tags", "organisation")
    texts = (str(value) for row in rows_for(user).values_list(*fields) for value in row)
    return any(word.lower() in text.lower() for text in texts) or bool(found(word, user))


def key_of(page: BasePage) -> str:
    """Return what `page` is called in the index."""
    return str(Key("page", page.pk))


def assert_kept() -> None:
    """Fail unless the index is as the content is, and nothing else is found than what visitors may see."""
    differences = check(live())
    assert not differences, differences
    pages = BasePage.objects.visible().filter(depth__gt=1).values_list("pk", flat=True)
    in_index = {row.key for row in rows_for(VISITOR) if row.key.startswith("page:")}
    assert in_index == {str(Key("page", pk)) for pk in pages}
