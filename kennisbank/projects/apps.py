from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "kennisbank.projects"
    label = "projects"
    verbose_name = "Projecten"
