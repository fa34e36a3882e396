"""When what is found appeared on the site.

The index doesn't keep it: its dates are those under which lists file things, and a meeting's is when it takes place.
"""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from cms.pages.findable_pages import PageSource
from cms.pages.models import BasePage
from search.models import SearchDocument

_PAGE = f"{PageSource.name}:"


def appeared(ids: Collection[int]) -> dict[int, datetime]:
    """Return when the documents with these ids appeared, by their ids, the latest first; two queries.

    A page appears when it is published for the first time, anything else at its date. What has no such moment, or one
    that is yet to come, isn't there.
    """
    rows = list(SearchDocument.objects.filter(pk__in=ids).values_list("pk", "key", "date"))
    pages = {pk: int(key.removeprefix(_PAGE)) for pk, key, _date in rows if key.startswith(_PAGE)}
    published = dict(BasePage.objects.filter(pk__in=pages.values()).values_list("pk", "first_published_at"))
    now = timezone.now()
    moments = ((published.get(pages[pk]) if pk in pages else date, pk) for pk, _key, date in rows)
    past = [(moment, pk) for moment, pk in moments if moment and moment <= now]
    return {pk: moment for moment, pk in sorted(past, reverse=True)}
