from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = "Pagina's"

    def ready(self) -> None:
        """Listen to what changes the pictures on cards, and how pages are found."""
        from cms.pages import covers, found_changes  # noqa: PLC0415 - models are loaded by now

        covers.connect()
        found_changes.connect()
