from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class ProjectsConfig(AppConfig):
    name = "kennisbank.projects"
    label = "projects"
    verbose_name = "Projecten"

    def ready(self) -> None:
        """Keep the name of a municipality on the cards of its projects."""
        post_save.connect(rename_on_cards, sender="taxonomy.Organisation", dispatch_uid="rename_on_cards")


def rename_on_cards(instance: Any, created: bool, **_signal: Any) -> None:
    """Bring the short line on the cards of an organisation's projects up to date."""
    if not created:
        instance.projects.exclude(card_note=instance.name).update(card_note=instance.name)
