"""What stands on the cards of handbooks and chapters, kept right when the other one changes.

A page's own note is set when it is saved (`get_card_note`). What a save of one page changes on the cards of others
is written here, straight into the base table: no revision, no new publication.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import post_page_move

from cms.pages.models import BasePage
from kennisbank.handbooks.models import ChapterPage, HandbookPage, note_for_chapters


def renew_handbook_notes(paths: list[str]) -> None:
    """Count anew the chapters of the handbooks on or above `paths`, paths of pages in the tree."""
    above = {path[:end] for path in paths for end in range(BasePage.steplen, len(path) + 1, BasePage.steplen)}
    for handbook in HandbookPage.objects.filter(path__in=above):
        BasePage.objects.filter(pk=handbook.pk).update(card_note=handbook.get_card_note())


def renew_chapter_notes(handbook: BasePage) -> None:
    """Give all chapters of `handbook` its title as it is published."""
    BasePage.objects.descendant_of(handbook).update(card_note=note_for_chapters(handbook))


def on_save(instance: BasePage, update_fields: Any = None, **_signal: Any) -> None:
    """Count anew after a chapter was saved, published or taken down; write a handbook's title on its chapters' cards.

    A draft's title stays out.
    """
    if instance.specific_class is ChapterPage:
        renew_handbook_notes([instance.path])
    elif instance.specific_class is HandbookPage and (update_fields is None or {"title", "live"} & set(update_fields)):
        renew_chapter_notes(instance)


def on_delete(instance: ChapterPage, **_signal: Any) -> None:
    """Count anew after a chapter was deleted."""
    renew_handbook_notes([instance.path])


def on_move(instance: BasePage, parent_page_before: BasePage, parent_page_after: BasePage, **_signal: Any) -> None:
    """Write anew what a chapter and both handbooks show after it went from one to the other."""
    if issubclass(instance.specific_class or BasePage, ChapterPage):
        renew_handbook_notes([parent_page_before.path, parent_page_after.path])
        for handbook in HandbookPage.objects.ancestor_of(parent_page_after, inclusive=True):
            renew_chapter_notes(handbook)


def connect() -> None:
    """Listen to what changes the cards."""
    # Wagtail takes pages down as base pages, in bulk and by the clock.
    for sender in (BasePage, ChapterPage, HandbookPage):
        post_save.connect(on_save, sender=sender, dispatch_uid=f"handbook_note_{sender.__name__}")
    post_delete.connect(on_delete, sender=ChapterPage, dispatch_uid="chapter_deleted")
    post_page_move.connect(on_move, dispatch_uid="chapter_moved")
