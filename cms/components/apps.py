from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "cms.components"
    label = "components"
    verbose_name = "Bouwstenen"
