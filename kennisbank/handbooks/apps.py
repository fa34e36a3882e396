from django.apps import AppConfig


class HandbooksConfig(AppConfig):
    name = "kennisbank.handbooks"
    label = "handbooks"
    verbose_name = "Handboeken"

    def ready(self) -> None:
        """Keep the cards of handbooks and chapters right."""
        from kennisbank.handbooks.notes import connect  # noqa: PLC0415 - models are loaded by now

        connect()
