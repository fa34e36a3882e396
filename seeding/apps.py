from django.apps import AppConfig


class SeedingConfig(AppConfig):
    name = "seeding"
    label = "seeding"
    verbose_name = "Demo"
