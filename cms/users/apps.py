from django.apps import AppConfig
from django.db.models.signals import post_save


class UsersConfig(AppConfig):
    name = "cms.users"
    label = "users"
    verbose_name = "Gebruikers"

    def ready(self) -> None:
        """Keep the roles equal to their table after each migration and with each part of the tree that is made."""
        from cms.users.after_migrate import after_migrate  # noqa: PLC0415 - needs the models
        from cms.users.roles import give_part, sync_roles  # noqa: PLC0415 - needs the models

        after_migrate(sync_roles, "auth.Group", "pages.BasePage", "wagtailcore.GroupPagePermission")
        post_save.connect(give_part, dispatch_uid="cms.users.roles.give_part")
