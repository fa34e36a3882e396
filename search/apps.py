from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        """Follow the content, and see to it that there is an index."""
        from cms.pages.signals import tick  # noqa: PLC0415 - models are ready only now
        from search.indexing import rebuilding, receivers  # noqa: PLC0415

        receivers.connect()
        post_migrate.connect(rebuilding.begin_first, sender=self, dispatch_uid="search_begin_first")
        tick.connect(rebuilding.drop_retired, dispatch_uid="search_drop_retired")
        tick.connect(rebuilding.make_whole, dispatch_uid="search_make_whole")
