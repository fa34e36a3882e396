from django.apps import AppConfig


class SpeakingConfig(AppConfig):
    name = "events.speaking"
    label = "speaking"
    verbose_name = "Sprekers"

    def ready(self) -> None:
        """Hear the worker's tick, and make the private links of requests."""
        from cms.mail.private_links import register_link  # noqa: PLC0415 - models are ready only now
        from cms.pages.signals import tick  # noqa: PLC0415
        from events.speaking.requests.labels import register_labels  # noqa: PLC0415
        from events.speaking.requests.mails import LINK_NAME, build_link  # noqa: PLC0415
        from events.speaking.requests.receivers import work_on_tick  # noqa: PLC0415

        register_link(LINK_NAME, build_link)
        register_labels()
        tick.connect(work_on_tick, dispatch_uid="speaking.work_on_tick")
