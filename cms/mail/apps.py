from django.apps import AppConfig

from cms.pages.signals import pulse, tick


class MailConfig(AppConfig):
    name = "cms.mail"
    label = "mail"
    verbose_name = "Post"

    def ready(self) -> None:
        """Send mail with each tick and pulse of the worker, and erase what is old with each tick."""
        from cms.mail import receivers  # noqa: PLC0415 - needs the models

        tick.connect(receivers.deliver)
        pulse.connect(receivers.deliver)
        tick.connect(receivers.erase)
