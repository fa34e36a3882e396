"""The list of users in the admin: who they are, by what address they log in, and in which roles."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.users.views import users

from cms.users.models import User
from cms.users.roles import ROLES

_LABELS = {role.name: role.label for role in ROLES}


def roles_of(user: User) -> str:
    """Return the names of the roles of `user`, as one text for people; empty without any."""
    names = sorted(_LABELS.get(group.name, group.name) for group in user.groups.all())
    return ", ".join(["Mag alles", *names] if user.is_superuser else names)


class IndexView(users.IndexView):
    """The list, with roles where Wagtail's says who is a superuser."""

    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns, two of them replaced by ours."""
        ours = {
            "email": Column("email", label="E-mailadres", sort_key="email", width="25%"),
            "is_superuser": Column("roles", label="Rollen", accessor=roles_of, width="20%"),
        }
        return [ours.get(column.name, column) for column in super().columns]

    def get_base_queryset(self) -> "QuerySet[User]":
        """Return all users, with their roles."""
        found: QuerySet[User] = super().get_base_queryset().prefetch_related("groups")
        return found


class UserFilterSet(users.UserFilterSet):
    """The filters beside the list, with the heading of its column."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what Wagtail's takes, and call a group a role."""
        super().__init__(*args, **options)
        self.filters["group"].label = "Rol"


class UserViewSet(users.UserViewSet):
    """The screens for users."""

    filterset_class = UserFilterSet
    index_view_class = IndexView
