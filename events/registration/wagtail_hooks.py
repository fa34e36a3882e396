"""What registering adds to Wagtail's admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

from cms.pages.models import BasePage
from events.agenda.models import EventSession
from events.registration.models import Registration


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
