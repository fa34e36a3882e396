"""What the admin gets to help staff: the dashboard and the reports."""

from functools import partial

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from cms.editorial.aging import mend_aging_report
from cms.editorial.dashboard import panels_for
from cms.editorial.exports import make_exports_safe
from cms.editorial.reports import REPORTS, menu_item

make_exports_safe()
mend_aging_report()


@hooks.register("construct_homepage_panels")
def compose_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """Put our panels on the dashboard, and take off Wagtail's own list of what is to be approved."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels += panels_for(request.user)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Give the reports their addresses."""
    return [pattern for report in REPORTS for pattern in report.url_patterns()]


@hooks.register("insert_global_admin_css")
def add_css() -> str:
    """Bring what Wagtail's styles leave out."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def wait_for_autosave() -> str:
    """Let what an editor asks for wait until what she typed has been saved by itself."""
    return format_html('<script type="module" src="{}"></script>', static("js/autosave.js"))


@hooks.register("construct_help_menu")
def keep_own_help(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out Wagtail's manual and news: they are in English, on other sites, and about more than we have."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


for _order, _report in enumerate(REPORTS, start=100):
    hooks.register("register_reports_menu_item", partial(menu_item, _report, _order))
