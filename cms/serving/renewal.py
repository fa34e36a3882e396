"""What draws a new generation: every change that a visitor could see."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.models import AbstractRendition
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.pages.generation import DRAFT_FIELDS, renew_generation
from cms.pages.models import BasePage

# Apps whose rows no visitor sees; how many places are left, a page says for a minute at most without them.
QUIET_APPS = frozenset({"users", "worker", "editorial", "seeding", "mail", "robots", "registration"})
# Of other people's apps, the models that visitors see the effect of.
OTHERS = frozenset({Site, Redirect, PageViewRestriction, PageViewRestriction.groups.through})


def shows(sender: type[Model]) -> bool:
    """Return whether visitors see rows of `sender`.

    Renditions are made while pages are rendered, and what a migration changes is seen when it is done.
    """
    if sender.__module__ == "__fake__" or issubclass(sender, AbstractRendition):
        return False
    if sender in OTHERS or sender._meta.label in {"taggit.Tag", "taggit.TaggedItem"}:
        return True
    return sender._meta.app_label in OUR_APPS


OUR_APPS = frozenset(
    config.label
    for config in apps.get_app_configs()
    if config.name.split(".")[0] in {"cms", "home", "kennisbank", "events"} and config.label not in QUIET_APPS
)


def renew_on_save(sender: type[Model], instance: Any, update_fields: Any = None, **_signal: Any) -> None:
    """Draw a new token for a saved row, unless it is a draft."""
    if not shows(sender):
        return
    if isinstance(instance, BasePage) and (
        not instance.live or (update_fields and DRAFT_FIELDS.issuperset(update_fields))
    ):
        return
    renew_generation()


def renew_on_change(sender: type[Model], **_signal: Any) -> None:
    """Draw a new token for a deleted row or a changed relation."""
    if shows(sender):
        renew_generation()


def connect() -> None:
    """Listen to everything that visitors could see the effect of."""
    post_save.connect(renew_on_save, dispatch_uid="renew_on_save")
    post_delete.connect(renew_on_change, dispatch_uid="renew_on_delete")
    m2m_changed.connect(renew_on_change, dispatch_uid="renew_on_relation")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(renew_generation, dispatch_uid="renew_on_page_change")
    # A release may bring other templates.
    post_migrate.connect(renew_generation, sender=apps.get_app_config("serving"), dispatch_uid="renew_on_migrate")
