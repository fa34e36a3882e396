"""How the form of a session is laid out, and what the page editor shows of sessions."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from events.agenda.permissions import may_manage_sessions

SESSION_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
            FieldPanel("mode"),
            *map(FieldPanel, ("venue_name", "venue_address", "venue_city", "online_link")),
        ],
        heading="Wanneer en waar",
    ),
    MultiFieldPanel(
        [
            FieldPanel("takes_registrations"),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("waiting_capacity")]),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            FieldRowPanel([FieldPanel("cancel_until"), FieldPanel("offer_hours")]),
            FieldRowPanel([FieldPanel("largest_party"), FieldPanel("organisation_limit")]),
        ],
        heading="Aanmelden",
    ),
    MultiFieldPanel([FieldPanel("practical_info"), FieldPanel("materials")], heading="Wat deelnemers lezen"),
]


class SessionsPanel(Panel):
    """The sessions of a workshop, to read, with the way to the screen where they are managed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/agenda/admin/sessions_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Return the sessions, in the order of their start."""
            context = super().get_context_data(parent_context)
            page = self.instance
            return {
                **context,
                "page_id": page.pk,
                "sessions": list(page.sessions.all()) if page.pk else [],
                "may_manage": bool(page.pk) and may_manage_sessions(self.request.user, page),
            }
