from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "events.registration"
    label = "registration"
    verbose_name = "Aanmeldingen"

    def ready(self) -> None:
        """Hear what happens to sessions, and the worker's tick."""
        from cms.pages.signals import tick  # noqa: PLC0415 - models are ready only now
        from events.agenda.signals import session_changed, session_changing  # noqa: PLC0415
        from events.registration import receivers  # noqa: PLC0415
        from events.registration.staff.labels import register_labels  # noqa: PLC0415
        from events.registration.visitors.screens import register_screens  # noqa: PLC0415

        session_changing.connect(receivers.refuse_too_few_places, dispatch_uid="registration.session_changing")
        session_changed.connect(receivers.follow_session, dispatch_uid="registration.session_changed")
        tick.connect(receivers.work_on_tick, dispatch_uid="registration.tick")
        register_screens()
        register_labels()
