"""What stands on the cards of projects and stories, kept right when what it names changes.

A page's own note is set when it is saved (`get_card_note`). What another page or a municipality changes on it is
written here, straight into the base table: no revision, no new publication.
"""

from typing import Any

from django.db.models.signals import post_save
from wagtail.signals import post_page_move

from cms.pages.models import BasePage
from cms.taxonomy.models import Organisation


def note_for_stories(project: BasePage | None) -> str:
    """Return what stands on the card of each story of `project`: its title, while it is published."""
    return project.title[:120] if project and project.live else ""


def _is(page: BasePage, name: str) -> bool:
    return page.specific_class is not None and page.specific_class._meta.label == f"projects.{name}"


def on_organisation_save(instance: Organisation, created: bool, **_signal: Any) -> None:
    """Write the name of a municipality on its projects' cards, where it may be another now."""
    if not created:
        instance.projects.exclude(card_note=instance.name).update(card_note=instance.name)


def on_project_save(instance: BasePage, update_fields: Any = None, **_signal: Any) -> None:
    """Write a project's title on its stories' cards, or take it away; a draft's title stays out."""
    if _is(instance, "ProjectPage") and (update_fields is None or {"title", "live"} & set(update_fields)):
        BasePage.objects.child_of(instance).update(card_note=note_for_stories(instance))


def on_move(instance: BasePage, parent_page_after: BasePage, **_signal: Any) -> None:
    """Write the title of another project on the card of a story that went there."""
    if _is(instance, "ProjectStoryPage"):
        BasePage.objects.filter(pk=instance.pk).update(card_note=note_for_stories(parent_page_after))


def connect() -> None:
    """Listen to what changes the cards."""
    post_save.connect(on_organisation_save, sender="taxonomy.Organisation", dispatch_uid="organisation_saved")
    # Wagtail takes pages down as base pages, in bulk and by the clock.
    for sender in ("pages.BasePage", "projects.ProjectPage"):
        post_save.connect(on_project_save, sender=sender, dispatch_uid=f"project_saved_{sender}")
    post_page_move.connect(on_move, dispatch_uid="story_moved")
