from django.apps import AppConfig
from django.core.signals import request_finished
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        """Follow the content and what editors keep, see to it that there is an index, and count words and questions."""
        from cms.pages.signals import tick  # noqa: PLC0415 - models are ready only now
        from search import curating  # noqa: PLC0415
        from search.indexing import rebuilding, receivers, recounting  # noqa: PLC0415
        from search.insight import counting  # noqa: PLC0415

        receivers.connect()
        curating.connect()
        request_finished.connect(counting.write_if_due, dispatch_uid="search_write_counts")
        tick.connect(counting.forget, dispatch_uid="search_forget_questions")
        post_migrate.connect(rebuilding.begin_first, sender=self, dispatch_uid="search_begin_first")
        tick.connect(rebuilding.drop_retired, dispatch_uid="search_drop_retired")
        tick.connect(rebuilding.make_whole, dispatch_uid="search_make_whole")
        tick.connect(recounting.count_if_due, dispatch_uid="search_count_words")
