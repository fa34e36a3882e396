"""Panels that every page's editor has."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.admin.panels import Panel

from cms.pages.authorship import last_change
from cms.pages.parts import approval_of


class PublishingRulePanel(Panel):
    """Says whether the editor publishes here herself, and who changed the page last."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/panels/publishing_rule.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Return the context: `four_eyes`, `changed_by` (a user or None), `changed_at` (a moment or None)."""
            page = self.instance
            change = last_change(page) if page.pk else None
            return {
                **super().get_context_data(parent_context),
                "four_eyes": approval_of(page if page.pk else self.form.parent_page) is not None,
                "changed_by": get_user_model().objects.filter(pk=change.user_id).first()
                if change and change.user_id
                else None,
                "changed_at": change.at if change else None,
            }
