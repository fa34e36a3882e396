from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "cms.media"
    label = "media"
    verbose_name = "Afbeeldingen en documenten"

    def ready(self) -> None:
        """Read documents at each tick of the worker, and let them be found."""
        from cms.media import findable_documents, reading  # noqa: PLC0415 - needs the models
        from cms.pages.signals import tick  # noqa: PLC0415

        findable_documents.connect()
        tick.connect(reading.read_due, dispatch_uid="media.read_due")
