"""Many pages, for whoever measures what Wagtail does with them."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Locale

from cms.pages.models import BasePage
from home.models import ContentPage, HomePage
from search.models import SearchDocument

FOLDERS = 100
# What Wagtail writes for a page, page by page, of its title, its text, and both together for who is still typing.
_ENTRY = {
    "sqlite": """
        INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title_norm, title, body, autocomplete)
        VALUES (%s, %s, 1, %s, %s, %s)""",
    "postgresql": """
        INSERT INTO wagtailsearch_indexentry
            (content_type_id, object_id, title_norm, title_text, body_text, title, body, autocomplete)
        VALUES (%s, %s, 1, '', '', setweight(to_tsvector(%s), 'A'), setweight(to_tsvector(%s), 'C'),
            setweight(to_tsvector('simple', %s), 'D'))""",
}


def make_pages(made: list[SearchDocument]) -> None:
    """Write a content page for each document, in a hundred folders under the home page, and Wagtail's index of them.

    All by SQL: page by page it takes ten times as long.
    """
    home = HomePage.objects.get()
    kind = ContentType.objects.get_for_model(ContentPage)
    locale = Locale.objects.get()

    def page(parent: BasePage, step: int, document: SearchDocument, children: int = 0) -> BasePage:
        return BasePage(
            title=document.title, draft_title=document.title, slug=document.key, summary=document.body[:300],
            path=BasePage._get_path(parent.path, parent.depth + 1, step), depth=parent.depth + 1, numchild=children,
            content_type=kind, locale=locale, url_path=f"{parent.url_path}{document.key}/", live=step % 7 > 0,
        )  # fmt: skip

    with transaction.atomic(), connection.cursor() as cursor:
        steps = range(home.numchild + 1, home.numchild + 1 + FOLDERS)
        pages = [page(home, step, one, len(made) // FOLDERS - 1) for step, one in zip(steps, made, strict=False)]
        pages += [page(pages[number % FOLDERS], number // FOLDERS, one) for number, one in enumerate(made)][FOLDERS:]
        BasePage.objects.bulk_create(pages)
        HomePage.objects.filter(pk=home.pk).update(numchild=home.numchild + FOLDERS)
        cursor.executemany(
            "INSERT INTO home_contentpage (basepage_ptr_id, body) VALUES (%s, '[]')", [(one.pk,) for one in pages]
        )
        cursor.executemany(
            _ENTRY[connection.vendor],
            [
                (kind.pk, str(one.pk), one.title, document.body, f"{one.title} {one.summary}")
                for one, document in zip(pages, made, strict=True)
            ],
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
