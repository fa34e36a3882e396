"""What staff see when they move a chapter to where it can't stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

from cms.pages.models import BasePage
from kennisbank.handbooks.nesting import TOO_DEEP, is_chapter, is_too_deep


@hooks.register("before_move_page")
def say_why_not(request: HttpRequest, page: BasePage, destination: BasePage) -> HttpResponse | None:
    """Say that sections hold no sections, where Wagtail would only refuse."""
    if is_chapter(page) and is_too_deep(page, destination):
        messages.error(request, TOO_DEEP)
        return redirect("wagtailadmin_pages:move", page.pk)
    return None
