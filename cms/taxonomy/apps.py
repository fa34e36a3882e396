from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "cms.taxonomy"
    label = "taxonomy"
    verbose_name = "Indeling"

    def ready(self) -> None:
        """Let terms be found."""
        from cms.taxonomy import findable_terms  # noqa: PLC0415 - needs the models

        findable_terms.connect()
