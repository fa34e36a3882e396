from django.apps import AppConfig


class SpeakingConfig(AppConfig):
    name = "events.speaking"
    label = "speaking"
    verbose_name = "Sprekers"

    def ready(self) -> None:
        """Hear the worker's tick, make the private links of requests, and follow who speaks where."""
        from django.db.models.signals import post_delete  # noqa: PLC0415

        from cms.mail.private_links import register_link  # noqa: PLC0415 - models are ready only now
        from cms.pages.signals import tick  # noqa: PLC0415
        from events.speaking.receivers import name_talk  # noqa: PLC0415
        from events.speaking.requests.labels import register_labels  # noqa: PLC0415
        from events.speaking.requests.mails import LINK_NAME, build_link  # noqa: PLC0415
        from events.speaking.requests.receivers import work_on_tick  # noqa: PLC0415

        register_link(LINK_NAME, build_link)
        register_labels()
        tick.connect(work_on_tick, dispatch_uid="speaking.work_on_tick")
        post_delete.connect(name_talk, sender="speaking.EngagementSpeaker", dispatch_uid="speaking.name_talk")
