from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "kennisbank.projects"
    label = "projects"
    verbose_name = "Projecten"

    def ready(self) -> None:
        """Keep the cards of projects and stories right."""
        from kennisbank.projects.notes import connect  # noqa: PLC0415 - models are loaded by now

        connect()
