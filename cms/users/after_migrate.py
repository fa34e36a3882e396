"""Steps that follow a migration, once everything exists that they need."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


def after_migrate(step: Callable[[], None], *models: str) -> None:
    """Have `step` run after each complete migration of the default database.

    Django makes an app's permissions when it has migrated that app, so the step waits for the last one. It is
    left out as long as a table of one of `models` ('app.Model') doesn't exist yet, as in a partial migration.
    Steps run in the order in which their apps are installed, and must be idempotent.
    """

    def receiver(sender: AppConfig, using: str, **_signal: Any) -> None:
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        if sender is last and using == "default":
            tables = set(connections[using].introspection.table_names())
            if all(apps.get_model(model)._meta.db_table in tables for model in models):
                step()

    post_migrate.connect(receiver, weak=False, dispatch_uid=f"{step.__module__}.{step.__qualname__}")
