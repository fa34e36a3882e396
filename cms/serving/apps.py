from django.apps import AppConfig


class ServingConfig(AppConfig):
    name = "cms.serving"
    label = "serving"
    verbose_name = "Uitlevering"

    def ready(self) -> None:
        """Draw a new generation whenever something changes."""
        from cms.serving.renewal import connect  # noqa: PLC0415 - models are ready only now

        connect()
