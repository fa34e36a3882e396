from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"
    verbose_name = "Agenda"
