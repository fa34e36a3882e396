from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "cms.worker"
    label = "worker"
    verbose_name = "Achtergrondwerk"
