"""What changes how pages are found: they themselves, what they are filed under, and from whom they are kept.

Only the page in question is named; what stands below it or names it follows from how it changed.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import PageViewRestriction, Site

from cms.pages.findable_pages import PageSource
from cms.pages.findables import findables_from, say_changed
from cms.pages.generation import DRAFT_FIELDS

if TYPE_CHECKING:
    from cms.pages.models import BasePage

# What stands with pages in the index, and the way from a page to it.
_LABELS = {
    "taxonomy.Theme": "themes",
    "taxonomy.Phase": "phase",
    "taggit.Tag": "tagged_items__tag",
    "auth.Group": "view_restrictions__groups",
}


def _say(pks: Iterable[int]) -> None:
    say_changed(PageSource.name, pks)


def _pages() -> "type[BasePage]":
    return apps.get_model("pages.BasePage")


def _pages_with(label: Model) -> list[int]:
    """Return the ids of the pages that have `label`: a theme, phase, tag, organisation, or group that sees them."""
    ways = [_LABELS[label._meta.label]] if label._meta.label in _LABELS else _ways_to(type(label))
    conditions = Q()
    for way in ways:
        conditions |= Q(**{way: label.pk})
    return list(_pages().objects.filter(conditions).values_list("pk", flat=True).distinct())


def _ways_to(model: type[Model]) -> list[str]:
    """Return the ways from a base page to `model` by the foreign keys of page classes."""
    fields = [relation.field for relation in model._meta.related_objects]
    return [f"{field.model._meta.model_name}__{field.name}" for field in fields if issubclass(field.model, _pages())]


def on_page_save(instance: Any, update_fields: Any = None, **_signal: Any) -> None:
    """Name a page that was saved, unless only its draft was."""
    if isinstance(instance, _pages()) and not (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
        _say([instance.pk])


def on_page_delete(instance: Any, **_signal: Any) -> None:
    """Name a page that was deleted."""
    if isinstance(instance, _pages()):
        _say([instance.pk])


def on_tagging(instance: Any, **_signal: Any) -> None:
    """Name the page that got or lost a tag."""
    _say([instance.content_object_id])


def on_restriction_change(instance: PageViewRestriction, **_signal: Any) -> None:
    """Name the page that others see now, or no longer."""
    _say([instance.page_id, *getattr(instance, "was_upon", ())])


def remember_aliases(instance: Any, **_signal: Any) -> None:
    """Look upon which aliases a restriction lies: when it goes with its page, they stay and are aliases no longer."""
    instance.was_upon = list(_pages().objects.filter(alias_of=instance.page_id).values_list("pk", flat=True))


def on_relation_change(instance: Any, action: str, **_signal: Any) -> None:
    """Name the pages that got or lost a theme, or a group that sees them, whichever side said so."""
    if isinstance(instance, _pages()):
        _say([instance.pk])
    elif isinstance(instance, PageViewRestriction):
        on_restriction_change(instance)
    elif action.startswith("pre_"):
        remember(instance)
    else:
        name_remembered(instance)
        _say(_pages_with(instance))


def on_label_save(instance: Model, created: bool, **_signal: Any) -> None:
    """Name the pages that have something which is called otherwise now."""
    if not created:
        _say(_pages_with(instance))


def remember(instance: Any, **_signal: Any) -> None:
    """Look which pages have something, before it is taken from them."""
    instance.was_with_pages = _pages_with(instance)


def name_remembered(instance: Any, **_signal: Any) -> None:
    """Name those pages, when it has been taken from them."""
    _say(instance.was_with_pages)


def on_site_change(**_signal: Any) -> None:
    """Name every page: their addresses begin where the site begins, and Wagtail may forget its old root only later."""
    Site.clear_site_root_paths_cache()
    _say(PageSource().ids())


def connect() -> None:
    """Let pages be found, and listen to what changes how."""
    findables_from(PageSource())
    post_save.connect(on_page_save, dispatch_uid="found_page_saved")
    post_delete.connect(on_page_delete, dispatch_uid="found_page_deleted")
    for through in (_pages().themes.through, PageViewRestriction.groups.through):
        m2m_changed.connect(on_relation_change, sender=through, dispatch_uid=f"found_{through.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(on_tagging, sender="pages.PageTag", dispatch_uid="found_tag_of_page")
        signal.connect(on_restriction_change, sender=PageViewRestriction, dispatch_uid="found_restriction")
        signal.connect(on_site_change, sender=Site, dispatch_uid="found_site")
    pre_delete.connect(remember_aliases, sender=PageViewRestriction, dispatch_uid="found_restriction_goes")
    for label in (*map(apps.get_model, _LABELS), apps.get_model("taxonomy.Organisation")):
        if label is not Group:
            post_save.connect(on_label_save, sender=label, dispatch_uid=f"found_{label.__name__}_saved")
        pre_delete.connect(remember, sender=label, dispatch_uid=f"found_{label.__name__}_goes")
        post_delete.connect(name_remembered, sender=label, dispatch_uid=f"found_{label.__name__}_gone")
