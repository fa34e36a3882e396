"""Who may see and handle requests for a speaker: they hold names and addresses."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from events.speaking.requests.models import SpeakingRequest

policy = ModelPermissionPolicy(SpeakingRequest)


def may_handle(user: Any) -> bool:
    """Return whether `user` may see and handle requests."""
    return bool(policy.user_has_permission(user, "change"))


def handlers() -> QuerySet:
    """Return those who may handle requests, by name."""
    people: QuerySet = policy.users_with_permission("change")
    return people.order_by("first_name", "last_name", "email")
