from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "events.agenda"
    label = "agenda"
    verbose_name = "Agenda"

    def ready(self) -> None:
        """Hear the worker's tick, and say when pages change because something is over."""
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415

        from cms.pages.moments import moments_from  # noqa: PLC0415 - models are ready only now
        from cms.pages.signals import tick  # noqa: PLC0415
        from events.agenda.receivers import complete_on_tick, name_page, next_end  # noqa: PLC0415

        tick.connect(complete_on_tick, dispatch_uid="agenda.complete_on_tick")
        moments_from(next_end)
        for signal in (post_save, post_delete):
            signal.connect(name_page, sender="agenda.EventSession", dispatch_uid="agenda.name_page")
