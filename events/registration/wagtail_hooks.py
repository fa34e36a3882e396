"""What registering adds to Wagtail's admin."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms.pages.models import BasePage
from events.agenda.models import EventSession
from events.agenda.screen import Tab
from events.registration.models import Registration
from events.registration.staff import urls
from events.registration.staff.base import CHANGE, VIEW
from events.registration.staff.reports import REPORTS, menu_item

# The tabs of a session by their place: the name of the view, its label and icon, and whether it takes to change.
TABS = {
    10: ("index", "Aanmeldingen", "group", False),
    30: ("questions", "Vragen", "help", True),
    40: ("notice", "Schrijf een e-mail", "mail", True),
    50: ("needs", "Wensen", "list-ul", False),
    60: ("outcome", "Na afloop", "success", False),
}


@hooks.register("register_admin_urls")
def staff_urls() -> list[URLResolver]:
    """Put the screens of registrations in the admin."""
    return [path("aanmeldingen/", include(urls))]


@hooks.register("insert_global_admin_js")
def forget_overdue_lists() -> str:
    """Let the browser of staff forget lists to tick that it kept for longer than it may."""
    return format_html('<script type="module" src="{}" data-checkin-overdue></script>', static("js/checkin-forget.js"))


class RegistrationsMenuItem(MenuItem):
    """Leads to the registrations, for who may see them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may see personal data."""
        return request.user.has_perm(VIEW)


@hooks.register("register_admin_menu_item")
def registrations_in_menu() -> MenuItem:
    """Put the registrations in the menu."""
    return RegistrationsMenuItem(
        "Aanmeldingen", reverse("registration_staff:sessions"), name="aanmeldingen", icon_name="group", order=250
    )


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Put the reports in the admin."""
    return [pattern for report in REPORTS for pattern in report.url_patterns()]


for _place, _report in enumerate(REPORTS):
    hooks.register("register_reports_menu_item", partial(menu_item, _report, 800 + _place))


@hooks.register("session_tabs")
def registration_tabs(session: EventSession, user: Any) -> Iterator[Tab]:
    """Offer who registered for a session, and all that goes with it, to who may see that."""
    if not user.has_perm(VIEW):
        return
    may_change = user.has_perm(CHANGE)
    for place, (name, label, icon, is_for_change) in TABS.items():
        if may_change or not is_for_change:
            yield Tab(name, label, reverse(f"registration_staff:{name}", args=[session.pk]), icon, place)


@hooks.register("before_delete_page", order=-1)
def keep_page_with_registrations(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Refuse to delete a page with a workshop, itself or below it, for which people have registered."""
    return _refusal(request, [page])


@hooks.register("before_bulk_action")
def keep_pages_with_registrations(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    """Refuse to delete pages at once when one of them has such a workshop."""
    pages = [page for page in objects if isinstance(page, BasePage)]
    return _refusal(request, pages) if action_type == "delete" and pages else None


def _refusal(request: HttpRequest, pages: list[BasePage]) -> HttpResponse | None:
    """Return the answer to who would delete `pages`; None when nobody registered for anything among them.

    Their sessions stay locked until the transaction of the deletion ends, so that nobody registers in between.
    """
    below = Q()
    for page in pages:
        below |= Q(page__path__startswith=page.path)
    sessions = list(EventSession.objects.filter(below).select_for_update(of=("self",)).order_by("pk"))
    registered = Registration.objects.filter(session__in=sessions).order_by("session__page__title")
    titles = list(dict.fromkeys(registered.values_list("session__page__title", flat=True)))
    if not titles:
        return None
    names = ", ".join(f"'{title}'" for title in titles[:3]) + (" en meer" if len(titles) > 3 else "")
    messages.error(
        request,
        f"Verwijderen kan niet: voor {names} hebben mensen zich aangemeld. "
        "Haal de pagina van de site af, of gelast de bijeenkomst af: dan krijgt iedereen bericht.",
    )
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
