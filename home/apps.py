from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        """Name the pages that stand around every page."""
        from cms.pages.landmarks import name_landmarks  # noqa: PLC0415 - models are ready only now
        from home.navigation import pages_around  # noqa: PLC0415

        name_landmarks(pages_around)
