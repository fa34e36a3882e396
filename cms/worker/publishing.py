"""Publishing and taking down what was planned."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Revision

from cms.pages.generation import renew_generation
from cms.pages.models import BasePage

logger = logging.getLogger(__name__)


def publish_due(now: datetime) -> int:
    """Publish what should be on the site at `now` and take down what should no longer be; return how often that failed.

    As Wagtail's own `publish_scheduled` does, but with each thing in a transaction of its own: one page that
    can't be published must not keep the others from the site.
    """
    failures = 0
    for model in _models_with_drafts():
        for thing in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
            failures += _failed(thing, thing.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        failures += _failed(revision, revision.publish, log_action="wagtail.publish.scheduled")
    return failures


def _models_with_drafts() -> list[Any]:
    """Return the models that can be planned; of pages only the base."""
    others = (m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, BasePage))
    return [BasePage, *others]


def _failed(subject: Any, action: Callable[..., Any], **options: Any) -> bool:
    """Do `action` in a transaction; return whether it went wrong, and then log that."""
    try:
        with transaction.atomic():
            action(**options)
            renew_generation()
    except Exception:
        logger.exception("Planned change failed: %r (%s)", subject, subject.pk)
        return True
    return False
