from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "kennisbank.overview"
    label = "overview"
    verbose_name = "Kennisbank"
