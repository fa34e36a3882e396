"""The picture of a page: at its head, and on its card.

What a card shows is kept in the base table (`cover`), so that a list needs neither the themes of its pages nor
their pictures; it is the image of the page, or else that of its first theme that has one.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.images import get_image_model

from cms.pages.cards import HEADER_RENDITIONS, HERO_RENDITIONS, PORTRAIT_RENDITION
from cms.pages.filing import Subject
from cms.pages.pictures import find_images

if TYPE_CHECKING:
    from cms.pages.models import BasePage

_HEADER_RENDITIONS = (*HEADER_RENDITIONS, *HERO_RENDITIONS, PORTRAIT_RENDITION)


def header_image(page: "BasePage", themes: Iterable[Subject]) -> Any:
    """Return the image of `page`, or else that of the first of `themes` that has one, or None.

    It is that of the page in hand, which may be a draft; one query, and none where there is no image.
    """
    image_id = page.image_id or next((theme.image_id for theme in themes if theme.image_id), None)
    return find_images([image_id], _HEADER_RENDITIONS).get(image_id) if image_id else None


def renew_covers(pages: QuerySet) -> None:
    """Write anew what the cards of `pages` (a queryset of base pages) show; one query."""
    filed = pages.model._meta.get_field("themes").remote_field.through.objects
    of_theme = filed.filter(basepage=OuterRef("pk"), theme__image__isnull=False).order_by(
        "theme__position", "theme__title"
    )
    pages.update(cover=Coalesce(F("image"), Subquery(of_theme.values("theme__image")[:1])))


def on_page_save(instance: Any, update_fields: Any = None, **_signal: Any) -> None:
    """Write the cover after a page was saved, unless its image wasn't."""
    base = _pages()
    if isinstance(instance, base) and (update_fields is None or {"image", "cover"} & set(update_fields)):
        renew_covers(base.objects.filter(pk=instance.pk))


def on_filing(instance: Any, action: str, pk_set: set[int] | None = None, **_signal: Any) -> None:
    """Write the covers of the pages that got or lost a theme."""
    if not action.startswith("post_"):
        return
    base = _pages()
    changed = {instance.pk} if isinstance(instance, base) else pk_set
    renew_covers(base.objects.all() if changed is None else base.objects.filter(pk__in=changed))


def on_theme_change(**_signal: Any) -> None:
    """Write all covers: what the theme's pages show may be another theme's now."""
    renew_covers(_pages().objects.filter(image=None))


def connect() -> None:
    """Listen to what changes the cards' pictures."""
    theme = apps.get_model("taxonomy.Theme")
    post_save.connect(on_page_save, dispatch_uid="cover_of_page")
    m2m_changed.connect(on_filing, sender=_pages().themes.through, dispatch_uid="cover_of_filing")
    for signal, sender in ((post_save, theme), (post_delete, theme), (post_delete, get_image_model())):
        signal.connect(on_theme_change, sender=sender, dispatch_uid=f"cover_of_{sender.__name__}")


def _pages() -> "type[BasePage]":
    return apps.get_model("pages.BasePage")
