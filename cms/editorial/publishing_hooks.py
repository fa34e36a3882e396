"""What the admin does for 'vier ogen': its menu item and address, its refusals, its words in the log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.editorial.parts import let_parts_change_workflow
from cms.editorial.views import EmergencyPublishView
from cms.pages.models import BasePage

_NEEDS_ANOTHER = "Uw wijziging is bewaard, maar staat nog niet online. Iemand anders moet die eerst goedkeuren."


let_parts_change_workflow()


@hooks.register("before_publish_page")
def refuse_own_change(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Stop the editor's 'publish' once it saved what was typed, when that made the user the last to change the page.

    The editor asks for permission before it saves, and publishes without asking again.
    """
    if BasePage.objects.get(pk=page.pk).permissions_for_user(request.user).can_publish():
        return None
    messages.warning(request, _NEEDS_ANOTHER)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("after_edit_page")
def tell_what_came_of_it(request: HttpRequest, page: BasePage) -> None:
    """Tell who approved or asked for changes in the editor what came of it; Wagtail says that the page was changed.

    Who approved with a change of her own is told why the page still waits; see FourEyesTask.on_action.
    """
    now = BasePage.objects.get(pk=page.pk)
    action, title = request.POST.get("workflow-action-name"), now.get_admin_display_title()
    if action == "approve":
        if not now.workflow_in_progress:
            _tell_that_approved(request, now, title)
        elif now.permissions_for_user(request.user).is_last_changer:
            messages.warning(request, _NEEDS_ANOTHER)
        else:
            messages.success(
                request, f"'{title}' is goedgekeurd. De volgende stap is: {now.current_workflow_task.name}."
            )
    elif action == "reject" and now.current_workflow_state and not now.workflow_in_progress:
        messages.success(request, f"U hebt wijzigingen gevraagd in '{title}'. Wat was ingediend, gaat niet online.")


def _tell_that_approved(request: HttpRequest, page: BasePage, title: str) -> None:
    if scheduled := page.scheduled_revision:
        moment = date_format(localtime(scheduled.approved_go_live_at), "DATETIME_FORMAT")
        messages.success(request, f"'{title}' is goedgekeurd en gaat online op {moment}.")
    elif page.live and not page.has_unpublished_changes:
        messages.success(request, f"'{title}' is goedgekeurd en staat online.")


class EmergencyPublishMenuItem(ActionMenuItem):
    """Leads a beheerder whom 'vier ogen' keeps from publishing to the screen that asks for her reason."""

    name = "action-emergency-publish"
    label = "Publiceren in nood"
    icon_name = "warning"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Return whether the user may publish this page in an emergency."""
        return (
            context["view"] == "edit"
            and not context["locked_for_user"]
            and self.get_user_page_permissions_tester(context).can_publish_in_emergency()
        )

    def get_url(self, context: dict[str, Any]) -> str:
        """Return the address of the screen."""
        return reverse("emergency_publish", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def add_emergency_publish() -> ActionMenuItem:
    """Offer the emergency publish last."""
    return EmergencyPublishMenuItem(order=200)


@hooks.register("register_admin_urls")
def emergency_publish_urls() -> list[URLPattern]:
    """Give the screen its address."""
    return [path("noodpublicatie/<int:page_id>/", EmergencyPublishView.as_view(), name="emergency_publish")]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Put what happens under 'vier ogen' into the log in words."""

    @actions.register_action("editorial.emergency_publish")
    class EmergencyPublishFormatter(LogFormatter):
        label = "Noodpublicatie"

        def format_message(self, log_entry: Any) -> str:
            return f"In nood gepubliceerd, zonder goedkeuring van een ander. Reden: {log_entry.data.get('reason', '')}"

    @actions.register_action("editorial.part.assign")
    class AssignFormatter(LogFormatter):
        label = "Publicatieregel ingesteld"

        def format_message(self, log_entry: Any) -> str:
            return f"Vanaf deze pagina geldt '{log_entry.data.get('workflow', '')}'"

    @actions.register_action("editorial.part.clear")
    class ClearFormatter(LogFormatter):
        label = "Publicatieregel weggehaald"

        def format_message(self, log_entry: Any) -> str:
            return f"Op deze pagina is '{log_entry.data.get('workflow', '')}' niet langer ingesteld"
