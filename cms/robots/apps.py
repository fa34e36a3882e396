from django.apps import AppConfig


class RobotsConfig(AppConfig):
    name = "cms.robots"
    label = "robots"
    verbose_name = "Formulieren beschermen"

    def ready(self) -> None:
        """Forget visitors with the worker's tick."""
        from cms.pages.signals import tick  # noqa: PLC0415 - models are ready only now
        from cms.robots.services import forget_on_tick  # noqa: PLC0415

        tick.connect(forget_on_tick, dispatch_uid="robots.forget_on_tick")
