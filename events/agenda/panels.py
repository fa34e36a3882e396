"""What the page editor shows of sessions, which have a screen of their own."""

from typing import Any

from wagtail.admin.panels import Panel

from events.agenda.permissions import may_manage_sessions


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
