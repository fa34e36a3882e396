from django.apps import AppConfig


class HandbooksConfig(AppConfig):
    name = "kennisbank.handbooks"
    label = "handbooks"
    verbose_name = "Handboeken"
