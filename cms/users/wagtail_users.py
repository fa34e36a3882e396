"""Wagtail's app for users, with our list of them in its place."""

from wagtail.users.apps import WagtailUsersAppConfig


class SiteUsersConfig(WagtailUsersAppConfig):
    """Wagtail's, with screens of ours."""

    default = False
    user_viewset = "cms.users.staff_list.UserViewSet"
