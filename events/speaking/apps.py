from django.apps import AppConfig


class SpeakingConfig(AppConfig):
    name = "events.speaking"
    label = "speaking"
    verbose_name = "Sprekers"
